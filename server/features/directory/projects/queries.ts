import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { ProjectsFilter } from '../../../../contract/projects.ts'
import type { Tx } from '../../../db/connect.ts'
import type { Schema } from '../../../db/views.ts'
import type { Actor } from '../../permissions/index.ts'
import { mayViewAllProjects } from '../policy.ts'
import { memberActing } from './policy.ts'

type Projects = Schema & { project: Schema['project'] }

/** Those that somebody may see: all, or the ones that they are on. Source: product.md section 4. */
const visibleTo = (actor: Actor): Expression<SqlBool> => {
  const eb = expressionBuilder<Projects, 'project'>()
  if (mayViewAllProjects(actor)) return eb.lit(true)
  return eb.exists(
    eb
      .selectFrom('project_member as mine')
      .select('mine.person_id')
      .whereRef('mine.account_id', '=', 'project.account_id')
      .whereRef('mine.project_id', '=', 'project.id')
      .where('mine.person_id', '=', memberActing(actor))
      .where('mine.ended_at', 'is', null),
  )
}

/** Active people of a kind on the project. */
const countOf = (kind: 'user' | 'contact') => sql<number>`(
  select count(*)::int from project_member m
  join state_row s on s.account_id = m.account_id and s.person_id = m.person_id
  where m.account_id = project.account_id and m.project_id = project.id and m.ended_at is null
    and s.kind = ${sql.lit(kind)} and s.status = 'active')`

const listed = ['project.id', 'project.name', 'project.number', 'project.status'] as const
const counted = [countOf('user').as('users'), countOf('contact').as('contacts')] as const
const sortKeys = {
  name: sql<string>`fold(project.name)`,
  number: sql<string>`coalesce(fold(project.number), '')`,
}

export type ProjectsPage = {
  filter: ProjectsFilter
  sort: 'name' | '-name' | 'number' | '-number'
  after: [string, string] | null
  limit: number
}

/** @returns one row more than `limit` where there is a next page */
export function pageOfProjects(tx: Tx, actor: Actor, { filter, sort, after, limit }: ProjectsPage) {
  const direction = sort.startsWith('-') ? 'desc' : 'asc'
  const key = sortKeys[sort.replace('-', '') as keyof typeof sortKeys]
  let rows = tx
    .selectFrom('project')
    .select([...listed, ...counted, key.as('sort_key')])
    .where('project.account_id', '=', actor.accountId)
    .where('project.status', '=', filter.status)
    .where(visibleTo(actor))
    .orderBy(key, direction)
    .orderBy('project.id', direction)
    .limit(limit + 1)
  if (filter.q) {
    const pattern = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`
    rows = rows.where(
      sql<boolean>`concat_ws(E'\n', fold(project.name), fold(project.number)) like fold(${pattern})`,
    )
  }
  if (after) {
    const isAfter = direction === 'desc' ? sql`<` : sql`>`
    rows = rows.where(sql<boolean>`(${key}, project.id) ${isAfter} (${after[0]}, ${after[1]}::uuid)`)
  }
  return rows.execute()
}

export function countProjects(tx: Tx, actor: Actor) {
  return tx
    .selectFrom('project')
    .select(['project.status', eb => eb.fn.countAll<number>().as('count')])
    .where('project.account_id', '=', actor.accountId)
    .where(visibleTo(actor))
    .groupBy('project.status')
    .execute()
}

/** A project that this actor may see, with what their template of it lets them do in its directory. */
export function projectFor(tx: Tx, actor: Actor, projectId: string) {
  return tx
    .selectFrom('project')
    .leftJoin('project_member as m', join =>
      join
        .onRef('m.account_id', '=', 'project.account_id')
        .onRef('m.project_id', '=', 'project.id')
        .on('m.person_id', '=', memberActing(actor))
        .on('m.ended_at', 'is', null),
    )
    .leftJoin('permission_template as t', join =>
      join
        .onRef('t.account_id', '=', 'm.account_id')
        .onRef('t.id', '=', 'm.template_id')
        .on('t.scope', '=', 'project'),
    )
    .select([...listed, ...counted, 'project.created_at', 'project.changed_at', 't.directory_level'])
    .select(sql<boolean>`m.person_id is not null`.as('is_member'))
    .where('project.account_id', '=', actor.accountId)
    .where('project.id', '=', projectId)
    .where(visibleTo(actor))
    .executeTakeFirst()
}

/** The projects that people of a company are on. */
export function projectsOfCompany(tx: Tx, actor: Actor, companyId: string) {
  return tx
    .selectFrom('project')
    .innerJoin('project_member as m', join =>
      join
        .onRef('m.account_id', '=', 'project.account_id')
        .onRef('m.project_id', '=', 'project.id')
        .on('m.ended_at', 'is', null),
    )
    .innerJoin('person_state as s', join =>
      join.onRef('s.account_id', '=', 'm.account_id').onRef('s.person_id', '=', 'm.person_id'),
    )
    .select([
      'project.id',
      'project.name',
      'project.status',
      eb => eb.fn.countAll<number>().filterWhere('s.status', '=', 'active').as('people'),
    ])
    .where('project.account_id', '=', actor.accountId)
    .where('s.company_id', '=', companyId)
    .where(visibleTo(actor))
    .groupBy(['project.id', 'project.name', 'project.status'])
    .orderBy('project.status')
    .orderBy('project.name')
    .execute()
}

/** The projects that a person is on. */
export function projectsOfPerson(tx: Tx, actor: Actor, personId: string) {
  return tx
    .selectFrom('project')
    .innerJoin('project_member as m', join =>
      join.onRef('m.account_id', '=', 'project.account_id').onRef('m.project_id', '=', 'project.id'),
    )
    .select(['project.id', 'project.name', 'project.status'])
    .where('project.account_id', '=', actor.accountId)
    .where('m.person_id', '=', personId)
    .where('m.ended_at', 'is', null)
    .where(visibleTo(actor))
    .orderBy('project.status')
    .orderBy('project.name')
    .execute()
}
