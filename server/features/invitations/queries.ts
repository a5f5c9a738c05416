import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

export type NewInvitation = { id: string; personId: string; secretSha256: Buffer }

/**
 * Opens the next generation for each person and makes it their current one; the one before it stays as it is.
 * Their rows in person_state are locked by the caller and none of them is waiting.
 */
export async function insertInvitations(
  tx: Tx,
  accountId: string,
  invitations: NewInvitation[],
  by: { invitedBy: string; runId: string | null },
): Promise<void> {
  await sql`
    with new as (
      select * from unnest(${invitations.map(one => one.id)}::uuid[], ${invitations.map(one => one.personId)}::uuid[],
                           ${invitations.map(one => one.secretSha256)}::bytea[]) n(id, person_id, secret_sha256)
    ), inserted as (
      insert into invitation (account_id, id, person_id, generation, secret_sha256, invited_by, run_id, previous_id)
      select s.account_id, new.id, new.person_id,
             1 + coalesce((select max(generation) from invitation i where i.account_id = s.account_id and i.person_id = s.person_id), 0),
             new.secret_sha256, ${by.invitedBy}, ${by.runId}, s.invitation_id
      from new join person_state s on s.account_id = ${accountId} and s.person_id = new.person_id
      returning person_id, id)
    update person_state s
    set invitation_state = 'waiting', invitation_id = inserted.id, error_reason = null, changed_at = clock_timestamp()
    from inserted where s.account_id = ${accountId} and s.person_id = inserted.person_id
  `.execute(tx)
}

/** Puts people who were never invited into Error, so that the list shows what to mend. */
export async function markErrors(
  tx: Tx,
  accountId: string,
  refused: { personId: string; reason: string }[],
): Promise<void> {
  await sql`
    update person_state s set invitation_state = 'error', error_reason = r.reason, changed_at = clock_timestamp()
    from unnest(${refused.map(one => one.personId)}::uuid[], ${refused.map(one => one.reason)}::text[]) r(person_id, reason)
    where s.account_id = ${accountId} and s.person_id = r.person_id and s.status = 'active'
      and (s.invitation_state in ('not_invited', 'revoked', 'cancelled', 'declined')
        or (s.invitation_state = 'error' and s.error_reason <> r.reason))
      and not s.was_ever_sent
  `.execute(tx)
}

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

