import { type RawBuilder, sql } from 'kysely'
import type { RunOutcome } from '../../../contract/runs.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { keepPlan } from '../../db/kept-plans.ts'
import type { Refused, SubjectNote } from './bulk-action.ts'
import { isNoNews } from './notices/notice-queries.ts'
import type { EndedRun } from './notices/tell-of-ends.ts'
import type { Selected } from './subject.ts'

// ── running

export function unfinishedRuns(tx: Tx, accountId: string) {
  return tx
    .selectFrom('run')
    .select(['id', 'action', 'undo_of', 'resolved_at'])
    .where('account_id', '=', accountId)
    .where('finished_at', 'is', null)
    .orderBy('created_at')
    .execute()
}

/** Takes the run for this transaction; nothing when another has it or it is finished. */
export function takeRun(tx: Tx, accountId: string, runId: string) {
  return tx
    .selectFrom('run')
    .selectAll()
    .select(sql<string>`reviewed_at::text`.as('reviewed_at_text'))
    .where('account_id', '=', accountId)
    .where('id', '=', runId)
    .where('finished_at', 'is', null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

export async function markResolved(tx: Tx, accountId: string, runId: string): Promise<void> {
  await tx
    .updateTable('run')
    .set({ resolved_at: sql`now()` })
    .where('account_id', '=', accountId)
    .where('id', '=', runId)
    .execute()
}

/** Takes up to `limit` items that nobody has applied or holds; in the order of ids, so that locks are taken alike. */
export async function takeItems(tx: Tx, accountId: string, runId: string, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('run_item')
    .select('subject_id')
    .where('account_id', '=', accountId)
    .where('run_id', '=', runId)
    .where('outcome', '=', 'pending')
    .where('is_applied', '=', false)
    .orderBy('subject_id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map(row => row.subject_id)
}

/** Locks the state of people until the end of the transaction, in the order of their ids. */
export async function lockPeople(tx: Tx, accountId: string, personIds: string[]): Promise<void> {
  await tx
    .selectFrom('person_state')
    .select('person_id')
    .where('account_id', '=', accountId)
    .where('person_id', '=', sql<string>`any(${personIds}::uuid[])`)
    .orderBy('person_id')
    .forUpdate()
    .execute()
}

/** Judges subjects as they are now; call it under their lock. */
export async function judgeSubjects(
  subjects: Selected,
  reason: RawBuilder<string | null>,
): Promise<{ subjectId: string; reason: string | null }[]> {
  const rows = await subjects
    .select(['row.subject_id', reason.as('reason')])
    .orderBy('row.subject_id')
    .execute()
  return rows.map(row => ({ subjectId: row.subject_id, reason: row.reason }))
}

export async function skipItems(
  tx: Tx,
  accountId: string,
  runId: string,
  refused: Refused[],
  outcome: RunOutcome = 'skipped',
): Promise<void> {
  if (!refused.length) return
  await sql`
    update run_item i set outcome = ${outcome}::run_outcome, reason = r.reason, settled_at = now()
    from unnest(${refused.map(one => one.subjectId)}::uuid[], ${refused.map(one => one.reason)}::text[]) r(subject_id, reason)
    where i.account_id = ${accountId} and i.run_id = ${runId} and i.subject_id = r.subject_id and i.outcome = 'pending'
  `.execute(tx)
}

/**
 * Done by the clock, not by the moment at which the transaction began: whatever changed a subject later changed it since the run.
 *
 * @param isDone false where the items still wait for their messages
 */
export async function markApplied(
  tx: Tx,
  accountId: string,
  runId: string,
  subjectIds: string[],
  isDone: boolean,
): Promise<void> {
  await tx
    .updateTable('run_item')
    .set(
      isDone
        ? { is_applied: true, outcome: 'done', settled_at: sql`clock_timestamp()` }
        : { is_applied: true },
    )
    .where('account_id', '=', accountId)
    .where('run_id', '=', runId)
    .where('subject_id', '=', sql<string>`any(${subjectIds}::uuid[])`)
    .execute()
}

/** Writes down what is to be told of some of those who were acted on. */
export async function noteItems(
  tx: Tx,
  accountId: string,
  runId: string,
  notes: SubjectNote[],
): Promise<void> {
  if (!notes.length) return
  await sql`
    update run_item i set detail = n.note
    from unnest(${notes.map(one => one.subjectId)}::uuid[], ${notes.map(one => one.note)}::text[]) n(subject_id, note)
    where i.account_id = ${accountId} and i.run_id = ${runId} and i.subject_id = n.subject_id`.execute(tx)
}

export async function markRunning(tx: Tx, accountId: string, now: Date): Promise<void> {
  await tx
    .updateTable('run')
    .set({ state: 'running' })
    .where('account_id', '=', accountId)
    .where('state', '=', 'queued')
    .where('resolved_at', 'is not', null)
    .where(eb => eb.or([eb('held_until', 'is', null), eb('held_until', '<=', now)]))
    .execute()
}

/** Finishes the runs nobody of which waits any more. */
export function finishRuns(tx: Tx, accountId: string): Promise<EndedRun[]> {
  return tx
    .updateTable('run')
    .set({
      state: 'completed',
      finished_at: sql`now()`,
      seen_at: sql`case when ${isNoNews} then now() end`,
    })
    .where('account_id', '=', accountId)
    .where('finished_at', 'is', null)
    .where('resolved_at', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('run_item as i')
            .select('i.subject_id')
            .whereRef('i.account_id', '=', 'run.account_id')
            .whereRef('i.run_id', '=', 'run.id')
            .where('i.outcome', '=', 'pending'),
        ),
      ),
    )
    .returning(['id', 'actor_id', sql<boolean>`seen_at is null`.as('isNews')])
    .execute()
}

// ── settling

export type SettledItem = {
  runId: string
  subjectId: string
  outcome: RunOutcome
  reason: string | null
  detail: string | null
}

/** Notes what became of run items; of each only what is news. An unconfirmed one may still become known. */
export async function settleItems(tx: Tx, accountId: string, items: SettledItem[]): Promise<void> {
  if (!items.length) return
  const column = (name: keyof SettledItem) => items.map(item => item[name])
  await sql`
    update run_item i set outcome = s.outcome, reason = s.reason, detail = s.detail, settled_at = now()
    from unnest(${column('runId')}::uuid[], ${column('subjectId')}::uuid[], ${column('outcome')}::run_outcome[],
                ${column('reason')}::text[], ${column('detail')}::text[]) s(run_id, subject_id, outcome, reason, detail)
    where i.account_id = ${accountId} and i.run_id = any(${column('runId')}::uuid[]) and i.subject_id = any(${column('subjectId')}::uuid[])
      and i.run_id = s.run_id and i.subject_id = s.subject_id
      and i.outcome in ('pending', 'unconfirmed')
    ${keepPlan}`.execute(tx)
}

/** Cancels what of a run was not applied yet. */
export async function cancelUnapplied(tx: Tx, accountId: string, runId: string): Promise<void> {
  await tx
    .updateTable('run_item')
    .set({ outcome: 'cancelled', reason: 'run-cancelled', settled_at: sql`now()` })
    .where('account_id', '=', accountId)
    .where('run_id', '=', runId)
    .where('outcome', '=', 'pending')
    .where('is_applied', '=', false)
    .execute()
}

/** @param byId who cancels it; null for nobody in particular */
export function markCancelled(
  tx: Tx,
  accountId: string,
  runId: string,
  byId: string | null,
): Promise<EndedRun[]> {
  return tx
    .updateTable('run')
    .set({
      state: 'cancelled',
      finished_at: sql`now()`,
      seen_at: sql`case when run.actor_id = ${byId} or run.scopes is not null then now() end`,
    })
    .where('account_id', '=', accountId)
    .where('id', '=', runId)
    .returning(['id', 'actor_id', sql<boolean>`seen_at is null`.as('isNews')])
    .execute()
}

/** What a chunk has to know of its run. */
export function runInHand(tx: Tx, accountId: string, runId: string) {
  return tx
    .selectFrom('run')
    .select([
      'actor_id',
      'scopes',
      'input',
      'held_until',
      sql<string>`reviewed_at::text`.as('reviewed_at_text'),
    ])
    .where('account_id', '=', accountId)
    .where('id', '=', runId)
    .executeTakeFirstOrThrow()
}

/** Waits for whoever resolves, cancels or retries the run. */
export function lockRun(tx: Tx, accountId: string, runId: string) {
  return tx
    .selectFrom('run')
    .select(['action', 'actor_id', 'input', 'undo_of', 'finished_at'])
    .where('account_id', '=', accountId)
    .where('id', '=', runId)
    .forUpdate()
    .executeTakeFirst()
}

export async function accountsWithUnfinishedRuns(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from accounts_with_unfinished_runs() as id`.execute(db)
  return rows.map(row => row.id)
}
