import { sql } from 'kysely'
import { keyKeptHours } from '../../../contract/idempotency.ts'
import type { Tx } from '../../db/connect.ts'
import type { Selected } from './subject.ts'

/** @returns false when the actor pressed with this key before: nothing is written then */
export async function insertRun(
  tx: Tx,
  run: {
    account_id: string
    id: string
    action: string
    actor_id: string
    scopes: string[] | null
    selection: string
    input: string
    reviewed_at: string
    reviewed_count: number
    held_until: Date | null
    idempotency_key: string | null
    retry_of: string | null
    undo_of: string | null
    resolved_at: Date | null
  },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('run')
    .values(run)
    .onConflict(conflict =>
      conflict
        .columns(['account_id', 'actor_id', 'idempotency_key'])
        .where('idempotency_key', 'is not', null)
        .doNothing(),
    )
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Lets a key be used again whose run is so old that the same key means a new request. */
export async function releaseOldKey(tx: Tx, accountId: string, actorId: string, key: string): Promise<void> {
  await tx
    .updateTable('run')
    .set({ idempotency_key: null })
    .where('account_id', '=', accountId)
    .where('actor_id', '=', actorId)
    .where('idempotency_key', '=', key)
    .where('created_at', '<', sql<Date>`now() - make_interval(hours => ${keyKeptHours})`)
    .execute()
}

export function runPressedWith(tx: Tx, accountId: string, actorId: string, key: string) {
  return tx
    .selectFrom('run')
    .select('id')
    .where('account_id', '=', accountId)
    .where('actor_id', '=', actorId)
    .where('idempotency_key', '=', key)
    .executeTakeFirstOrThrow()
}

/** Makes a run item of everything selected; of nothing twice. @returns how many */
export async function insertItems(
  tx: Tx,
  accountId: string,
  runId: string,
  selected: Selected,
): Promise<number> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('run_item')
    .columns(['account_id', 'run_id', 'subject_id'])
    .expression(
      selected
        .select([
          sql<string>`${accountId}::uuid`.as('account_id'),
          sql<string>`${runId}::uuid`.as('run_id'),
          'row.subject_id',
        ])
        .orderBy('row.subject_id'),
    )
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows)
}

/** Makes a run item of each of these, whom somebody has found before. */
export async function insertNamedItems(
  tx: Tx,
  accountId: string,
  runId: string,
  ids: string[],
): Promise<void> {
  await sql`
    insert into run_item (account_id, run_id, subject_id)
    select ${accountId}::uuid, ${runId}::uuid, id from unnest(${ids}::uuid[]) id on conflict do nothing`.execute(
    tx,
  )
}

/** Makes a run item of each whom another run acted on. */
export async function insertItemsDoneIn(
  tx: Tx,
  accountId: string,
  runId: string,
  doneIn: string,
): Promise<void> {
  await sql`
    insert into run_item (account_id, run_id, subject_id)
    select account_id, ${runId}::uuid, subject_id from run_item
    where account_id = ${accountId} and run_id = ${doneIn} and outcome = 'done' order by subject_id`.execute(
    tx,
  )
}
