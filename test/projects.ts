import { type Db, inAccount } from '../server/db/connect.ts'
import { templatesOfScope } from '../server/features/permissions/queries.ts'
import { newId } from '../server/lib/ids.ts'
import type { TestAccount } from './account.ts'

/** A project of the account. */
export async function aProject(
  db: Db,
  account: Pick<TestAccount, 'id'>,
  overrides: { name?: string; number?: string | null; status?: 'active' | 'closed' } = {},
): Promise<string> {
  const id = newId()
  const { name = `Project ${id}`, number = null, status = 'active' } = overrides
  await inAccount(db, account.id, tx =>
    tx.insertInto('project').values({ account_id: account.id, id, name, number, status }).execute(),
  )
  return id
}

/** Puts people on a project. */
export async function onProject(
  db: Db,
  account: Pick<TestAccount, 'id'>,
  projectId: string,
  people: { id: string }[],
  templateId: string | null = null,
): Promise<void> {
  const rows = people.map(({ id }) => ({
    ...{ account_id: account.id, project_id: projectId, person_id: id, template_id: templateId },
  }))
  await inAccount(db, account.id, tx => tx.insertInto('project_member').values(rows).execute())
}

/** The standard project template of that level. @returns its id */
export function projectTemplate(
  db: Db,
  account: Pick<TestAccount, 'id'>,
  level: 'Admin' | 'Standard' | 'Read Only',
): Promise<string> {
  return inAccount(db, account.id, async tx => {
    const all = await templatesOfScope(tx, account.id, 'project')
    return all.find(({ name }) => name === `Project ${level}`)!.id
  })
}