/** A welcome message was accepted: its invitation counts from now, and those before it are dead. */
export async function markSent(
  tx: Tx,
  accountId: string,
  invitationIds: string[],
  days: { firstFollowUpDays: number | null; lifeDays: number },
): Promise<void> {
  await sql`
    with sent as (
      update invitation set sent_at = now(), expires_at = now() + make_interval(days => ${days.lifeDays}),
        next_follow_up_at = now() + make_interval(days => ${days.firstFollowUpDays}::int),
        state = case state when 'waiting' then 'sent' else state end
      where account_id = ${accountId} and id = any(${invitationIds}::uuid[]) and sent_at is null
      returning id, person_id, previous_id
    ), replaced as (
      update invitation i set replaced_at = now(), next_follow_up_at = null
      from sent where i.account_id = ${accountId} and i.id = sent.previous_id and i.replaced_at is null
    )
    update person_state s
    set was_ever_sent = true, is_unconfirmed = false, changed_at = clock_timestamp(),
      invitation_state = case s.invitation_state when 'waiting' then 'sent' else s.invitation_state end
    from sent where s.account_id = ${accountId} and s.person_id = sent.person_id and s.invitation_id = sent.id
  `.execute(tx)
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

/**
 * An invitation did not go out. Where the one before it was live, everything is as it was; else the person is in Error.
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
      invitation_id = case when p.is_live then p.id else failed.id end,
      invitation_state = case when p.is_live then p.state else 'error' end,
      error_reason = case when p.is_live then null else failed.error_reason end
    from failed left join lateral (
      select i.id, i.state, i.state in ('sent', 'expired') and i.replaced_at is null as is_live
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
      where i.account_id = ${accountId} and i.id = b.id and i.state in ('waiting', 'sent', 'expired')
      returning i.id, i.person_id, i.error_reason)
    update person_state s
    set invitation_state = 'error', error_reason = lost.error_reason, is_unconfirmed = false, changed_at = clock_timestamp()
    from lost where s.account_id = ${accountId} and s.person_id = lost.person_id and s.invitation_id = lost.id
      and s.invitation_state in ('waiting', 'sent', 'expired')
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
    where account_id = ${accountId} and person_id = any(${personIds}::uuid[]) and state in ('waiting', 'sent', 'expired')
  `.execute(tx)
  await tx
    .updateTable('person_state')
    .set({ invitation_state: becomes, is_unconfirmed: false, changed_at: sql`clock_timestamp()` })
    .where('account_id', '=', accountId)
    .where('person_id', '=', sql<string>`any(${personIds}::uuid[])`)
    .where('invitation_state', 'in', ['waiting', 'sent', 'expired'])
    .execute()
}

/** What was sent is over: taken back by an admin, or declined by the invitee. */
export async function markEnded(
  tx: Tx,
  accountId: string,
  invitationId: string,
  becomes: 'revoked' | 'declined',
): Promise<void> {
  await sql`
    with ended as (
      update invitation set state = ${becomes}, ended_at = now(), replaced_at = coalesce(replaced_at, now()), next_follow_up_at = null
      where account_id = ${accountId} and id = ${invitationId} and state in ('waiting', 'sent', 'expired')
      returning id, person_id)
    update person_state s set invitation_state = ${becomes}, is_unconfirmed = false, changed_at = clock_timestamp()
    from ended where s.account_id = ${accountId} and s.person_id = ended.person_id and s.invitation_id = ended.id
  `.execute(tx)
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

export async function markUnconfirmed(tx: Tx, accountId: string, invitationIds: string[]): Promise<void> {
  await tx
    .updateTable('person_state')
    .set({ is_unconfirmed: true, changed_at: sql`clock_timestamp()` })
    .where('account_id', '=', accountId)
    .where('invitation_id', '=', sql<string>`any(${invitationIds}::uuid[])`)
    .where('invitation_state', '=', 'waiting')
    .execute()
}

/** Somebody decided to send their message once more: it waits like any other. */
export async function clearUnconfirmed(tx: Tx, accountId: string, personIds: string[]): Promise<void> {
  await tx
    .updateTable('person_state')
    .set({ is_unconfirmed: false, changed_at: sql`clock_timestamp()` })
    .where('account_id', '=', accountId)
    .where('is_unconfirmed', '=', true)
    .where('person_id', '=', sql<string>`any(${personIds}::uuid[])`)
    .execute()
}

/** All welcome messages of the invitations that these belong to. Locks the invitations, in the order of their ids. */
export async function welcomesBeside(
  tx: Tx,
  accountId: string,
  messages: { personId: string; invitationId: string | null }[],
) {
  const invitationIds = messages.flatMap(message => message.invitationId ?? [])
  const personIds = messages.map(message => message.personId)
  await sql`
    select from invitation where account_id = ${accountId} and id = any(${invitationIds}::uuid[]) order by id for update
  `.execute(tx)
  return tx
    .selectFrom('message')
    .select(['invitation_id', 'channel', 'state'])
    .where('account_id', '=', accountId)
    .where('person_id', '=', sql<string>`any(${personIds}::uuid[])`)
    .where('invitation_id', '=', sql<string>`any(${invitationIds}::uuid[])`)
    .where('kind', '=', 'welcome')
    .execute()
}

/**
 * The fence's own look at the person: message `m` still stands for the current invitation of an active user who has not
 * joined. By the method Both the other channel may have made it sent already.
 */
export const stillInvited = sql<boolean>`exists (
  select from person_state s
  where s.account_id = m.account_id and s.person_id = m.person_id and s.invitation_id = m.invitation_id
    and s.status = 'active' and s.joined_at is null
    and (s.invitation_state = 'sent' or (s.invitation_state = 'waiting' and m.kind = 'welcome')))`
