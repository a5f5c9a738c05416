import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import { isSuppressed } from '../delivery/index.ts'
import { isOnlyByEmail } from '../settings/index.ts'
import { whyNoReminders } from './stop-queries.ts'

/** Those of them whose current invitation was, or is to be, sent by SMS. */
export async function peopleTexted(tx: Tx, accountId: string, personIds: string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('person_state as s')
    .innerJoin('message as m', join =>
      join
        .onRef('m.account_id', '=', 's.account_id')
        .onRef('m.person_id', '=', 's.person_id')
        .onRef('m.invitation_id', '=', 's.invitation_id'),
    )
    .select('s.person_id')
    .distinct()
    .where('s.account_id', '=', accountId)
    .where('s.person_id', '=', sql<string>`any(${personIds}::uuid[])`)
    .where('s.invitation_state', 'in', ['waiting', 'sent', 'expired'])
    .where('m.channel', '=', 'sms')
    .execute()
  return rows.map(row => row.person_id)
}

/** A reminder that left late names a later day: its invitation works until then. @param days from now */
export async function prolong(
  tx: Tx,
  accountId: string,
  reminded: { id: string; days: number }[],
): Promise<void> {
  await sql`
    update invitation i set expires_at = greatest(i.expires_at, now() + make_interval(days => r.days))
    from unnest(${reminded.map(one => one.id)}::uuid[], ${reminded.map(one => one.days)}::int[]) r(id, days)
    where i.account_id = ${accountId} and i.id = r.id and i.state = 'sent'
  `.execute(tx)
}

/** Invitations of these people that a run opened and that have not been sent. */
export async function waitingOfRun(
  tx: Tx,
  accountId: string,
  runId: string,
  personIds: string[],
): Promise<string[]> {
  const rows = await tx
    .selectFrom('invitation')
    .select('id')
    .where('account_id', '=', accountId)
    .where('run_id', '=', runId)
    .where('state', '=', 'waiting')
    .where('person_id', '=', sql<string>`any(${personIds}::uuid[])`)
    .execute()
  return rows.map(row => row.id)
}

/** Those of somebody's invitations of which a message of such a kind has not left. */
export async function notYetSent(
  tx: Tx,
  accountId: string,
  personId: string,
  kinds: ('welcome' | 'follow-up')[],
): Promise<string[]> {
  const rows = await tx
    .selectFrom('message')
    .select('invitation_id')
    .distinct()
    .where('account_id', '=', accountId)
    .where('person_id', '=', personId)
    .where('kind', 'in', kinds)
    .where('is_open', '=', true)
    .execute()
  return rows.flatMap(row => row.invitation_id ?? [])
}

export function stateOfInvitation(tx: Tx, accountId: string, personId: string) {
  return tx
    .selectFrom('person_state')
    .select(['invitation_state', 'is_unconfirmed', 'template_id'])
    .where('account_id', '=', accountId)
    .where('person_id', '=', personId)
    .where('status', '=', 'active')
    .executeTakeFirst()
}

/**
 * Locks invitations, in the order of their ids. A statement of its own: what is asked afterwards sees all that whoever had them
 * locked wrote.
 */
export async function lockInvitations(tx: Tx, accountId: string, ids: string[]): Promise<void> {
  await sql`
    select from invitation where account_id = ${accountId} and id = any(${ids}::uuid[]) order by id for update
  `.execute(tx)
}

/**
 * All messages of the invitations that these belong to, each with whether it may arrive still: what was written and
 * never handed over does not leave beside a newer invitation. Locks the invitations.
 */
