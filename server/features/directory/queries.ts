import { sql } from 'kysely'
import type { InvitationFilter } from '../../../contract/people.ts'
import type { Tx } from '../../db/connect.ts'
import { narrowConditions, type SearchedFilter, textConditions } from './filter-queries.ts'
import type { JudgedPerson } from './judge-input.ts'

export const listed = [
  'row.id',
  'row.first_name',
  'row.last_name',
  'row.email',
  'row.phone',
  'row.job_title',
  'row.company_name',
  'row.kind',
  'row.is_employee',
  'row.status',
  'row.invitation_state',
  'row.is_unconfirmed',
  'row.was_ever_sent',
  'row.invitation_id',
  'row.email_verdict',
  'row.phone_verdict',
  'row.company_id',
  'row.template_id',
  'row.joined_at',
  'row.error_reason',
  'row.external_id',
  'row.language',
  'row.changed_at',
] as const

/** How many match per invitation state; the filter's own choice of invitation status is left aside. */
export function countByInvitationState(tx: Tx, accountId: string, filter: SearchedFilter) {
  const everyState = { ...filter, invitation: 'all' as InvitationFilter }
  const words = textConditions(filter)
  const rows = words.length
    ? tx
        .selectFrom('directory_row as row')
        .where(eb => eb.and([...narrowConditions(accountId, everyState), ...words]))
    : tx.selectFrom('state_row as row').where(eb => eb.and(narrowConditions(accountId, everyState)))
  return rows
    .select(['row.invitation_state', eb => eb.fn.countAll<number>().as('count')])
    .groupBy('row.invitation_state')
    .execute()
}

