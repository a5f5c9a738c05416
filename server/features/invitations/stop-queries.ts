import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

/** Whether a person stopped their reminders at the address that is theirs now. The arguments name columns. */
const isStopped = (accountId: RawBuilder<unknown>, personId: RawBuilder<unknown>) => sql<boolean>`exists (
  select from reminder_stop r
  join message by on by.account_id = r.account_id and by.id = r.message_id
  join person whose on whose.account_id = r.account_id and whose.id = r.person_id
  where r.account_id = ${accountId} and r.person_id = ${personId} and lower(by.to_address) = lower(whose.email))`

/**
 * Whether they marked a message to that address as spam, and nobody has decided to write there again; also where it is not written to
 * for another reason by now.
 */
const hasComplained = (accountId: RawBuilder<unknown>, personId: RawBuilder<unknown>) => sql<boolean>`exists (
  select from suppression x join person whose on whose.account_id = x.account_id and whose.id = ${personId}
  where x.account_id = ${accountId} and x.channel = 'email' and x.address = whose.email and x.lifted_at is null
    and (x.reason = 'complained' or exists (
      select from message by join message_report r on r.account_id = by.account_id and r.message_id = by.id
      where by.account_id = x.account_id and by.person_id = whose.id and by.to_address = x.address
        and r.outcome = 'complained' and r.at >= x.created_at)))`

/** Why a person wants no reminders, by whichever channel; null where they said nothing. The arguments name columns. */
export const whyNoReminders = (accountId: RawBuilder<unknown>, personId: RawBuilder<unknown>) => sql<
  'complained' | 'reminders-stopped' | null
>`case when ${hasComplained(accountId, personId)} then 'complained'
       when ${isStopped(accountId, personId)} then 'reminders-stopped' end`

/** The reminder that a link stands in, and whether those to its address are over: stopped, or it is theirs no more. */
export async function reminderNamed(
  tx: Tx,
  accountId: string,
  messageId: string,
): Promise<{ personId: string; invitationId: string; isOver: boolean } | undefined> {
  const { rows } = await sql<{ personId: string; invitationId: string; isOver: boolean }>`
    select m.person_id as "personId", m.invitation_id as "invitationId",
      lower(m.to_address) is distinct from lower(p.email) or ${isStopped(sql`m.account_id`, sql`m.person_id`)} as "isOver"
    from message m join person p on p.account_id = m.account_id and p.id = m.person_id
    where m.account_id = ${accountId} and m.id = ${messageId} and m.kind in ('welcome', 'follow-up')`.execute(
    tx,
  )
  return rows[0]
}

export async function insertStop(tx: Tx, accountId: string, personId: string, messageId: string) {
  await tx
    .insertInto('reminder_stop')
    .values({ account_id: accountId, person_id: personId, message_id: messageId })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** When somebody stopped their reminders, each time. */
export function stopsOf(tx: Tx, accountId: string, personId: string) {
  return tx
    .selectFrom('reminder_stop')
    .select('stopped_at')
    .where('account_id', '=', accountId)
    .where('person_id', '=', personId)
    .execute()
}
