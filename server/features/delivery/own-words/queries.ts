import { sql } from 'kysely'
import type { MessageWords } from '../../../../contract/message-templates.ts'
import type { Tx } from '../../../db/connect.ts'

/** Without their words: which is in force, and since when. With the database's own moment. */
export async function versionsOf(tx: Tx, accountId: string) {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(tx)
  const versions = await tx
    .selectFrom('message_template_version')
    .select(['id', 'template', 'language', 'in_force_from as inForceFrom'])
    .where('account_id', '=', accountId)
    .orderBy('number', 'desc')
    .execute()
  return { at: rows[0]!.now, versions }
}

export async function wordsOfVersion(tx: Tx, accountId: string, id: string): Promise<MessageWords | null> {
  const row = await tx
    .selectFrom('message_template_version')
    .select('words')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.words as MessageWords | null
}

/** Newest first. @param only of one template in one language; else the newest of each */
export function versionRows(tx: Tx, accountId: string, only?: { template: string; language: string }) {
  let rows = tx
    .selectFrom('message_template_version as v')
    .innerJoin('person as by', join =>
      join.onRef('by.account_id', '=', 'v.account_id').onRef('by.id', '=', 'v.created_by'),
    )
    .select([
      'v.template',
      'v.language',
      'v.number',
      'v.words',
      'v.created_at',
      'v.created_by',
      'by.first_name',
      'by.last_name',
    ])
    .where('v.account_id', '=', accountId)
    .orderBy('v.template')
    .orderBy('v.language')
    .orderBy('v.number', 'desc')
  rows = only
    ? rows.where('v.template', '=', only.template).where('v.language', '=', only.language)
    : rows.distinctOn(['v.template', 'v.language'])
  return rows.execute()
}

export async function insertVersion(
  tx: Tx,
  version: {
    account_id: string
    id: string
    template: string
    language: string
    number: number
    words: MessageWords | null
    created_by: string
  },
): Promise<void> {
  const words = version.words && JSON.stringify(version.words)
  await tx
    .insertInto('message_template_version')
    .values({ ...version, words })
    .execute()
}

export async function emailOf(tx: Tx, accountId: string, personId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('person')
    .select('email')
    .where('account_id', '=', accountId)
    .where('id', '=', personId)
    .executeTakeFirst()
  return row?.email ?? null
}
