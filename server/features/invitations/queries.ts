import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import { keepPlan } from '../../db/kept-plans.ts'

// All that changes the state of an invitation, and what a person shows of it, is in this file, and in joined-queries.ts. Which
// way a state may go is also in the database (0034).

export type NewInvitation = {
  id: string
  personId: string
  secretSha256: Buffer
  /** Null where it carries a link. */
  temporarySha256: Buffer | null
}

export type OpenedInvitation = { id: string; personId: string; isAgain: boolean; hasTemporary: boolean }

/**
 * Opens the next generation for each person and makes it their current one; the one before it stays as it is.
 * Their rows in person_state are locked by the caller and none of them is waiting.
 *
 * A temporary password is dropped where the login exists: that is its owner's, who joins by a link.
 */
export async function insertInvitations(
  tx: Tx,
  accountId: string,
  invitations: NewInvitation[],
  by: { invitedBy: string; runId: string | null },
): Promise<OpenedInvitation[]> {
  const { rows } = await sql<OpenedInvitation>`
    with new as (
      select * from unnest(${invitations.map(one => one.id)}::uuid[], ${invitations.map(one => one.personId)}::uuid[],
                           ${invitations.map(one => one.secretSha256)}::bytea[], ${invitations.map(one => one.temporarySha256)}::bytea[])
             n(id, person_id, secret_sha256, temporary_sha256)
    ), inserted as (
      insert into invitation (account_id, id, person_id, generation, secret_sha256, invited_by, run_id, previous_id, temporary_sha256)
      select s.account_id, new.id, new.person_id,
             1 + coalesce((select max(generation) from invitation i where i.account_id = s.account_id and i.person_id = s.person_id), 0),
             new.secret_sha256, ${by.invitedBy}, ${by.runId}, s.invitation_id,
             case when new.temporary_sha256 is not null and not exists (
               select from person p cross join lateral (
                 select case when s.email_verdict in ('ok', 'suppressed') then p.email else p.phone end as name) u
               where p.account_id = s.account_id and p.id = s.person_id
                 and (exists (select from login where user_name = u.name) or exists (select from login_address where address = u.name)))
             then new.temporary_sha256 end
      from new join person_state s on s.account_id = ${accountId} and s.person_id = new.person_id
      returning person_id, id, temporary_sha256)
    update person_state s
    set invitation_state = 'waiting', invitation_id = inserted.id, error_reason = null, changed_at = clock_timestamp()
    from inserted where s.account_id = ${accountId} and s.person_id = inserted.person_id
    returning inserted.id, s.person_id as "personId", s.was_ever_sent as "isAgain",
      inserted.temporary_sha256 is not null as "hasTemporary"
  `.execute(tx)
  return rows
}

/** Puts people who were never invited into Error, so that the list shows what to mend. Who declined had a message, whoever knows of it. */
export async function markErrors(
  tx: Tx,
  accountId: string,
  refused: { personId: string; reason: string }[],
): Promise<void> {
  await sql`
    update person_state s set invitation_state = 'error', error_reason = r.reason, changed_at = clock_timestamp()
    from unnest(${refused.map(one => one.personId)}::uuid[], ${refused.map(one => one.reason)}::text[]) r(person_id, reason)
    where s.account_id = ${accountId} and s.person_id = r.person_id and s.status = 'active'
      and (s.invitation_state in ('not_invited', 'revoked', 'cancelled')
        or (s.invitation_state = 'error' and s.error_reason <> r.reason))
      and not s.was_ever_sent
  `.execute(tx)
}

/**
 * A welcome message was accepted: its invitation counts from now, and those before it are dead. One that is over by now is reminded of by
 * nothing. One that counts already is written
 * all the same: so it waits for who finds out at this moment that the message by the other channel came back.
 */
