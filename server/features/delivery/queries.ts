import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { VerificationMethod } from '../settings/index.ts'
import { heldReason } from './held-reason.ts'
import type { SettledMessage } from './message-kind.ts'
import type { IdentifiedMessage } from './write-messages.ts'

export async function insertMessages(
  tx: Tx,
  accountId: string,
  messages: IdentifiedMessage[],
  method: VerificationMethod,
): Promise<void> {
  const column = (name: keyof IdentifiedMessage) => messages.map(message => message[name] ?? null)
  await sql`
    insert into message (account_id, id, kind, person_id, invitation_id, ordinal, run_id, is_urgent, due_at, sender_id,
                         template, channel, to_address, user_name, to_name, greeting_name, language, leave_until, state, reason)
    select ${accountId}::uuid, case way.number when 1 then n.id else n.second_id end, n.kind, n.person_id, n.invitation_id,
           n.ordinal, n.run_id, n.is_urgent, coalesce(n.due_at, now()), n.sender_id, n.template, coalesce(way.channel, 'email'),
           coalesce(n.to_address, case way.channel when 'sms' then p.phone else coalesce(p.email, p.phone) end, ''),
           case when way.channel = 'sms' and n.to_address is null and s.email_verdict in ('ok', 'suppressed') then p.email end,
           trim(p.first_name || ' ' || p.last_name), coalesce(nullif(p.first_name, ''), p.last_name),
           coalesce(p.language, a.language), n.leave_until,
           case when n.not_sent is null and way.channel is not null then 'queued'::message_state else 'cancelled' end,
           coalesce(n.not_sent, case when way.channel is null then ${whyNoWay} end)
    from unnest(${column('id')}::uuid[], ${column('kind')}::text[], ${column('personId')}::uuid[],
                ${column('invitationId')}::uuid[], ${column('ordinal')}::smallint[], ${column('runId')}::uuid[],
                ${column('isUrgent')}::bool[], ${column('dueAt')}::timestamptz[], ${column('senderId')}::uuid[],
                ${column('notSentBecause')}::text[], ${column('toAddress')}::text[], ${column('secondId')}::uuid[],
                ${column('leaveUntil')}::timestamptz[], ${column('template')}::text[])
         n(id, kind, person_id, invitation_id, ordinal, run_id, is_urgent, due_at, sender_id, not_sent, to_address, second_id, leave_until, template)
    join person p on p.account_id = ${accountId} and p.id = n.person_id
    join person_state s on s.account_id = ${accountId} and s.person_id = n.person_id
    join account a on a.id = ${accountId}
    cross join lateral unnest(case
      when n.to_address is not null then array[case when n.to_address like '+%' then 'sms' else 'email' end]
      when n.not_sent is not null then array[null::text]
      else ${waysBy(method)} end) with ordinality way(channel, number)
    on conflict (account_id, invitation_id, ordinal, channel) where kind = 'follow-up' do nothing
  `.execute(tx)
}

const byEmail = sql`s.email_verdict = 'ok'`
const bySms = sql`s.phone_verdict = 'ok'`
const whyNoWay = sql`case when 'suppressed' in (s.email_verdict, s.phone_verdict) then 'address-suppressed' else 'no-address' end`

/** The channels of a person, as an array; of one null where they cannot be reached. Agrees with the refusals of inviting. */
function waysBy(method: VerificationMethod) {
  switch (method) {
    case 'email-or-sms':
      return sql`array[case when ${byEmail} then 'email' when ${bySms} and (s.email_verdict <> 'suppressed' or a.sms_after_bounce) then 'sms' end]`
    case 'sms-or-email':
      return sql`array[case when ${bySms} then 'sms' when ${byEmail} then 'email' end]`
    case 'email-only':
      return sql`array[case when ${byEmail} then 'email' end]`
    case 'both':
      return sql`case when ${byEmail} and ${bySms} then array['email', 'sms']
                      else array[case when ${byEmail} then 'email' when ${bySms} then 'sms' end] end`
  }
}

/** What is told of a message that settled. @param alias of table message in the statement */
export const settledOf = (alias: 'm' | 'message') => {
  const of = sql.raw(alias)
  return sql`
    ${of}.id, ${of}.person_id as "personId", ${of}.invitation_id as "invitationId", ${of}.ordinal, ${of}.run_id as "runId",
    ${of}.resend_run_id as "resendRunId", ${of}.kind, ${of}.channel, ${of}.state, ${of}.reason, ${of}.reply`
}
export const settledColumns = settledOf('message')

export async function cancelMessagesOfPeople(
  tx: Tx,
  accountId: string,
  of: { personIds: string[]; kinds?: string[] },
  reason: string,
): Promise<SettledMessage[]> {
  const { rows } = await sql<SettledMessage>`
    update message set ${endedAs('cancelled', reason)}
    where account_id = ${accountId} and person_id = any(${of.personIds}::uuid[]) and state in ('queued', 'deferred', 'sending')
      and kind = any(coalesce(${of.kinds ?? null}::text[], array[kind]))
    returning ${settledColumns}
  `.execute(tx)
  return rows
}

export function cancelMessagesOfRun(
  tx: Tx,
  accountId: string,
  runId: string,
  reason: string,
): Promise<SettledMessage[]> {
  const ofRun = sql<{ id: string }>`
    select m.id from run_item i
    join message m on m.account_id = i.account_id and m.person_id = i.subject_id and m.run_id = i.run_id
    where i.account_id = ${accountId} and i.run_id = ${runId} and i.outcome = 'pending'`
  return cancelWaiting(tx, accountId, ofRun, reason)
}

export type OfInvitations = { personIds: string[]; invitationIds: string[]; kind?: string }