export async function messagesBeside(
  tx: Tx,
  accountId: string,
  messages: { personId: string; invitationId: string | null }[],
) {
  const invitationIds = messages.flatMap(message => message.invitationId ?? [])
  const personIds = messages.map(message => message.personId)
  await lockInvitations(tx, accountId, invitationIds)
  return tx
    .selectFrom('message as m')
    .innerJoin('person_state as s', join =>
      join.onRef('s.account_id', '=', 'm.account_id').onRef('s.person_id', '=', 'm.person_id'),
    )
    .select([
      'm.invitation_id',
      'm.kind',
      'm.channel',
      'm.state',
      'm.reason',
      'm.resend_run_id',
      sql<boolean>`m.is_open and (m.is_resend or m.state = 'dot' or s.invitation_id = m.invitation_id)`.as(
        'isComing',
      ),
    ])
    .where('m.account_id', '=', accountId)
    .where('m.person_id', '=', sql<string>`any(${personIds}::uuid[])`)
    .where('m.invitation_id', '=', sql<string>`any(${invitationIds}::uuid[])`)
    .execute()
}

/**
 * The fence's own look at the person: message `m` still stands for the current invitation of an active user who has not
 * joined; for a reminder, that they want these; and for an SMS, that it may still be used. By the method Both the other channel may
 * have made it sent already.
 */
export const stillInvited = sql<boolean>`exists (
  select from person_state s
  where s.account_id = m.account_id and s.person_id = m.person_id and s.invitation_id = m.invitation_id
    and s.status = 'active' and s.joined_at is null
    and (s.invitation_state = 'sent' or (s.invitation_state = 'waiting' and m.kind = 'welcome')))
  and not (m.kind = 'follow-up' and ${whyNoReminders(sql`m.account_id`, sql`m.person_id`)} is not null)
  and not (m.channel = 'sms' and ${isOnlyByEmail(sql`m.account_id`)})`

/** Of an SMS that was to leave when *Confirm only by email* came into force. */
export const onlyByEmail = 'only-by-email'

/** Which of that does not hold any more, in the order in which a follow-up that is not even written says it. */
export const whyNotInvited = sql<string | null>`(
  select case when s.joined_at is not null then 'has-joined'
              when s.status <> 'active' then 'inactive'
              when s.invitation_id is distinct from m.invitation_id then 'invited-again'
              when s.invitation_state not in ('waiting', 'sent') then 'invitation-ended'
              when m.channel = 'sms' and ${isOnlyByEmail(sql`m.account_id`)} then ${sql.lit(onlyByEmail)}
              when s.invitation_state = 'waiting' and m.kind = 'follow-up' then 'came-back-meanwhile'
              when m.kind = 'follow-up' then ${whyNoReminders(sql`m.account_id`, sql`m.person_id`)} end
  from person_state s where s.account_id = m.account_id and s.person_id = m.person_id)`

/** That it is not known whether the invitation of subject `row` arrived. */
export const isUnconfirmed = (accountId: string) => sql<boolean>`exists (
  select from person_state u where u.account_id = ${accountId} and u.person_id = row.subject_id and u.is_unconfirmed)`

/** That what is unconfirmed of the invitation of subject `row` went only to addresses that nothing is sent to any more. */
export const unconfirmedIsSuppressed = (accountId: string) => sql<boolean>`(
  select bool_and(${isSuppressed([])}) from person_state u
  join message m on m.account_id = u.account_id and m.person_id = u.person_id and m.invitation_id = u.invitation_id
  where u.account_id = ${accountId} and u.person_id = row.subject_id and m.state = 'unconfirmed')`

/**
 * Takes the link of somebody's current invitation that could not be delivered, also where it was taken before and an inactivation ended it.
 *
 * @returns until when it works; nothing where there is none such
 */
export function giveLink(tx: Tx, accountId: string, invitationId: string, days: number) {
  return tx
    .updateTable('invitation')
    .set({
      link_given_at: sql<Date>`now()`,
      link_expires_at: sql<Date>`now() + make_interval(days => ${days})`,
      replaced_at: null,
    })
    .where('account_id', '=', accountId)
    .where('id', '=', invitationId)
    .where('state', '=', 'error')
    .returning('link_expires_at')
    .executeTakeFirst()
}
