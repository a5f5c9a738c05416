import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'
import type { ChannelName } from '../channel.ts'
import type { SendLimits } from './send-limits.ts'

/** A tenth of a minute's worth may leave at once. */
const burstOf = (perMinute: number) => Math.max(1, perMinute / 10)

/** @param kinds which people asked for themselves: these never wait */
export type Limited = { limits: SendLimits; unlimited: string[] }

/** Locks the account's pace, its day begun anew where that is over. @returns how many messages it may claim now, and whether the day is used up */
export async function allowance(
  tx: Tx,
  accountId: string,
  { account, day }: SendLimits,
): Promise<{ count: number; isDayOver: boolean }> {
  await sql`insert into sending_pace (account_id) values (${accountId}) on conflict do nothing`.execute(tx)
  const burst = account === null ? 0 : burstOf(account)
  const { rows } = await sql<{ sent: number; level: number; inHand: number }>`
    update sending_pace p set
      sent = case when p.day = today.day then p.sent else 0 end, day = today.day,
      level = least(${burst}::float8, p.level + case when p.leveled_at = '-infinity' then ${burst}::float8
        else greatest(extract(epoch from now() - p.leveled_at), 0) * ${account ?? 0}::float8 / 60 end),
      leveled_at = now()
    from (select (now() at time zone time_zone)::date as day from account where id = ${accountId}) today
    where p.account_id = ${accountId}
    returning p.sent, p.level,
      (select count(*)::int from message where account_id = ${accountId} and lease_until is not null) as "inHand"
  `.execute(tx)
  const { sent, level, inHand } = rows[0]!
  const ofDay = day === null ? Number.POSITIVE_INFINITY : Math.max(0, day - sent - inHand)
  const ofMinute = account === null ? Number.POSITIVE_INFINITY : Math.floor(level)
  return { count: Math.min(ofDay, ofMinute), isDayOver: ofDay === 0 }
}

export async function takeFromPace(tx: Tx, accountId: string, count: number): Promise<void> {
  await sql`update sending_pace set level = level - ${count} where account_id = ${accountId}`.execute(tx)
}

/** Handed over for good or perhaps: they count for the day. */
export async function countSent(tx: Tx, accountId: string, count: number): Promise<void> {
  await sql`update sending_pace set sent = sent + ${count} where account_id = ${accountId}`.execute(tx)
}

const isDue = (accountId: string, channel: ChannelName, now: Date, { unlimited }: Limited) => sql<SqlBool>`
  m.account_id = ${accountId} and m.channel = ${channel} and m.is_open and m.lease_until is null and m.due_at <= ${now}
  and (m.leave_until is null or m.leave_until > ${now}) and not m.kind = any(${unlimited}::text[])`

const domainOf = sql`split_part(m.to_address, '@', 2)`

/** Written to within so many hours, by a message that is not the same by another channel. */
const restsStill = (hours: number | null, { unlimited }: Limited): RawBuilder<SqlBool> =>
  hours === null
    ? sql<SqlBool>`false`
    : sql<SqlBool>`exists (
        select from message o where o.account_id = m.account_id and o.person_id = m.person_id and o.id <> m.id
          and o.dot_at > now() - make_interval(hours => ${hours}) and not o.kind = any(${unlimited}::text[])
          and (o.invitation_id, o.kind, o.ordinal) is distinct from (m.invitation_id, m.kind, m.ordinal))`

const domainIsFull = (perMinute: number | null, channel: ChannelName): RawBuilder<SqlBool> =>
  perMinute === null || channel === 'sms'
    ? sql<SqlBool>`false`
    : sql<SqlBool>`exists (select from domain_pace d where d.domain = ${domainOf}
        and d.level + extract(epoch from now() - d.leveled_at) * ${perMinute}::float8 / 60 < 1)`

/** Messages that may leave as far as their person and their domain go; locked, in the order they fell due. */
export async function candidates(
  tx: Tx,
  accountId: string,
  channel: ChannelName,
  now: Date,
  limit: number,
  limited: Limited,
): Promise<{ id: string; domain: string }[]> {
  const { person, domain } = limited.limits
  const { rows } = await sql<{ id: string; domain: string }>`
    select m.id, ${domainOf} as domain from message m
    where ${isDue(accountId, channel, now, limited)} and not ${restsStill(person, limited)} and not ${domainIsFull(domain, channel)}
    order by m.is_urgent desc, m.due_at, m.id limit ${limit} for update of m skip locked`.execute(tx)
  return rows
}

/** Takes from what each domain is sent in a minute, in the order of their names. @returns how many of each may go */
export async function takeFromDomains(
  tx: Tx,
  wanted: Map<string, number>,
  perMinute: number,
): Promise<Map<string, number>> {
  const burst = burstOf(perMinute)
  const names = [...wanted.keys()].sort()
  await sql`
    insert into domain_pace (domain, level, leveled_at) select name, ${burst}, now() from unnest(${names}::text[]) name
    order by name on conflict do nothing`.execute(tx)
  const { rows } = await sql<{ domain: string; level: number }>`
    select domain, least(${burst}::float8, level + greatest(extract(epoch from now() - leveled_at), 0) * ${perMinute}::float8 / 60) as level
    from domain_pace where domain = any(${names}::text[]) order by domain for update`.execute(tx)
  const taken = new Map(
    rows.map(({ domain, level }) => [domain, Math.min(wanted.get(domain)!, Math.floor(level))]),
  )
  await sql`
    update domain_pace d set level = t.level, leveled_at = now()
    from unnest(${rows.map(row => row.domain)}::text[],
                ${rows.map(row => row.level - taken.get(row.domain)!)}::float8[]) t(domain, level)
    where d.domain = t.domain`.execute(tx)
  return taken
}

/** Lets those that wait for a limit say so. */
export async function tellWhatWaits(
  tx: Tx,
  accountId: string,
  channel: ChannelName,
  now: Date,
  limited: Limited,
  isDayOver: boolean,
  atMost: number,
): Promise<void> {
  const { person, domain } = limited.limits
  const reason = sql`case when ${isDayOver}::bool then 'day-limit-reached' when ${restsStill(person, limited)} then 'person-rests'
    when ${domainIsFull(domain, channel)} then 'domain-limit-reached' end`
  await sql`
    with waiting as (
      select m.id, ${reason} as reason from message m
      where ${isDue(accountId, channel, now, limited)} and ${reason} is distinct from m.reason and ${reason} is not null
      order by m.is_urgent desc, m.due_at, m.id limit ${atMost} for update of m skip locked)
    update message m set reason = waiting.reason from waiting where m.account_id = ${accountId} and m.id = waiting.id`.execute(
    tx,
  )
}