/** Found by their people: the ledger has no index of invitations. */
export function cancelMessagesOfInvitations(
  tx: Tx,
  accountId: string,
  of: OfInvitations,
  reason: string,
): Promise<SettledMessage[]> {
  const ofInvitations = sql<{ id: string }>`
    select m.id from message m
    where m.account_id = ${accountId} and m.person_id = any(${of.personIds}::uuid[])
      and m.invitation_id = any(${of.invitationIds}::uuid[])
      and m.kind = coalesce(${of.kind ?? null}::text, m.kind)`
  return cancelWaiting(tx, accountId, ofInvitations, reason)
}

async function cancelWaiting(
  tx: Tx,
  accountId: string,
  found: RawBuilder<{ id: string }>,
  reason: string,
): Promise<SettledMessage[]> {
  const { rows } = await sql<SettledMessage>`
    with waiting as (${found} and m.state in ('queued', 'deferred', 'sending') for update of m skip locked)
    update message set ${endedAs('cancelled', reason)}
    from waiting where message.account_id = ${accountId} and message.id = waiting.id
    returning ${settledColumns}
  `.execute(tx)
  return rows
}

/** Why it is not known whether a message that is to leave once more has arrived. */
const whyInDoubt = sql`case when dot_at is null then ${heldReason} else 'answer-not-heard' end`

/** It does not leave any more. What was to leave once more may have arrived the first time. */
export const endedState = (state: RawBuilder<unknown>) =>
  sql`case when is_resend then 'unconfirmed' else ${state} end::message_state`
export const endedReason = (reason: RawBuilder<unknown>) =>
  sql`case when is_resend then ${whyInDoubt} else ${reason} end`

export const endedAs = (state: 'cancelled' | 'suppressed', reason: string) => sql`
  state = ${endedState(sql`${state}`)}, reason = ${endedReason(sql`${reason}::text`)},
  owner = null, lease_until = null, answered_at = now()`

/** Of their current invitations, the messages whose answer was lost. */
const unconfirmedOf = (accountId: string, personIds: string[]) => sql`
  person_state s where m.account_id = ${accountId} and m.person_id = any(${personIds}::uuid[])
    and s.account_id = m.account_id and s.person_id = m.person_id and s.invitation_id = m.invitation_id
    and m.state = 'unconfirmed'`

/** Somebody knows that they arrived. @returns those whose answer had been lost */
export async function acceptUnconfirmed(
  tx: Tx,
  accountId: string,
  personIds: string[],
): Promise<SettledMessage[]> {
  const { rows } = await sql<SettledMessage>`
    update message m set state = 'accepted', reason = null from ${unconfirmedOf(accountId, personIds)}
    returning ${settledOf('m')}
  `.execute(tx)
  return rows
}

/**
 * Puts unconfirmed messages of people's current invitations back into the queue, identical, marked as sent once more; a reminder
 * would say the same a second time.
 *
 * @param by.runId the run that does it, which waits for them from now on
 * @returns the invitations whose messages these are, one entry for each message
 */
export async function requeueUnconfirmed(
  tx: Tx,
  accountId: string,
  by: { personIds: string[]; runId: string | null; dueAt: Date | null; isUrgent: boolean },
): Promise<string[]> {
  const { rows } = await sql<{ invitationId: string }>`
    update message m set state = 'queued', is_resend = true, is_urgent = ${by.isUrgent}, due_at = coalesce(${by.dueAt}::timestamptz, now()),
      reason = null, answered_at = null, deferred_since = null, resend_run_id = coalesce(${by.runId}::uuid, m.resend_run_id)
    from ${unconfirmedOf(accountId, by.personIds)} and m.ordinal = 0
    returning m.invitation_id as "invitationId"
  `.execute(tx)
  return rows.map(row => row.invitationId)
}

/**
 * What was to be sent once more and has not left is unconfirmed again, for the reason it was; what is being decided right now
 * settles by itself. Of a run, or of somebody's invitation.
 *
 * @returns each as cancelled, for the run that waits for it; what no run sends once more as unconfirmed, for the run that it is of
 */
export async function takeBackUnconfirmed(
  tx: Tx,
  accountId: string,
  whose: { runId: string } | { personId: string; invitationId: string },
  reason: string,
): Promise<SettledMessage[]> {
  const theirs =
    'runId' in whose
      ? sql`select m.id, m.resend_run_id from run_item i
            join message m on m.account_id = i.account_id and m.person_id = i.subject_id and m.resend_run_id = i.run_id
            where i.account_id = ${accountId} and i.run_id = ${whose.runId} and i.outcome = 'pending'`
      : sql`select m.id, i.run_id as resend_run_id from message m
            left join run_item i on i.account_id = m.account_id and i.run_id = m.resend_run_id and i.subject_id = m.person_id
              and i.outcome = 'pending'
            where m.account_id = ${accountId} and m.person_id = ${whose.personId}
              and m.invitation_id = ${whose.invitationId} and m.is_resend`
  const { rows } = await sql<SettledMessage>`
    with waiting as (${theirs} and m.state in ('queued', 'deferred', 'sending') for update of m skip locked)
    update message m set state = 'unconfirmed', owner = null, lease_until = null,
      reason = ${whyInDoubt},
      answered_at = now(), resend_run_id = case when waiting.resend_run_id is null then m.resend_run_id end
    from waiting where m.account_id = ${accountId} and m.id = waiting.id
    returning m.id, m.person_id as "personId", m.invitation_id as "invitationId", m.ordinal,
      coalesce(waiting.resend_run_id, m.run_id) as "runId", null::uuid as "resendRunId", m.kind, m.channel,
      case when waiting.resend_run_id is null then 'unconfirmed' else 'cancelled' end as state,
      case when waiting.resend_run_id is null then m.reason else ${reason}::text end as reason, null as reply
  `.execute(tx)
  return rows
}
