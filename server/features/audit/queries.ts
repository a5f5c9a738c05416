import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import type { ActedBy } from './record.ts'

/** Whose record the installation's own is, in place of an account's id. */
export const installationRecord = 'installation'

/** The record of an account, or the installation's own. */
const recordOf = (owner: string) =>
  owner === installationRecord
    ? {
        table: sql`installation_event`,
        isOfOwner: sql`true`,
        run: sql`null::uuid`,
        erasable: sql`null::bytea as salt, null::bytea as commitment, false as "isErased"`,
      }
    : {
        table: sql`audit_event`,
        isOfOwner: sql`account_id = ${owner}`,
        run: sql`run_id`,
        erasable: sql`e.salt, e.commitment, e.erased_at is not null as "isErased"`,
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
  await sql`
    insert into audit_event (account_id, id, event, actor_id, subject_id, run_id, detail)
    select ${by.accountId}::uuid, time_ordered_id(), ${event}, ${by.actorId}::uuid, people.person_id, ${by.runId ?? null}::uuid,
           ${JSON.stringify(detail)}::jsonb
    from (${selected}) people`.execute(tx)
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

/** An event as it is sealed: every part as text, the same under any setting of the connection. */
export type WrittenEvent = {
  id: string
  at: string
  event: string
  actor: string | null
  subject: string | null
  run: string | null
  detail: string
  /** Null until it is sealed, and where the detail itself is sealed. */
  commitment: Buffer | null
  salt: Buffer | null
  isErased: boolean
}
const written = ({ run, erasable }: ReturnType<typeof recordOf>) => sql`
  e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, e.event, e.actor_id as actor, e.subject_id as subject,
  ${run} as run, e.detail::text as detail, ${erasable}`

/** The oldest events that are not sealed yet. */
export async function unsealedEvents(tx: Tx, owner: string, limit: number): Promise<WrittenEvent[]> {
  const of = recordOf(owner)
  const { rows } = await sql<WrittenEvent>`
    select ${written(of)} from ${of.table} e where ${of.isOfOwner} and e.sequence is null
    order by e.at, e.id limit ${limit}`.execute(tx)
  return rows
}

export type Link = { sequence: number; hash: Buffer }

/** The last link of the chain; nothing before the first. */
export async function lastLink(tx: Tx, owner: string): Promise<Link | null> {
  const { table, isOfOwner } = recordOf(owner)
  const { rows } = await sql<Link>`
    select sequence, hash from ${table} where ${isOfOwner} and sequence is not null
    order by sequence desc limit 1`.execute(tx)
  return rows[0] ?? null
}

/** An event with its place in the chain, and what stands there for its detail where that can be erased. */
export type SealedEvent = Link & { id: string; salt: Buffer | null; commitment: Buffer | null }

export async function storeLinks(tx: Tx, owner: string, links: SealedEvent[]): Promise<void> {
  const { table, isOfOwner } = recordOf(owner)
  const column = (name: keyof SealedEvent) => links.map(one => one[name])
  const erasable = owner === installationRecord ? sql`` : sql`, salt = l.salt, commitment = l.commitment`
  await sql`
    update ${table} e set sequence = l.sequence, hash = l.hash ${erasable}
    from unnest(${column('id')}::uuid[], ${column('sequence')}::bigint[], ${column('hash')}::bytea[],
                ${column('salt')}::bytea[], ${column('commitment')}::bytea[]) l (id, sequence, hash, salt, commitment)
    where ${isOfOwner} and e.id = l.id`.execute(tx)
}

/** Sealed events in the order of the chain. */
export async function sealedEvents(
  tx: Tx,
  owner: string,
  after: number,
  limit: number,
): Promise<(WrittenEvent & Link)[]> {
  const of = recordOf(owner)
  const { rows } = await sql<WrittenEvent & Link>`
    select e.sequence, e.hash, ${written(of)} from ${of.table} e where ${of.isOfOwner} and e.sequence > ${after}
    order by e.sequence limit ${limit}`.execute(tx)
  return rows
}

export async function countUnsealed(tx: Tx, owner: string): Promise<number> {
  const { table, isOfOwner } = recordOf(owner)
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${table} where ${isOfOwner} and sequence is null`.execute(tx)
  return rows[0]!.count
}

/** Blanks the details of these events; what an erasure on the record does not name is missed when the chain is verified. */
export async function blankEvents(tx: Tx, accountId: string, ids: string[]): Promise<void> {
  await sql`
    update audit_event set detail = '{}', salt = null, erased_at = now()
    where account_id = ${accountId} and id = any(${ids}::uuid[]) and erased_at is null`.execute(tx)
}

/** Events that erasures on the record say they blanked. */
export async function erasures(tx: Tx, owner: string): Promise<Set<string>> {
  if (owner === installationRecord) return new Set()
  const { rows } = await sql<{ id: string }>`
    select jsonb_array_elements_text(detail -> 'events') as id from audit_event
    where account_id = ${owner} and event = 'person.erased'`.execute(tx)
  return new Set(rows.map(row => row.id))
}
