import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

export type ErasedPerson = NonNullable<Awaited<ReturnType<typeof lockPerson>>>

/** Waits for whoever changes the person. */
export function lockPerson(tx: Tx, accountId: string, personId: string) {
  return tx
    .selectFrom('person as p')
    .innerJoin('person_state as s', join =>
      join.onRef('s.account_id', '=', 'p.account_id').onRef('s.person_id', '=', 'p.id'),
    )
    .leftJoin('login as l', 'l.id', 'p.login_id')
    .select([
      'p.id',
      'p.first_name',
      'p.last_name',
      'p.email',
      'p.phone',
      'p.external_id',
      'p.login_id',
      'p.erased_at',
      's.status',
      'l.user_name',
    ])
    .where('p.account_id', '=', accountId)
    .where('p.id', '=', personId)
    .forUpdate(['p', 's'])
    .executeTakeFirst()
}

export async function isMessageOpen(tx: Tx, accountId: string, personId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('message')
    .select('id')
    .where('account_id', '=', accountId)
    .where('person_id', '=', personId)
    .where('is_open', '=', true)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function isLoginOnlyHere(tx: Tx, loginId: string): Promise<boolean> {
  const { rows } = await sql<{
    known: boolean
  }>`select is_login_known_elsewhere(${loginId}) as known`.execute(tx)
  return rows[0]?.known === false
}

/** Addresses that they had once: as messages went there, and as the record of changes has them. */
export async function formerAddresses(tx: Tx, accountId: string, personId: string): Promise<string[]> {
  const { rows } = await sql<{ address: string }>`
    select to_address as address from message where account_id = ${accountId} and person_id = ${personId}
    union select c ->> side from audit_event e
      cross join jsonb_array_elements(case jsonb_typeof(e.detail -> 'changes') when 'array' then e.detail -> 'changes' else '[]' end) c
      cross join unnest(array['from', 'to']) side
    where e.account_id = ${accountId} and e.subject_id = ${personId} and e.event = 'person.changed'
      and c ->> 'field' in ('email', 'phone', 'externalId')`.execute(tx)
  return rows.flatMap(row => row.address ?? [])
}

const has = (text: ReturnType<typeof sql>, values: string[]) =>
  sql<boolean>`exists (select from unnest(${values}::text[]) v where strpos(lower(${text}), v) > 0)`

/** Events whose detail tells of the person: what of them was changed, and where one of `values` stands. */
export async function eventsAbout(
  tx: Tx,
  accountId: string,
  personId: string,
  values: string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from audit_event where account_id = ${accountId} and erased_at is null and detail <> '{}' and event <> 'person.erased'
      and (subject_id = ${personId} and detail ? 'changes' or actor_id = ${personId} and event like 'api-key.%'
        or ${has(sql`detail::text`, values)})`.execute(tx)
  return rows.map(row => row.id)
}

/** Lines of imports that made or changed the person, or have one of `addresses`. */
export const isLineAbout = (personId: string, addresses: string[]) =>
  sql<boolean>`(person_id = ${personId} or ${has(sql`array_to_string(cells, E'\n')`, addresses)})`

export async function countLines(tx: Tx, accountId: string, personId: string, addresses: string[]) {
  const { count } = await tx
    .selectFrom('import_line')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where(isLineAbout(personId, addresses))
    .executeTakeFirstOrThrow()
  return count
}

export async function countMessages(tx: Tx, accountId: string, personId: string) {
  const { count } = await tx
    .selectFrom('message')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow()
  return count
}

export { has }
