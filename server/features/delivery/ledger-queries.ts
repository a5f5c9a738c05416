import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { AccountLine } from '../../db/account-line.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { keepPlan } from '../../db/kept-plans.ts'
import { maySendFor } from '../settings/index.ts'
import type { ChannelName } from './channel.ts'
import { askedForAmong, type ClaimedMessage, type MessageKind, type SettledMessage } from './message-kind.ts'
import { whyNotWanted } from './not-wanted-queries.ts'
import { endedReason, endedState, settledOf } from './queries.ts'
import { isSuppressed } from './suppression/queries.ts'

/** How long a dead worker's messages wait, but for the next look; in seconds of the database's clock. */
const leaseSeconds = 8
/** A fence this close to the end of the lease is refused: the dot must be said while the lease is ours. */
const fenceMarginSeconds = 1

const claimed = sql`
  m.id, m.kind, m.template, m.person_id as "personId", m.invitation_id as "invitationId", m.ordinal, m.run_id as "runId",
  m.to_address as "toAddress", coalesce(m.user_name, m.to_address) as "userName", m.to_name as "toName", m.greeting_name as "greetingName", m.language,
  m.sender_id as "senderId", m.attempt, m.is_resend as "isResend",
  case when m.is_resend then m.dot_at end as "handedOverAt", m.created_at as "createdAt",
  m.deferred_since as "deferredSince"`

const settled = settledOf('m')

