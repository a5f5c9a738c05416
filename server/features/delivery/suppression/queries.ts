import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db, Tx } from '../../../db/connect.ts'
import type { ChannelName } from '../channel.ts'
import type { SettledMessage } from '../message-kind.ts'
import { endedAs, settledColumns } from '../queries.ts'

export type Suppressed = {
  channel: ChannelName
  address: string
  reason: string
  sendingNumber: string | null
  detail: string | null
}

/** What people themselves said, and can take back. That the address itself is at fault says more, whichever came first. */
const said = sql.join([sql.lit('stopped'), sql.lit('complained')])

/** @param suppressed each address once @returns addresses that were not suppressed yet, or for a reason that says less */
export async function insertSuppressions(
  tx: Tx,
  accountId: string,
  suppressed: (Suppressed & { id: string })[],
): Promise<Set<string>> {
  const rows = await tx
    .insertInto('suppression')
    .values(
      suppressed.map(({ id, channel, address, reason, sendingNumber, detail }) => ({
        account_id: accountId,
        id,
        channel,
        address,
        reason,
        sending_number: sendingNumber,
        detail,
      })),
    )
    .onConflict(conflict =>
      conflict
        .columns(['account_id', 'channel', 'address'])
        .where('lifted_at', 'is', null)
        .doUpdateSet({ reason: eb => eb.ref('excluded.reason'), detail: eb => eb.ref('excluded.detail') })
        .where(sql<SqlBool>`suppression.reason in (${said}) and excluded.reason not in (${said})`),
    )
    .returning('address')
    .execute()
  return new Set(rows.map(row => row.address))
}

/** As their indexes have them. */
const addressOf = (channel: ChannelName) =>
  channel === 'sms' ? sql<string>`p.phone` : sql<string>`coalesce(p.email, '')`

/** Gives everybody who has one of these addresses the verdict, so that lists and refusals know. */
export async function markAddresses(
  tx: Tx,
  accountId: string,
  channel: ChannelName,
  addresses: string[],
  becomes: 'suppressed' | 'ok',
): Promise<void> {
  const verdict = sql.ref(channel === 'sms' ? 'phone_verdict' : 'email_verdict')
  const was = becomes === 'ok' ? 'suppressed' : 'ok'
  await sql`
    update person_state s set ${verdict} = ${becomes}, changed_at = clock_timestamp()
    from person p
    where p.account_id = ${accountId} and ${addressOf(channel)} = any(${addresses}::text[])
      and s.account_id = ${accountId} and s.person_id = p.id and ${sql`s.`}${verdict} = ${was}
  `.execute(tx)
}

/**
 * Ends what is still to go to these addresses, except such kinds; of e-mail what goes to those who have them, as only numbers have
 * an index in the ledger. The rest ends at the fence, which nothing to them passes after the commit.
 */
export async function suppressMessages(
  tx: Tx,
  accountId: string,
  channel: ChannelName,
  addresses: string[],
  except: string[],
): Promise<SettledMessage[]> {
  const found =
    channel === 'sms'
      ? sql``
      : sql`and person_id = any(array(select p.id from person p
          where p.account_id = ${accountId} and ${addressOf(channel)} = any(${addresses}::text[])))`
  const { rows } = await sql<SettledMessage>`
    update message set ${endedAs('suppressed', 'address-suppressed')}
    where account_id = ${accountId} and channel = ${channel} and to_address = any(${addresses}::text[]) and kind <> all(${except}::text[])
      ${found} and state in ('queued', 'deferred', 'sending')
    returning ${settledColumns}
  `.execute(tx)
  return rows
}

/** @returns what was lifted; undefined where there is no such suppression in force */
export function liftSuppression(tx: Tx, accountId: string, id: string, by: string | null) {
  return tx
    .updateTable('suppression')
    .set({ lifted_at: sql`now()`, lifted_by: by })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .returning(['channel', 'address'])
    .executeTakeFirst()
}

export function suppressionInForce(tx: Tx, accountId: string, channel: ChannelName, address: string) {
  return tx
    .selectFrom('suppression')
    .select(['id', 'reason'])
    .where('account_id', '=', accountId)
    .where('channel', '=', channel)
    .where('address', '=', address)
    .where('lifted_at', 'is', null)
    .executeTakeFirst()
}