export async function markSent(
  tx: Tx,
  accountId: string,
  invitationIds: string[],
  days: { firstFollowUpDays: number | null; lifeDays: number },
): Promise<void> {
  const inDays = (count: number | null) => sql`now() + make_interval(days => ${count}::int)`
  await sql`
    with accepted as (
      update invitation set sent_at = coalesce(sent_at, now()),
        expires_at = case when sent_at is null then ${inDays(days.lifeDays)} else expires_at end,
        next_follow_up_at = case when sent_at is null and state = 'waiting' then ${inDays(days.firstFollowUpDays)} else next_follow_up_at end,
        state = case state when 'waiting' then 'sent' else state end
      where account_id = ${accountId} and id = any(${invitationIds}::uuid[])
      returning id, person_id, previous_id, sent_at
    ), sent as (
      select id, person_id, previous_id from accepted where sent_at = now()
    ), replaced as (
      update invitation i set replaced_at = now(), next_follow_up_at = null
      from sent where i.account_id = ${accountId} and i.id = sent.previous_id and i.replaced_at is null
    )
    update person_state s
    set was_ever_sent = true, is_unconfirmed = false, changed_at = clock_timestamp(),
      invitation_state = case s.invitation_state when 'waiting' then 'sent' else s.invitation_state end
    from sent where s.account_id = ${accountId} and s.person_id = sent.person_id and s.invitation_id = sent.id
    ${keepPlan}`.execute(tx)
}

/**
 * An invitation did not go out. Where the one before it was live, everything is as it was; else the person is in Error. Where the link
 * of the one before it was handed over, that one stays theirs, so that the next that arrives ends it.
 *
 * @param failed the invitations, each with why
 */
export async function markFailed(
  tx: Tx,
  accountId: string,
  failed: { id: string; reason: string }[],
): Promise<void> {
  await sql`
    with failed as (
      update invitation i set state = 'error', error_reason = f.reason, ended_at = now()
      from unnest(${failed.map(one => one.id)}::uuid[], ${failed.map(one => one.reason)}::text[]) f(id, reason)
      where i.account_id = ${accountId} and i.id = f.id and i.state = 'waiting'
      returning i.id, i.person_id, i.previous_id, i.error_reason)
    update person_state s
    set is_unconfirmed = false, changed_at = clock_timestamp(),
      invitation_id = case when p.is_live or p.is_given then p.id else failed.id end,
      invitation_state = case when p.is_live then p.state else 'error' end,
      error_reason = case when p.is_live then null else failed.error_reason end
    from failed left join lateral (
      select i.id, i.state, i.state in ('sent', 'expired') and i.replaced_at is null as is_live,
        i.state = 'error' and i.link_given_at is not null and i.replaced_at is null as is_given
      from invitation i where i.account_id = ${accountId} and i.id = failed.previous_id) p on true
    where s.account_id = ${accountId} and s.person_id = failed.person_id and s.invitation_id = failed.id
  `.execute(tx)
}

/** Their message was accepted and then came back: nobody got it, so they are in Error and not reminded. */
export async function markCameBack(
  tx: Tx,
  accountId: string,
  bounced: { id: string; reason: string }[],
): Promise<void> {
  await sql`
    with lost as (
      update invitation i set state = 'error', error_reason = b.reason, ended_at = now(), next_follow_up_at = null
      from unnest(${bounced.map(one => one.id)}::uuid[], ${bounced.map(one => one.reason)}::text[]) b(id, reason)
      where i.account_id = ${accountId} and i.id = b.id and i.state in ('sent', 'expired')
      returning i.id, i.person_id, i.error_reason)
    update person_state s
    set invitation_state = 'error', error_reason = lost.error_reason, changed_at = clock_timestamp()
    from lost where s.account_id = ${accountId} and s.person_id = lost.person_id and s.invitation_id = lost.id
      and s.invitation_state in ('sent', 'expired')
  `.execute(tx)
}

/**
 * Called back before it left: previous state, secret and clock are what they were. Where it had counted as sent already, and came
 * back, the one before it is dead: then it is itself what was cancelled.
 */
export async function restorePrevious(tx: Tx, accountId: string, invitationIds: string[]): Promise<void> {
  await sql`
    with ended as (
      update invitation set state = 'cancelled', ended_at = now()
      where account_id = ${accountId} and id = any(${invitationIds}::uuid[]) and state = 'waiting'
      returning id, person_id, previous_id)
    update person_state s
    set is_unconfirmed = false, changed_at = clock_timestamp(),
      invitation_id = case when p.is_dead then ended.id else ended.previous_id end,
      invitation_state = case when p.is_dead then 'cancelled' else coalesce(p.state, 'not_invited') end,
      error_reason = p.error_reason
    from ended left join lateral (
      select i.state, i.error_reason, i.state in ('sent', 'expired') and i.replaced_at is not null as is_dead
      from invitation i where i.account_id = ${accountId} and i.id = ended.previous_id) p on true
    where s.account_id = ${accountId} and s.person_id = ended.person_id and s.invitation_id = ended.id
  `.execute(tx)
}

