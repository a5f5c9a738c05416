import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import type { ActedBy } from './record.ts'

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
    select ${by.accountId}::uuid, gen_random_uuid(), ${event}, ${by.actorId}::uuid, ${by.runId ?? null}::uuid, detail::jsonb
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
    select ${by.accountId}::uuid, gen_random_uuid(), ${event}, ${by.actorId}::uuid, people.person_id, ${by.runId ?? null}::uuid,
           ${JSON.stringify(detail)}::jsonb
    from (${selected}) people`.execute(tx)
}

export async function accountsWithUnsealedEvents(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from accounts_with_unsealed_events() as id`.execute(db)
  return rows.map(row => row.id)
}

/** One worker at a time seals an account's events, until its transaction ends. @returns whether it is this one */
export async function takeSealing(tx: Tx, accountId: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('muster audit'), hashtext(${accountId})) as taken`.execute(tx)
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
}
const written = sql`
  id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, event, actor_id as actor, subject_id as subject,
  run_id as run, detail::text as detail`

/** The oldest events that are not sealed yet. */
export async function unsealedEvents(tx: Tx, accountId: string, limit: number): Promise<WrittenEvent[]> {
  const { rows } = await sql<WrittenEvent>`
    select ${written} from audit_event where account_id = ${accountId} and sequence is null
    order by audit_event.at, id limit ${limit}`.execute(tx)
  return rows
}

export type Link = { sequence: number; hash: Buffer }

/** The last link of the chain; nothing before the first. */
export async function lastLink(tx: Tx, accountId: string): Promise<Link | null> {
  const { rows } = await sql<Link>`
    select sequence, hash from audit_event where account_id = ${accountId} and sequence is not null
    order by sequence desc limit 1`.execute(tx)
  return rows[0] ?? null
}

export async function storeLinks(tx: Tx, accountId: string, links: (Link & { id: string })[]): Promise<void> {
  await sql`
    update audit_event e set sequence = l.sequence, hash = l.hash
    from unnest(${links.map(one => one.id)}::uuid[], ${links.map(one => one.sequence)}::bigint[],
                ${links.map(one => one.hash)}::bytea[]) l (id, sequence, hash)
    where e.account_id = ${accountId} and e.id = l.id`.execute(tx)
}

/** Sealed events in the order of the chain. */
export async function sealedEvents(
  tx: Tx,
  accountId: string,
  after: number,
  limit: number,
): Promise<(WrittenEvent & Link)[]> {
  const { rows } = await sql<WrittenEvent & Link>`
    select sequence, hash, ${written} from audit_event where account_id = ${accountId} and sequence > ${after}
    order by sequence limit ${limit}`.execute(tx)
  return rows
}

export async function countUnsealed(tx: Tx, accountId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from audit_event where account_id = ${accountId} and sequence is null`.execute(
    tx,
  )
  return rows[0]!.count
}
