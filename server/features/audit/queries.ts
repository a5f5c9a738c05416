import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import type { ActedBy } from './record.ts'

/** Whose record the installation's own is, in place of an account's id. */
export const installationRecord = 'installation'

/** The record of an account, or the installation's own, and the chain over it. */
const recordOf = (owner: string) =>
  owner === installationRecord
    ? {
        events: sql`installation_event`,
        links: sql`installation_link`,
        isOfOwner: sql`true`,
        run: sql`null::uuid`,
        isErased: sql`false`,
        erasable: sql`null::bytea as salt, null::bytea as commitment`,
      }
    : {
        events: sql`audit_event`,
        links: sql`audit_link`,
        isOfOwner: sql`account_id = ${owner}`,
        run: sql`e.run_id`,
        isErased: sql`e.erased_at is not null`,
        erasable: sql`l.salt, l.commitment`,
      }

export async function insertEvent(
  tx: Tx,
  by: ActedBy,
  { id, event, subjectId, detail }: { id: string; event: string; subjectId: string | null; detail: object },
): Promise<void> {
  await tx
    .insertInto('audit_event')
    .values({
      account_id: by.accountId,
      id,
      event,
      actor_id: by.actorId,
      subject_id: subjectId,
      run_id: by.runId ?? null,
      detail: JSON.stringify(detail),
    })
    .execute()
}

export async function insertEvents(tx: Tx, by: ActedBy, event: string, details: object[]): Promise<void> {
  await sql`
    insert into audit_event (account_id, id, event, actor_id, run_id, detail)
    select ${by.accountId}::uuid, time_ordered_id(), ${event}, ${by.actorId}::uuid, ${by.runId ?? null}::uuid, detail::jsonb
    from unnest(${details.map(detail => JSON.stringify(detail))}::text[]) detail`.execute(tx)
}

export async function insertEventOfEach(
  tx: Tx,
  by: ActedBy,
  { event, detail }: { event: string; detail: object },
  people: RawBuilder<{ person_id: string }> | string[],
): Promise<void> {
  const selected = Array.isArray(people) ? sql`select unnest(${people}::uuid[]) as person_id` : people
  const alike = sql<{ person_id: string; detail: unknown }>`
    select person_id, ${JSON.stringify(detail)}::jsonb as detail from (${selected}) p`
  await insertOwnEventOfEach(tx, by, event, alike)
}

export async function insertOwnEventOfEach(
  tx: Tx,
  by: ActedBy,
  event: string,
  people: RawBuilder<{ person_id: string; detail: unknown }>,
): Promise<void> {
  await sql`
    insert into audit_event (account_id, id, event, actor_id, subject_id, run_id, detail)
    select ${by.accountId}::uuid, time_ordered_id(), ${event}, ${by.actorId}::uuid, people.person_id,
           ${by.runId ?? null}::uuid, people.detail
    from (${people}) people`.execute(tx)
}

export async function insertInstallationEvent(
  tx: Tx,
  row: { id: string; event: string; actor_id: string | null; subject_id: string | null; detail: object },
): Promise<void> {
  await tx
    .insertInto('installation_event')
    .values({ ...row, detail: JSON.stringify(row.detail) })
    .execute()
}

/** @returns ids of accounts, and `installationRecord` */
export async function recordsWithUnsealedEvents(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id::text from accounts_with_unsealed_events() as id
    union all select ${installationRecord} where has_unsealed_installation_events()`.execute(db)
  return rows.map(row => row.id)
}

/** One worker at a time seals an account's events, until its transaction ends. @returns whether it is this one */
export async function takeSealing(tx: Tx, owner: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('muster audit'), hashtext(${owner})) as taken`.execute(tx)
  return rows[0]?.taken === true
}

/** As `takeSealing`, once whoever seals is done. */
async function waitForSealing(tx: Tx, owner: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('muster audit'), hashtext(${owner}))`.execute(tx)
}

/** An event as it is sealed: every part as text, the same under any setting of the connection. */
export type WrittenEvent = {
  id: string
  at: string
  event: string
  actor: string | null
  subject: string | null
  run: string | null
  detail: string
}
const written = ({ run }: ReturnType<typeof recordOf>) => sql`
  e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, e.event, e.actor_id as actor, e.subject_id as subject,
  ${run} as run, e.detail::text as detail`

/** A place in the order in which events are sealed: by the transaction that wrote them, in it by id. */
export type Place = { in: string; after: string }

export type Link = { sequence: number; hash: Buffer }

/**
 * The end of the chain, and from where on events are not sealed yet.
 *
 * `over`: every transaction before it is over now, and so all that it wrote is there to be seen. One that is not can still add
 * an event before a later one's; so sealing never goes on from beyond it. A place of another server's counting is none here.
 */
export async function endOfChain(
  tx: Tx,
  owner: string,
): Promise<{ last: Link | null; from: Place; over: string }> {
  const { links, isOfOwner } = recordOf(owner)
  const { rows } = await sql<{ over: string; in: string; after: string } & Link>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as over, l.sequence, l.hash,
           case when l.goes_on_in < pg_snapshot_xmax(pg_current_snapshot()) then l.goes_on_in else '0' end::text as in,
           case when l.goes_on_in < pg_snapshot_xmax(pg_current_snapshot()) then l.goes_on_after else ${nowhere} end::text as after
    from (values (0)) one left join (
      select * from ${links} where ${isOfOwner} order by sequence desc limit 1) l on true`.execute(tx)
  const { over, in: transaction, after, ...last } = rows[0]!
  return { last: last.sequence === null ? null : last, from: { in: transaction, after }, over }
}