/** Of suppression `x`: that its number answered STOP, whatever else is wrong with it. */
const hasStopped = sql<boolean>`exists (select from stopped_number n where n.phone = x.address)`.as(
  'hasStopped',
)

export function suppressionById(tx: Tx, accountId: string, id: string) {
  return tx
    .selectFrom('suppression as x')
    .select(['x.id', 'x.reason', hasStopped])
    .where('x.account_id', '=', accountId)
    .where('x.id', '=', id)
    .where('x.lifted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

/** Newest first, each with one of those who have the address, if anybody has it still. */
export function suppressionPage(
  tx: Tx,
  accountId: string,
  limit: number,
  after: { place: string; id: string } | null,
) {
  return tx
    .selectFrom('suppression as x')
    .select(eb => [
      'x.id',
      'x.channel',
      'x.address',
      'x.reason',
      'x.detail',
      'x.created_at',
      hasStopped,
      sql<string>`x.created_at::text`.as('place'),
      eb
        .selectFrom('person as p')
        .select(
          sql<{
            id: string
            name: string
          }>`jsonb_build_object('id', p.id, 'name', trim(p.first_name || ' ' || p.last_name))`.as('person'),
        )
        .where('p.account_id', '=', accountId)
        .where(sql<boolean>`case x.channel when 'sms' then p.phone else p.email end = x.address`)
        .orderBy('p.id')
        .limit(1)
        .as('person'),
    ])
    .where('x.account_id', '=', accountId)
    .where('x.lifted_at', 'is', null)
    .$if(after !== null, query =>
      query.where(sql<boolean>`(x.created_at, x.id) < (${after!.place}::timestamptz, ${after!.id}::uuid)`),
    )
    .orderBy('x.created_at', 'desc')
    .orderBy('x.id', 'desc')
    .limit(limit)
    .execute()
}

/** Gives addresses written anew the verdict that they have here. @param personIds null for everybody: the suppressed are few */
export async function suppressKnownAddresses(
  tx: Tx,
  accountId: string,
  personIds: string[] | null,
): Promise<void> {
  const theirs = personIds ? sql`and p.id = any(${personIds}::uuid[])` : sql``
  await sql`
    insert into suppression (account_id, id, channel, address, reason, sending_number)
    select distinct on (n.phone) ${accountId}::uuid, gen_random_uuid(), 'sms', n.phone, 'stopped', n.sending_number
    from stopped_number n join person p on p.account_id = ${accountId} and p.phone = n.phone ${theirs}
    on conflict do nothing
  `.execute(tx)
  for (const [channel, verdict, column] of [
    ['sms', sql.ref('phone_verdict'), sql.ref('p.phone')],
    ['email', sql.ref('email_verdict'), sql.ref('p.email')],
  ] as const) {
    await sql`
      update person_state s set ${verdict} = 'suppressed', changed_at = clock_timestamp()
      from suppression x join person p on p.account_id = ${accountId} and ${column} = x.address ${theirs}
      where x.account_id = ${accountId} and x.channel = ${channel} and x.lifted_at is null
        and s.account_id = ${accountId} and s.person_id = p.id and ${sql`s.`}${verdict} = 'ok'
    `.execute(tx)
  }
}

/**
 * The fence's own look at the address of message `m`: it may have come back, or answered STOP, since it was written. A complaint
 * keeps nothing back that they ask for themselves.
 *
 * @param askedFor kinds of messages whose receivers ask for them
 */
export const isSuppressed = (askedFor: string[]): RawBuilder<SqlBool> => sql<SqlBool>`(
  exists (select from suppression x where x.account_id = m.account_id and x.channel = m.channel and x.address = m.to_address
    and x.lifted_at is null and not (x.reason = 'complained' and m.kind = any(${askedFor}::text[])))
  or (m.channel = 'sms' and exists (select from stopped_number n where n.phone = m.to_address)))`

// ── who answers, before any account is known

export async function accountsThatTexted(db: Db, phone: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from accounts_that_texted(${phone}) as id`.execute(db)
  return rows.map(row => row.id)
}

export async function insertStopped(db: Db, sendingNumber: string, phone: string): Promise<void> {
  await db
    .insertInto('stopped_number')
    .values({ sending_number: sendingNumber, phone })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** Of every number of ours, also those that we had before: the fence asks for none in particular. */
export async function deleteStopped(db: Db, phone: string): Promise<void> {
  await db.deleteFrom('stopped_number').where('phone', '=', phone).execute()
}
