import { type Expression, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'

/** What the template of each of these people on a project is. */
export function templatesOnProject(tx: Tx, accountId: string, projectId: string, personIds: string[]) {
  return tx
    .selectFrom('project_member as m')
    .innerJoin('permission_template as t', join =>
      join.onRef('t.account_id', '=', 'm.account_id').onRef('t.id', '=', 'm.template_id'),
    )
    .select(['m.person_id', 't.id', 't.name'])
    .where('m.account_id', '=', accountId)
    .where('m.project_id', '=', projectId)
    .where('m.person_id', '=', sql<string>`any(${personIds}::uuid[])`)
    .execute()
}

export function memberOf(tx: Tx, accountId: string, projectId: string, personId: string) {
  return tx
    .selectFrom('project_member')
    .select(['template_id', 'ended_at'])
    .where('account_id', '=', accountId)
    .where('project_id', '=', projectId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

/** Who is on a project, whether active or not. `row` is the narrow row of a person. */
export const isOnProject = (accountId: string, projectId: string): Expression<SqlBool> =>
  sql<SqlBool>`exists (select from project_member m where m.account_id = ${accountId} and m.project_id = ${projectId}
    and m.person_id = row.subject_id and m.ended_at is null)`

/** Puts somebody on a project, or back on it; who is on it gets the template. */
export async function putMember(
  tx: Tx,
  accountId: string,
  projectId: string,
  personId: string,
  templateId: string | null,
): Promise<void> {
  await tx
    .insertInto('project_member')
    .values({ account_id: accountId, project_id: projectId, person_id: personId, template_id: templateId })
    .onConflict(conflict =>
      conflict.columns(['account_id', 'project_id', 'person_id']).doUpdateSet({
        template_id: templateId,
        added_at: sql`case when project_member.ended_at is null then project_member.added_at else now() end`,
        ended_at: null,
      }),
    )
    .execute()
}

export async function endMembership(
  tx: Tx,
  accountId: string,
  projectId: string,
  personId: string,
): Promise<void> {
  await tx
    .updateTable('project_member')
    .set({ ended_at: sql`now()` })
    .where('account_id', '=', accountId)
    .where('project_id', '=', projectId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute()
}

/** A template that may be given on projects. */
export function projectTemplate(tx: Tx, accountId: string, templateId: string) {
  return tx
    .selectFrom('permission_template')
    .select(['id', 'name', 'is_assignable', 'directory_level'])
    .where('account_id', '=', accountId)
    .where('id', '=', templateId)
    .where('scope', '=', 'project')
    .executeTakeFirst()
}

/** A person with what adding them somewhere asks of them. Their company is locked against being inactivated meanwhile. */
export function personToAdd(tx: Tx, accountId: string, personId: string) {
  return tx
    .selectFrom('person_state as s')
    .innerJoin('person as p', join =>
      join.onRef('p.account_id', '=', 's.account_id').onRef('p.id', '=', 's.person_id'),
    )
    .leftJoin('company as c', join =>
      join.onRef('c.account_id', '=', 's.account_id').onRef('c.id', '=', 's.company_id'),
    )
    .select(['s.kind', 's.status', 's.company_id', 'p.first_name', 'p.last_name', 'c.name as company'])
    .where('s.account_id', '=', accountId)
    .where('s.person_id', '=', personId)
    .executeTakeFirst()
}

/** Holds a company as it is until the end of the transaction. @returns its status */
export async function holdCompany(tx: Tx, accountId: string, companyId: string) {
  const row = await tx
    .selectFrom('company')
    .select('status')
    .where('account_id', '=', accountId)
    .where('id', '=', companyId)
    .forShare()
    .executeTakeFirst()
  return row?.status
}
