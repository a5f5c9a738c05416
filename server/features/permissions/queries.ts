import { type Insertable, sql } from 'kysely'
import type { TemplateScope } from '../../../contract/permissions.ts'
import type { Tx } from '../../db/connect.ts'
import { keepPlan } from '../../db/kept-plans.ts'
import type { PermissionTemplate } from '../../db/schema.ts'
import { membersPerTemplate } from './member-queries.ts'

/** An active user with their template; nothing when there is no such active user in the account. */
export function activeUserWithTemplate(tx: Tx, accountId: string, personId: string) {
  return tx
    .selectFrom('person as p')
    .innerJoin('person_state as s', join =>
      join.onRef('s.account_id', '=', 'p.account_id').onRef('s.person_id', '=', 'p.id'),
    )
    .innerJoin('permission_template as t', join =>
      join.onRef('t.account_id', '=', 's.account_id').onRef('t.id', '=', 's.template_id'),
    )
    .select([
      'p.id',
      'p.first_name',
      'p.last_name',
      'p.email',
      't.id as template_id',
      't.directory_level',
      't.prequalifications_level',
      't.reports_level',
      't.admin_level',
      't.granular',
    ])
    .where('p.account_id', '=', accountId)
    .where('p.id', '=', personId)
    .where('s.status', '=', 'active')
    .where('s.kind', '=', 'user')
    .executeTakeFirst()
}

/** The templates that users of the account may have: one of a project is none of them. */
export const templatesOf = (tx: Tx, accountId: string) => templatesOfScope(tx, accountId, 'company')

/** Strongest first. */
export function templatesOfScope(tx: Tx, accountId: string, scope: TemplateScope) {
  return allTemplatesOf(tx, accountId).where('scope', '=', scope).modifyEnd(keepPlan).execute()
}

/** Of both scopes. */
export function templateOf(tx: Tx, accountId: string, id: string) {
  return allTemplatesOf(tx, accountId).where('id', '=', id).executeTakeFirst()
}

function allTemplatesOf(tx: Tx, accountId: string) {
  return tx
    .selectFrom('permission_template')
    .select([
      'id',
      'name',
      'scope',
      'directory_level',
      'prequalifications_level',
      'reports_level',
      'admin_level',
      'granular',
      'is_assignable',
      'archived_at',
    ])
    .where('account_id', '=', accountId)
    .orderBy('directory_level', 'desc')
    .orderBy('name')
}

/** The template that a new user gets, unless another is chosen. */
export async function defaultTemplateId(tx: Tx, accountId: string): Promise<string | null> {
  const account = await tx
    .selectFrom('account')
    .select('default_template_id')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  return account.default_template_id
}

export async function setDefaultTemplate(tx: Tx, accountId: string, id: string): Promise<void> {
  await tx.updateTable('account').set({ default_template_id: id }).where('id', '=', accountId).execute()
}

/**
 * Holds a template so that nobody is given it meanwhile, and the Directory Admins who have it with the one who acts, in the
 * order of their ids: a run in the name of one of them waits, and then asks what that one may by then.
 */
export async function lockTemplate(
  tx: Tx,
  accountId: string,
  { id, actorId }: { id: string | null; actorId: string },
): Promise<void> {
  await sql`select from permission_template where account_id = ${accountId} and id = ${id} for update`.execute(
    tx,
  )
  await sql`
    select from person_state s where s.account_id = ${accountId} and (s.person_id = ${actorId} or s.template_id in (
      select t.id from permission_template t where t.account_id = ${accountId} and t.id = ${id} and t.directory_level = 'admin'))
    order by s.person_id for update`.execute(tx)
}

/** How many active users, and members of projects, have each template. */
export async function templatesInUse(tx: Tx, accountId: string): Promise<Map<string, number>> {
  const ofUsers = await usersPerTemplate(tx, accountId)
  const ofMembers = await membersPerTemplate(tx, accountId)
  return new Map(
    [...ofUsers, ...ofMembers].flatMap(({ template_id, count }) =>
      template_id === null ? [] : [[template_id, count]],
    ),
  )
}

function usersPerTemplate(tx: Tx, accountId: string) {
  return tx
    .selectFrom('state_row as row')
    .select(['row.template_id', eb => eb.fn.countAll<number>().as('count')])
    .where('row.account_id', '=', accountId)
    .where('row.kind', '=', 'user')
    .where('row.status', '=', 'active')
    .groupBy('row.template_id')
    .execute()
}

type Columns = Omit<Insertable<PermissionTemplate>, 'account_id' | 'id'>

export async function updateTemplate(tx: Tx, accountId: string, id: string, columns: Columns): Promise<void> {
  await tx
    .updateTable('permission_template')
    .set(columns)
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()
}

export function insertTemplates(tx: Tx, rows: (Columns & { account_id: string; id: string })[]) {
  return tx.insertInto('permission_template').values(rows).execute()
}
