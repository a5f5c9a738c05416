import type { Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { insertTemplates } from './queries.ts'

export type StandardTemplates = { admin: string; standard: string; readOnly: string }

/** Gives a new account the templates it starts with. @returns their ids */
export async function createStandardTemplates(tx: Tx, accountId: string): Promise<StandardTemplates> {
  const ids = { admin: newId(), standard: newId(), readOnly: newId() }
  const granular = ['create-and-edit-users']
  await insertTemplates(tx, [
    {
      account_id: accountId,
      id: ids.admin,
      name: 'Directory Admin',
      directory_level: 'admin',
      granular: [],
      is_assignable: false,
    },
    {
      account_id: accountId,
      id: ids.standard,
      name: 'Directory Standard + Create and Edit Users',
      directory_level: 'standard',
      granular,
      is_assignable: false,
    },
    {
      account_id: accountId,
      id: ids.readOnly,
      name: 'Read Only',
      directory_level: 'read_only',
      granular: [],
      is_assignable: true,
    },
  ])
  return ids
}