/**
 * Ends what is pending for people: no secret of theirs works any more.
 *
 * @param becomes what their invitation state is afterwards
 */
export async function endPending(
  tx: Tx,
  accountId: string,
  personIds: string[],
  becomes: 'cancelled' | 'not_invited',
): Promise<void> {
  await sql`
    update invitation set replaced_at = coalesce(replaced_at, now()), ended_at = now(), next_follow_up_at = null,
      state = case state when 'waiting' then 'cancelled' when 'sent' then 'cancelled' else state end
    where account_id = ${accountId} and person_id = any(${personIds}::uuid[])
      and (state in ('waiting', 'sent', 'expired') or (state = 'error' and link_given_at is not null))
  `.execute(tx)
  await tx
    .updateTable('person_state')
    .set({ invitation_state: becomes, is_unconfirmed: false, changed_at: sql`clock_timestamp()` })
    .where('account_id', '=', accountId)
    .where('person_id', '=', sql<string>`any(${personIds}::uuid[])`)
    .where('invitation_state', 'in', ['waiting', 'sent', 'expired'])
    .execute()
}

/** What was sent is over: taken back by an admin, or declined by the invitee. A newer one that waits is over with it, and so is an older one. */
export async function markEnded(
  tx: Tx,
  accountId: string,
  personId: string,
  invitationId: string,
  becomes: 'revoked' | 'declined',
): Promise<void> {
  await sql`
    update invitation set ended_at = now(), error_reason = null,
      replaced_at = coalesce(replaced_at, now()), next_follow_up_at = null,
      state = case when id = ${invitationId} then ${becomes}::invitation_state
        when state = 'expired' then state else 'cancelled' end
    where account_id = ${accountId} and person_id = ${personId}
      and (state = 'waiting' or (state in ('sent', 'expired') and replaced_at is null)
        or (id = ${invitationId} and state = 'error' and link_given_at is not null))
  `.execute(tx)
  await tx
    .updateTable('person_state')
    .set({
      invitation_state: becomes,
      invitation_id: invitationId,
      error_reason: null,
      is_unconfirmed: false,
      changed_at: sql`clock_timestamp()`,
    })
    .where('account_id', '=', accountId)
    .where('person_id', '=', personId)
    .execute()
}

export async function markUnconfirmed(tx: Tx, accountId: string, invitationIds: string[]): Promise<void> {
  await tx
    .updateTable('person_state')
    .set({ is_unconfirmed: true, changed_at: sql`clock_timestamp()` })
    .where('account_id', '=', accountId)
    .where('invitation_id', '=', sql<string>`any(${invitationIds}::uuid[])`)
    .where('invitation_state', '=', 'waiting')
    .execute()
}

/** A message of these leaves once more, or another instead of it: they wait like any other. */
export async function clearUnconfirmed(tx: Tx, accountId: string, invitationIds: string[]): Promise<void> {
  await tx
    .updateTable('person_state')
    .set({ is_unconfirmed: false, changed_at: sql`clock_timestamp()` })
    .where('account_id', '=', accountId)
    .where('is_unconfirmed', '=', true)
    .where('invitation_id', '=', sql<string>`any(${invitationIds}::uuid[])`)
    .execute()
}

/** @returns how many expired; at most `limit` */
export async function expireDue(tx: Tx, accountId: string, now: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    with due as (
      select id from invitation
      where account_id = ${accountId} and state = 'sent' and replaced_at is null and expires_at <= ${now}
      order by expires_at limit ${limit} for update skip locked
    ), expired as (
      update invitation i set state = 'expired', ended_at = now() from due
      where i.account_id = ${accountId} and i.id = due.id returning i.id, i.person_id)
    , shown as (
      update person_state s set invitation_state = 'expired', changed_at = clock_timestamp() from expired
      where s.account_id = ${accountId} and s.person_id = expired.person_id and s.invitation_id = expired.id
        and s.invitation_state = 'sent')
    select from expired
  `.execute(tx)
  return Number(numAffectedRows ?? 0)
}
