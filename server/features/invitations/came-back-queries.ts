import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import { lockInvitations } from './message-queries.ts'

/** @property template which words the e-mail was written in, and of which run it was */
type ToTell = {
  invitationId: string
  personId: string
  senderId: string
  template: string | null
  runId: string | null
  isUrgent: boolean
}

/** Whose invitation stands, who has a phone that can be written to, and who was not written to by SMS yet. Locks the invitations. */
export async function toTellBySms(tx: Tx, accountId: string, invitationIds: string[]): Promise<ToTell[]> {
  await lockInvitations(tx, accountId, invitationIds)
  const { rows } = await sql<ToTell>`
    select i.id as "invitationId", i.person_id as "personId", i.invited_by as "senderId",
      m.template, m.run_id as "runId", m.is_urgent as "isUrgent"
    from invitation i
    join message m on m.account_id = ${accountId} and m.person_id = i.person_id and m.invitation_id = i.id
      and m.kind = 'welcome' and m.channel = 'email'
    join person_state s on s.account_id = ${accountId} and s.person_id = i.person_id and s.invitation_id = i.id
    where i.account_id = ${accountId} and i.id = any(${invitationIds}::uuid[]) and i.state in ('waiting', 'sent')
      and s.status = 'active' and s.joined_at is null and s.phone_verdict = 'ok'
      and not exists (select from message o where o.account_id = ${accountId} and o.person_id = i.person_id
                      and o.invitation_id = i.id and o.kind = 'welcome' and o.channel = 'sms')
    order by i.id
  `.execute(tx)
  return rows
}

/**
 * What counted as sent has come back, and another message of the invitation is still on its way: it waits for that one, and
 * its clock starts anew once that is accepted.
 *
 * @param lost each with whether what it waits for is unconfirmed
 */
export async function markWaitingAgain(
  tx: Tx,
  accountId: string,
  lost: { id: string; isUnconfirmed: boolean }[],
): Promise<void> {
  await sql`
    with again as (
      update invitation i set state = 'waiting', sent_at = null, expires_at = null, next_follow_up_at = null, ended_at = null
      from unnest(${lost.map(one => one.id)}::uuid[], ${lost.map(one => one.isUnconfirmed)}::bool[]) l(id, is_unconfirmed)
      where i.account_id = ${accountId} and i.id = l.id and i.state = 'sent' and i.replaced_at is null
        and exists (select from person_state s where s.account_id = ${accountId} and s.person_id = i.person_id and s.invitation_id = i.id)
      returning i.id, i.person_id, l.is_unconfirmed)
    update person_state s set invitation_state = 'waiting', is_unconfirmed = again.is_unconfirmed, changed_at = clock_timestamp()
    from again where s.account_id = ${accountId} and s.person_id = again.person_id and s.invitation_id = again.id
      and s.invitation_state = 'sent'
  `.execute(tx)
}

/**
 * Of people whose earlier invitation stands again: those of which nothing is known to have arrived any more, as what had came back
 * while the newer one waited, and something still may.
 */
export async function inDoubtAgain(
  tx: Tx,
  accountId: string,
  personIds: string[],
): Promise<{ id: string; isUnconfirmed: boolean }[]> {
  const { rows } = await sql<{ id: string; isUnconfirmed: boolean }>`
    select i.id, not bool_or(m.is_open) as "isUnconfirmed"
    from person_state s
    join invitation i on i.account_id = s.account_id and i.id = s.invitation_id
    join message m on m.account_id = s.account_id and m.person_id = s.person_id and m.invitation_id = i.id and m.kind = 'welcome'
    where s.account_id = ${accountId} and s.person_id = any(${personIds}::uuid[]) and s.invitation_state = 'sent'
    group by i.id
    having bool_or(m.is_open or m.state = 'unconfirmed') and not bool_or(m.state in ('accepted', 'delivered', 'complained'))
  `.execute(tx)
  return rows
}