/** Of those who match whatever their invitation is, the unconfirmed: few at most, and found by an index of their own. */
export async function countUnconfirmed(tx: Tx, accountId: string, filter: SearchedFilter): Promise<number> {
  const unconfirmed = { ...filter, invitation: 'all' as InvitationFilter, unconfirmed: 'yes' as const }
  const row = await tx
    .selectFrom('directory_row as row')
    .where(eb => eb.and([...narrowConditions(accountId, unconfirmed), ...textConditions(filter)]))
    .select(eb => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

/** The companies or templates of those who match, most people first; the filter's own choice of the group is left aside. */
export async function countByGroup(
  tx: Tx,
  accountId: string,
  filter: SearchedFilter,
  { group, search, limit }: { group: 'company' | 'template'; search: string; limit: number },
) {
  const others = { ...filter, [group]: undefined }
  const words = textConditions(filter)
  const column = group === 'company' ? 'row.company_id' : 'row.template_id'
  const rows = words.length
    ? tx
        .selectFrom('directory_row as row')
        .where(eb => eb.and([...narrowConditions(accountId, others), ...words]))
    : tx.selectFrom('state_row as row').where(eb => eb.and(narrowConditions(accountId, others)))
  const counted = rows
    .select([`${column} as id`, eb => eb.fn.countAll<number>().as('count')])
    .where(column, 'is not', null)
    .groupBy(column)
  // Both tables have the columns that are read here; the builder's types know one of them.
  const named = (
    group === 'company' ? 'company as named' : 'permission_template as named'
  ) as 'company as named'
  return tx
    .selectFrom(counted.as('counted'))
    .innerJoin(named, 'named.id', 'counted.id')
    .select(['named.id', 'named.name', 'counted.count', eb => eb.fn.countAll<number>().over().as('total')])
    .where('named.account_id', '=', accountId)
    .where(sql<boolean>`fold(named.name) like fold(${`%${search.replace(/[\\%_]/g, '\\$&')}%`})`)
    .orderBy('counted.count', 'desc')
    .orderBy('named.name')
    .limit(limit)
    .execute()
}

export function personWithState(tx: Tx, accountId: string, personId: string) {
  return tx
    .selectFrom('directory_row as row')
    .innerJoin('person', join =>
      join.onRef('person.account_id', '=', 'row.account_id').onRef('person.id', '=', 'row.id'),
    )
    .leftJoin('login', 'login.id', 'row.login_id')
    .select([...listed, 'row.created_at', 'person.time_zone', 'login.user_name'])
    .where('row.account_id', '=', accountId)
    .where('row.id', '=', personId)
    .executeTakeFirst()
}

/** Who among the active users already has this address. */
export function activeUserWithEmail(tx: Tx, accountId: string, email: string) {
  return tx
    .selectFrom('person_state as s')
    .innerJoin('person as p', join =>
      join.onRef('p.account_id', '=', 's.account_id').onRef('p.id', '=', 's.person_id'),
    )
    .select(['p.id', 'p.first_name', 'p.last_name'])
    .where('s.account_id', '=', accountId)
    .where('s.active_email', '=', email)
    .executeTakeFirst()
}

export function personWithExternalId(tx: Tx, accountId: string, externalId: string) {
  return tx
    .selectFrom('person')
    .select(['id', 'first_name', 'last_name'])
    .where('account_id', '=', accountId)
    .where('external_id', '=', externalId)
    .executeTakeFirst()
}

type Company = { id: string; name: string } | null

function wideColumns(person: JudgedPerson, company: Company) {
  return {
    first_name: person.firstName,
    last_name: person.lastName,
    email: person.email,
    phone: person.phone,
    job_title: person.jobTitle,
    company_name: company?.name ?? null,
    external_id: person.externalId,
    language: person.language,
    time_zone: person.timeZone,
  }
}

function narrowColumns(person: JudgedPerson, company: Company) {
  return {
    email_verdict: person.emailVerdict,
    phone_verdict: person.phoneVerdict,
    company_id: company?.id ?? null,
    template_id: person.templateId,
    is_employee: person.isEmployee,
  }
}

export async function insertPerson(
  tx: Tx,
  accountId: string,
  id: string,
  person: JudgedPerson,
  company: Company,
): Promise<void> {
  await tx
    .insertInto('person')
    .values({ account_id: accountId, id, ...wideColumns(person, company) })
    .execute()
  await tx
    .insertInto('person_state')
    .values({
      account_id: accountId,
      person_id: id,
      kind: person.templateId === null ? 'contact' : 'user',
      ...narrowColumns(person, company),
      active_email: person.templateId !== null && person.emailVerdict === 'ok' ? person.email : null,
    })
    .execute()
}

/** @param clearsError a new address: an error of the old one says nothing any more */
export async function updatePerson(
  tx: Tx,
  accountId: string,
  id: string,
  person: JudgedPerson,
  company: Company,
  clearsError: boolean,
): Promise<void> {
  await tx
    .updateTable('person')
    .set(wideColumns(person, company))
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()
  await tx
    .updateTable('person_state')
    .set({
      ...narrowColumns(person, company),
      changed_at: sql`clock_timestamp()`,
      active_email: eb =>
        eb
          .case()
          .when(eb.and([eb('status', '=', 'active'), eb('kind', '=', 'user')]))
          .then(person.emailVerdict === 'ok' ? person.email : null)
          .end(),
    })
    .where('account_id', '=', accountId)
    .where('person_id', '=', id)
    .execute()
  if (!clearsError) return
  await tx
    .updateTable('person_state')
    .set({ invitation_state: 'not_invited', error_reason: null })
    .where('account_id', '=', accountId)
    .where('person_id', '=', id)
    .where('invitation_state', '=', 'error')
    .execute()
}

/** Inactivates users: out of every picker, their address free for another. Sessions and invitations are others' to end. */
export async function setInactive(tx: Tx, accountId: string, personIds: string[]): Promise<void> {
  await tx
    .updateTable('person_state')
    .set({ status: 'inactive', active_email: null, changed_at: sql`clock_timestamp()` })
    .where('account_id', '=', accountId)
    .where('person_id', '=', sql<string>`any(${personIds}::uuid[])`)
    .execute()
}
