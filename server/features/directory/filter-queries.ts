import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import { type PeopleFilter, statesOfFilter } from '../../../contract/people.ts'
import type { Tx } from '../../db/connect.ts'
import type { Schema } from '../../db/views.ts'

type Narrow = Pick<
  PeopleFilter,
  'kind' | 'status' | 'invitation' | 'company' | 'template' | 'project' | 'group' | 'employee' | 'unconfirmed'
>
/** What of a filter the narrow table answers. `row` is `state_row` or `directory_row`: both carry the columns. */
export function narrowConditions(accountId: string, filter: Narrow): Expression<SqlBool>[] {
  const eb = expressionBuilder<Schema & { row: Schema['state_row'] }, 'row'>()
  const conditions: Expression<SqlBool>[] = [
    eb('row.account_id', '=', accountId),
    eb('row.kind', '=', filter.kind),
    eb('row.status', '=', filter.status),
  ]
  if (filter.invitation !== 'all') {
    conditions.push(eb('row.invitation_state', 'in', [...statesOfFilter[filter.invitation]]))
  }
  // Of a company that was merged, those of the one that it turned out to be.
  if (filter.company)
    conditions.push(sql<SqlBool>`row.company_id = (
      select coalesce(c.merged_into, c.id) from company c where c.account_id = ${accountId} and c.id = ${filter.company})`)
  if (filter.template) conditions.push(eb('row.template_id', '=', filter.template))
  if (filter.employee) conditions.push(eb('row.is_employee', '=', filter.employee === 'yes'))
  if (filter.unconfirmed) conditions.push(eb('row.is_unconfirmed', '=', true))
  if (filter.project) {
    const members = eb
      .selectFrom('project_member as m')
      .select('m.person_id')
      .where('m.account_id', '=', accountId)
      .where('m.project_id', '=', filter.project)
      .where('m.ended_at', 'is', null)
    conditions.push(eb('row.person_id', 'in', members))
  }
  if (filter.group) {
    const members = eb
      .selectFrom('distribution_group_member as m')
      .select('m.person_id')
      .where('m.account_id', '=', accountId)
      .where('m.group_id', '=', filter.group)
    conditions.push(eb('row.person_id', 'in', members))
  }
  return conditions
}

/** @property searchesNamesOnly that words are found in names of people and companies, not in what only details show */
export type SearchedFilter = PeopleFilter & { searchesNamesOnly?: boolean }

/** What of a filter only the wide row answers: every word must be found somewhere; all of it uses the one trigram index. */
export function textConditions(filter: SearchedFilter): Expression<SqlBool>[] {
  const conditions = wordsOf(filter.q).map(word => contains('search_text', word))
  if (filter.searchesNamesOnly)
    for (const word of wordsOf(filter.q))
      conditions.push(sql<SqlBool>`(${contains('sort_name', word)} or ${contains('company_name', word)})`)
  for (const word of wordsOf(filter.name))
    conditions.push(contains('search_text', word), contains('sort_name', word))
  for (const [column, words] of [
    ['email', filter.email],
    ['phone', phoneWords(filter.phone)],
    ['company_name', filter.companyName],
  ] as const) {
    if (words) conditions.push(contains('search_text', words), contains(column, words))
  }
  return conditions
}

type TextColumn = 'search_text' | 'sort_name' | 'email' | 'phone' | 'company_name'

function contains(column: TextColumn, words: string): Expression<SqlBool> {
  const pattern = `%${words.replace(/[\\%_]/g, '\\$&')}%`
  const isFolded = column === 'search_text' || column === 'sort_name'
  return isFolded
    ? sql<SqlBool>`${sql.ref(`row.${column}`)} like fold(${pattern})`
    : sql<SqlBool>`fold(${sql.ref(`row.${column}`)}) like fold(${pattern})`
}

/** "212 555-0100" is looked for as the number is stored; anything else word by word. */
function wordsOf(words: string | undefined): string[] {
  if (!words) return []
  return looksLikePhone(words) ? [digitsOf(words)] : words.split(/\s+/).filter(Boolean)
}
const phoneWords = (words: string | undefined) => (words && looksLikePhone(words) ? digitsOf(words) : words)
const looksLikePhone = (words: string) => /^[\d\s()+.\-/]+$/.test(words) && digitsOf(words).length >= 3
const digitsOf = (words: string) => words.replace(/\D/g, '')

/** The people that a filter means, from the narrow table alone unless words are searched for. */
export function peopleMatching(tx: Tx, accountId: string, filter: PeopleFilter) {
  const words = textConditions(filter)
  let people = tx.selectFrom('state_row as row').where(eb => eb.and(narrowConditions(accountId, filter)))
  if (words.length) {
    people = people.where('row.person_id', 'in', inner =>
      inner
        .selectFrom('directory_row as row')
        .select('row.id')
        .where('row.account_id', '=', accountId)
        .where(eb => eb.and(words)),
    )
  }
  return people
}
