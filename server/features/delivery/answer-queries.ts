import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import { keepPlan } from '../../db/kept-plans.ts'
import type { SettledMessage } from './message-kind.ts'
import { settledOf } from './queries.ts'

export type Answer = {
  id: string
  attempt: number
  state: 'accepted' | 'refused' | 'deferred' | 'unconfirmed' | 'queued'
  reason: string | null
  reply: string | null
  /** What the other side calls the message, where it says so. */
  reference: string | null
  /** For deferred: after how many seconds to try again. */
  retryInSeconds: number | null
  /** For queued: whether it is sent once more although it may have arrived. */
  isResend: boolean
}

/** A message as an answer leaves it, settled or not. */
export type Answered = Omit<SettledMessage, 'state'> & { state: Answer['state'] }

/** The ack: what the mail server answered, guarded by owner and attempt. @returns the messages that were ours */
export async function noteAnswers(
  tx: Tx,
  accountId: string,
  owner: string,
  answers: Answer[],
): Promise<Answered[]> {
  const isOurs = sql<SqlBool>`m.attempt = a.attempt and m.owner = ${owner}::uuid and m.state in ('sending', 'dot')`
  const { rows } = await sql<Answered>`${noted(accountId, answers, isOurs)} ${keepPlan}`.execute(tx)
  return rows
}

/**
 * An answer that comes after the message was given up as unconfirmed still counts: then it is known after all. After the statement
 * that looked for ours, so that it sees what whoever gave them up meanwhile wrote.
 *
 * @returns the messages that were unconfirmed until now
 */
export async function noteLateAnswers(tx: Tx, accountId: string, answers: Answer[]): Promise<Answered[]> {
  const known = answers.filter(({ state }) => state === 'accepted' || state === 'refused')
  if (!known.length) return []
  const isGivenUp = sql<SqlBool>`m.attempt = a.attempt and m.state = 'unconfirmed'`
  const { rows } = await noted(accountId, known, isGivenUp).execute(tx)
  return rows
}

/**
 * The same of a first copy while the message is to leave once more, or after its second copy: one was taken, whatever becomes of
 * the other, and none leaves any more.
 *
 * @returns the messages of which that was not known until now
 */
export async function noteTaken(tx: Tx, accountId: string, answers: Answer[]): Promise<Answered[]> {
  const taken = answers.filter(({ state }) => state === 'accepted')
  if (!taken.length) return []
  const isInDoubt = sql<SqlBool>`m.is_resend and m.state in ('queued', 'deferred', 'sending', 'dot', 'unconfirmed')`
  const { rows } = await noted(accountId, taken, isInDoubt).execute(tx)
  return rows
}

function noted(accountId: string, answers: Answer[], whose: RawBuilder<SqlBool>): RawBuilder<Answered> {
  const column = (name: keyof Answer) => answers.map(answer => answer[name])
  return sql<Answered>`
    update message m
    set state = a.state, reason = a.reason, reply = coalesce(a.reply, m.reply), answered_at = now(), owner = null, lease_until = null,
      gateway_reference = coalesce(a.reference, m.gateway_reference),
      due_at = case when a.retry_in is null then m.due_at else now() + make_interval(secs => a.retry_in) end,
      is_resend = m.is_resend or a.is_resend,
      -- Not taken, as was said: so nothing of it can be reported.
      dot_at = case when a.state in ('deferred', 'queued') and not (m.is_resend or a.is_resend) then null else m.dot_at end,
      deferred_since = case when a.state = 'deferred' then coalesce(m.deferred_since, now()) else m.deferred_since end
    from unnest(${column('id')}::uuid[], ${column('attempt')}::int[], ${column('state')}::message_state[], ${column('reason')}::text[],
                ${column('reply')}::text[], ${column('retryInSeconds')}::float8[], ${column('isResend')}::bool[],
                ${column('reference')}::text[])
         a(id, attempt, state, reason, reply, retry_in, is_resend, reference)
    where m.account_id = ${accountId} and m.id = any(${column('id')}::uuid[]) and m.id = a.id and ${whose}
    returning ${settledOf('m')}`
}

/** @param failures tries that did not end in acceptance */
export async function insertAttempts(
  tx: Tx,
  accountId: string,
  failures: { id: string; attempt: number; phase: string; reason: string; reply: string | null }[],
): Promise<void> {
  if (!failures.length) return
  await tx
    .insertInto('delivery_attempt')
    .values(
      failures.map(({ id, attempt, phase, reason, reply }) => ({
        account_id: accountId,
        message_id: id,
        attempt,
        phase,
        reason,
        reply,
      })),
    )
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