/** None while the installation's sending is paused. */
export async function accountsWithDueMessages(db: Db, channel: ChannelName, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from accounts_with_due_messages(${channel}, ${now}) as id
    where exists (select from installation_setting where sending_paused_at is null)`.execute(db)
  return rows.map(row => row.id)
}

/**
 * Claims messages of the account that are due by this channel and in nobody's hands, urgent ones first.
 *
 * The lease goes by the database's clock. Messages in state `dot` are never taken: whether they arrived is not known.
 * @param limit messages, 1–1000
 * @param only among these, if any
 * @returns in the order they fell due; empty when nothing is due or all is in other hands
 */
export async function claimDue(
  db: Db,
  accountId: string,
  channel: ChannelName,
  owner: string,
  now: Date,
  limit: number,
  only: { kinds: string[] } | { ids: string[] } | null = null,
): Promise<ClaimedMessage[]> {
  const among =
    only === null
      ? sql``
      : 'ids' in only
        ? sql`and id = any(${only.ids}::uuid[])`
        : sql`and kind = any(${only.kinds}::text[])`
  const { rows } = await sql<ClaimedMessage>`
    with due as (
      select id from message
      where account_id = ${accountId} and channel = ${channel} and is_open and lease_until is null and due_at <= ${now}
        and (leave_until is null or leave_until > ${now})
        and ${maySendFor(accountId)} ${among}
      order by is_urgent desc, due_at, id limit ${limit} for update skip locked)
    update message m
    set state = 'sending', attempt = m.attempt + 1, owner = ${owner}::uuid,
      lease_until = now() + make_interval(secs => ${leaseSeconds})
    from due where m.account_id = ${accountId} and m.id = due.id
    returning ${claimed}
  `.execute(db)
  return rows
}

// Statements that join what they are given name its ids once more (`any`): a planner that knows nothing of a fresh table
// yet still goes by the primary key then.

/**
 * The fence: lets the final dots of messages pass that are still ours, with time left, and still wanted. Commits
 * durably before the dot: an asynchronous fence doubled messages when the database crashed.
 *
 * @returns ids that may go; the others must not be ended
 */
export async function passFence(
  line: AccountLine,
  accountId: string,
  owner: string,
  messages: { id: string; attempt: number }[],
  { isSuppressed, stillWanted }: Terms,
): Promise<Set<string>> {
  const rows = await line.run(
    'pass fence',
    sql<{ id: string }>`
    update message m set state = 'dot', dot_at = now()
    from unnest(${messages.map(one => one.id)}::uuid[], ${messages.map(one => one.attempt)}::int[]) f(id, attempt)
    where m.account_id = ${accountId} and m.id = any(${messages.map(one => one.id)}::uuid[])
      and m.id = f.id and m.attempt = f.attempt and m.owner = ${owner}::uuid
      and m.state = 'sending' and m.lease_until > now() + make_interval(secs => ${fenceMarginSeconds})
      and (m.leave_until is null or m.leave_until > now())
      and ${maySendFor(accountId)} and not ${isSuppressed} and ${stillWanted}
    returning m.id
  `,
  )
  return new Set(rows.map(row => row.id))
}

/**
 * Keeps in our hands what we have claimed, as long as we live: a server that takes its time is no crash, whether it
 * greets late, looks into a recipient, or into a message. Only leases that end soon are renewed, and none that has ended.
 */
export async function renewLeases(line: AccountLine, accountId: string, owner: string): Promise<void> {
  await line.run(
    'renew leases',
    sql`
    update message set lease_until = now() + make_interval(secs => ${leaseSeconds})
    where account_id = ${accountId} and owner = ${owner}::uuid and lease_until > now()
      and lease_until < now() + make_interval(secs => ${leaseSeconds / 2 + 1})
  `,
  )
}

/**
 * Gives messages back that were claimed but not let past the fence: those that may leave to the queue, the others end.
 *
 * @returns what has ended
 */
export async function releaseClaimed(
  tx: Tx,
  accountId: string,
  owner: string,
  ids: string[],
  { isSuppressed, stillWanted, whyNotWanted }: Terms,
): Promise<SettledMessage[]> {
  const mayLeave = sql`not ${isSuppressed} and ${stillWanted}`
  const state = endedState(sql`case when ${isSuppressed} then 'suppressed' else 'cancelled' end`)
  const reason = endedReason(
    sql`case when ${isSuppressed} then 'address-suppressed' else ${whyNotWanted} end`,
  )
  const { rows } = await sql<Omit<SettledMessage, 'state'> & { state: SettledMessage['state'] | 'queued' }>`
    update message m
    set owner = null, lease_until = null,
      state = case when ${mayLeave} then 'queued' else ${state} end,
      reason = case when ${mayLeave} then null else ${reason} end,
      answered_at = case when ${mayLeave} then null else now() end
    where m.account_id = ${accountId} and m.id = any(${ids}::uuid[]) and m.owner = ${owner}::uuid and m.state = 'sending'
    returning ${settled}
  `.execute(tx)
  return rows.filter((row): row is SettledMessage => row.state !== 'queued')
}

/**
 * Takes up what workers left whose lease ran out. Before the dot: free to be sent. After it: not known, so it waits for a
 * person (hold), or is sent once more, identical (retry).
 *
 * @returns the messages that are unconfirmed from now on
 */
export async function recoverExpired(tx: Tx, accountId: string, resends: boolean): Promise<SettledMessage[]> {
  const { rows } = await sql<SettledMessage & { state: string }>`
    with expired as (
      select id, state = 'sending' or (${resends}::bool and not is_resend) as is_free from message
      where account_id = ${accountId} and lease_until <= now()
      order by id for update skip locked)
    update message m
    set owner = null, lease_until = null, is_resend = m.is_resend or (m.state = 'dot' and e.is_free),
      state = case when e.is_free then 'queued'::message_state else 'unconfirmed' end,
      reason = case when e.is_free then m.reason else 'answer-not-heard' end,
      answered_at = case when e.is_free then m.answered_at else now() end
    from expired e where m.account_id = ${accountId} and m.id = e.id
    returning ${settled}
  `.execute(tx)
  return rows.filter(row => row.state === 'unconfirmed')
}

/** Stops sending by a channel for a while: its server refuses to work with us at all. */
export async function pauseSending(
  tx: Tx,
  accountId: string,
  channel: ChannelName,
  reason: string,
  seconds: number,
): Promise<void> {
  const until = sql<Date>`now() + make_interval(secs => ${seconds})`
  await tx
    .updateTable('account')
    .set(
      channel === 'sms'
        ? { sms_paused_reason: reason, sms_paused_until: until }
        : { sending_paused_reason: reason, sending_paused_until: until },
    )
    .where('id', '=', accountId)
    .execute()
}

export async function resumeSending(tx: Tx, accountId: string, channel: ChannelName): Promise<void> {
  const isSms = channel === 'sms'
  await tx
    .updateTable('account')
    .set(
      isSms
        ? { sms_paused_reason: null, sms_paused_until: null }
        : { sending_paused_reason: null, sending_paused_until: null },
    )
    .where('id', '=', accountId)
    .where(isSms ? 'sms_paused_reason' : 'sending_paused_reason', 'is not', null)
    .execute()
}

/** On what a message may leave, as conditions of message `m`. */
export type Terms = {
  isSuppressed: RawBuilder<SqlBool>
  stillWanted: RawBuilder<SqlBool>
  /** Of messages that are not wanted. */
  whyNotWanted: RawBuilder<string>
}

export const termsOf = (kinds: MessageKind[]): Terms => ({
  isSuppressed: isSuppressed(askedForAmong(kinds)),
  stillWanted: anyStillWanted(kinds),
  whyNotWanted: whyNotWanted(kinds),
})

/** Each kind's own condition, for messages of that kind; one of an unknown kind is never wanted. */
function anyStillWanted(kinds: MessageKind[]): RawBuilder<SqlBool> {
  const conditions = kinds.map(kind => sql`(m.kind = any(${kind.names}::text[]) and ${kind.stillWanted})`)
  return sql<SqlBool>`(${sql.join(conditions, sql` or `)})`
}

/**
 * For the rest of the transaction statements are planned for lists of any length, which the planner takes for ten: so their rows
 * are found by keys. Told the length, it takes thirty ids of a table that has filled since it was last analyzed for a large
 * part, and reads all of the account.
 *
 * @param isDurable if not, its commit need not wait for the disk; the next fence's flush carries it
 */
export async function settleByKeys(tx: Tx, isDurable: boolean): Promise<void> {
  await sql`
    select set_config('plan_cache_mode', 'force_generic_plan', true),
      set_config('synchronous_commit', case when ${isDurable}::bool then current_setting('synchronous_commit') else 'off' end, true)
    ${keepPlan}`.execute(tx)
}
