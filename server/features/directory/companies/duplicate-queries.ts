import { sql } from 'kysely'
import { mostCountedPeople } from '../../../../contract/companies.ts'
import type { Tx } from '../../../db/connect.ts'

/** Names less alike than this are two firms. "star framing" and "star framing co of ohio" are 0.6, two electricians 0.4. */
export const ALIKE = 0.55
const mostAlike = 5

/** Lets the index look no further than for what is alike enough, for this transaction alone. */
export async function lookForAlike(tx: Tx): Promise<void> {
  await sql`select set_config('pg_trgm.similarity_threshold', ${String(ALIKE)}, true)`.execute(tx)
}

/** Companies whose names are like one that is being typed, likest first; inactive ones too. */
export async function companiesLike(tx: Tx, accountId: string, name: string, exceptId: string | null) {
  await lookForAlike(tx)
  return tx
    .selectFrom('company_row as row')
    .select(['row.id', 'row.name', 'row.status', 'row.city'])
    .select(sql<number>`similarity("row".match_key, company_match_key(${name}))`.as('likeness'))
    .where('row.account_id', '=', accountId)
    .where(sql<boolean>`"row".match_key % company_match_key(${name})`)
    .where(sql<boolean>`"row".id is distinct from ${exceptId}::uuid`)
    .orderBy('likeness', 'desc')
    .orderBy('row.sort_name')
    .limit(mostAlike)
    .execute()
}

export type Pair = Record<
  'one' | 'other',
  { id: string; name: string; is_own: boolean; city: string | null; people: number }
> & {
  likeness: number
  place: string
}

/**
 * Pairs of active companies whose names are alike. Each company looks up by index those after it in the alphabet (by id
 * among equals), and the walk goes on from where the page before ended.
 *
 * @param after sort name and id of the first of the last pair, and id of its second
 */
export async function pairsAlike(
  tx: Tx,
  accountId: string,
  after: [string, string, string] | null,
  limit: number,
): Promise<Pair[]> {
  await lookForAlike(tx)
  const [name, id, otherId] = after ?? ['', nobody, nobody]
  const shown = (alias: 'a' | 'b') => sql`jsonb_build_object(
    'id', ${sql.ref(`${alias}.id`)}, 'name', ${sql.ref(`${alias}.name`)}, 'is_own', ${sql.ref(`${alias}.is_own`)},
    'city', ${sql.ref(`${alias}.city`)}, 'people', (
      select count(*)::int from (
        select from person_state s where s.account_id = ${accountId} and s.company_id = ${sql.ref(`${alias}.id`)}
          and s.status = 'active' limit ${sql.lit(mostCountedPeople)}) counted))`
  const { rows } = await sql<Pair>`
    select ${shown('a')} as one, ${shown('b')} as other, a.sort_name as place, similarity(a.match_key, b.match_key) as likeness
    from company_row a
    cross join lateral (
      select * from company_row b
      where b.account_id = a.account_id and b.status = 'active' and b.match_key % a.match_key
        and (b.sort_name, b.id) > (a.sort_name, a.id)
        and ((a.sort_name, a.id) > (${name}, ${id}::uuid) or b.id > ${otherId}::uuid)
      order by b.id) b
    where a.account_id = ${accountId} and a.status = 'active' and (a.sort_name, a.id) >= (${name}, ${id}::uuid)
    order by a.sort_name, a.id, b.id limit ${limit + 1}`.execute(tx)
  return rows
}

const nobody = '00000000-0000-0000-0000-000000000000'