/** Before every id. */
export const nowhere = '00000000-0000-0000-0000-000000000000'

export type UnsealedEvent = WrittenEvent & { written_in: string }

/** The oldest events from a place on that are not sealed yet; each asked for by itself, as there are few of them. */
export async function unsealedEvents(
  tx: Tx,
  owner: string,
  from: Place,
  limit: number,
): Promise<UnsealedEvent[]> {
  const of = recordOf(owner)
  const { rows } = await sql<UnsealedEvent>`
    select e.written_in::text, ${written(of)} from ${of.events} e
    where ${of.isOfOwner} and (e.written_in, e.id) > (${from.in}::xid8, ${from.after}::uuid)
      and (select true from ${of.links} l where ${of.isOfOwner} and l.event_id = e.id) is null
    order by e.written_in, e.id limit ${limit}`.execute(tx)
  return rows
}

/** The link of an event, with what stands there for its detail where that can be erased. */
export type NewLink = Link & { eventId: string; salt: Buffer | null; commitment: Buffer | null }

/** @param goesOn every event up to there is sealed with these */
export async function storeLinks(tx: Tx, owner: string, links: NewLink[], goesOn: Place): Promise<void> {
  const isErasable = owner !== installationRecord
  const column = (name: keyof NewLink) => links.map(one => one[name])
  const account = isErasable ? sql`${owner}::uuid as account_id,` : sql``
  const erasable = isErasable ? sql`, salt, commitment` : sql``
  await sql`
    insert into ${recordOf(owner).links} (${isErasable ? sql`account_id,` : sql``} sequence, event_id, hash, goes_on_in, goes_on_after ${erasable})
    select ${account} sequence, event_id, hash, ${goesOn.in}::xid8, ${goesOn.after}::uuid ${erasable}
    from unnest(${column('sequence')}::bigint[], ${column('eventId')}::uuid[], ${column('hash')}::bytea[],
                ${column('salt')}::bytea[], ${column('commitment')}::bytea[]) l (sequence, event_id, hash, salt, commitment)`.execute(
    tx,
  )
}

/** A link with its event; whose id is null where that is gone. */
export type SealedEvent = Link &
  Omit<WrittenEvent, 'id'> & {
    id: string | null
    salt: Buffer | null
    commitment: Buffer | null
    isErased: boolean
  }

/** Sealed events in the order of the chain. */
export async function sealedEvents(
  tx: Tx,
  owner: string,
  after: number,
  limit: number,
): Promise<SealedEvent[]> {
  const of = recordOf(owner)
  const { rows } = await sql<SealedEvent>`
    select l.sequence, l.hash, ${of.erasable}, ${of.isErased} as "isErased", ${written(of)}
    from (select * from ${of.links} where ${of.isOfOwner} and sequence > ${after} order by sequence limit ${limit}) l
    left join (select * from ${of.events} where ${of.isOfOwner}) e on e.id = l.event_id
    order by l.sequence`.execute(tx)
  return rows
}

export async function countUnsealed(tx: Tx, owner: string): Promise<number> {
  const { events, links, isOfOwner } = recordOf(owner)
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${events} e where ${isOfOwner}
      and not exists (select from ${links} l where ${isOfOwner} and l.event_id = e.id)`.execute(tx)
  return rows[0]!.count
}

/**
 * Blanks the details of these events; what an erasure on the record does not name is missed when the chain is verified.
 * Nobody seals meanwhile: a salt that is stored after its detail was erased would let guesses be tried.
 */
export async function blankEvents(tx: Tx, accountId: string, ids: string[]): Promise<void> {
  await waitForSealing(tx, accountId)
  await sql`
    update audit_event set detail = '{}', erased_at = now()
    where account_id = ${accountId} and id = any(${ids}::uuid[]) and erased_at is null`.execute(tx)
  await sql`
    update audit_link set salt = null
    where account_id = ${accountId} and event_id = any(${ids}::uuid[]) and salt is not null`.execute(tx)
}

/** Events that erasures on the record say they blanked. */
export async function erasures(tx: Tx, owner: string): Promise<Set<string>> {
  if (owner === installationRecord) return new Set()
  const { rows } = await sql<{ id: string }>`
    select jsonb_array_elements_text(detail -> 'events') as id from audit_event
    where account_id = ${owner} and event = 'person.erased'`.execute(tx)
  return new Set(rows.map(row => row.id))
}
