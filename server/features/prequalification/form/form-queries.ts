import { sql } from 'kysely'
import type { CategoryId, Form, Question } from '../../../../contract/prequalification/form.ts'
import type { Tx } from '../../../db/connect.ts'

const withNames = (tx: Tx, accountId: string) =>
  tx
    .selectFrom('form_version as f')
    .leftJoin('person as by', join =>
      join.onRef('by.account_id', '=', 'f.account_id').onRef('by.id', '=', 'f.published_by'),
    )
    .select([
      'f.version',
      'f.note',
      'f.revision',
      'f.published_at',
      'f.changed_at',
      sql<string | null>`trim(by.first_name || ' ' || by.last_name)`.as('published_by_name'),
    ])
    .where('f.account_id', '=', accountId)

export type FormVersionRow = NonNullable<Awaited<ReturnType<typeof versionRow>>>

export function versionRow(tx: Tx, accountId: string, version: number) {
  return withNames(tx, accountId).select('f.form').where('f.version', '=', version).executeTakeFirst()
}

export function latestPublished(tx: Tx, accountId: string) {
  return withNames(tx, accountId)
    .select('f.form')
    .where('f.published_at', 'is not', null)
    .orderBy('f.version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export function draftRow(tx: Tx, accountId: string) {
  return withNames(tx, accountId).select('f.form').where('f.published_at', 'is', null).executeTakeFirst()
}

/** Newest first, each with how many companies' forms are of it. */
export function publishedVersions(tx: Tx, accountId: string) {
  return withNames(tx, accountId)
    .select(eb =>
      eb
        .selectFrom('company_form as c')
        .select(eb.fn.countAll<number>().as('count'))
        .whereRef('c.account_id', '=', 'f.account_id')
        .whereRef('c.form_version', '=', 'f.version')
        .as('prequalifications'),
    )
    .where('f.published_at', 'is not', null)
    .orderBy('f.version', 'desc')
    .execute()
}

/** Version 1, unless another has made it meanwhile. */
export async function insertStandard(tx: Tx, accountId: string, form: Form): Promise<void> {
  await tx
    .insertInto('form_version')
    .values({ account_id: accountId, version: 1, form: JSON.stringify(form), published_at: sql`now()` })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

export async function insertDraft(
  tx: Tx,
  accountId: string,
  draft: { version: number; form: Form; by: string },
): Promise<void> {
  await tx
    .insertInto('form_version')
    .values({
      account_id: accountId,
      version: draft.version,
      form: JSON.stringify(draft.form),
      changed_by: draft.by,
    })
    .execute()
}

const ofDraft = (tx: Tx, accountId: string) =>
  tx.updateTable('form_version').where('account_id', '=', accountId).where('published_at', 'is', null)

export async function updateDraft(
  tx: Tx,
  accountId: string,
  draft: { form: Form; by: string },
): Promise<void> {
  await ofDraft(tx, accountId)
    .set({
      form: JSON.stringify(draft.form),
      revision: sql`revision + 1`,
      changed_by: draft.by,
      changed_at: sql`now()`,
    })
    .execute()
}

export async function publishDraft(
  tx: Tx,
  accountId: string,
  by: string,
  note: string | null,
): Promise<void> {
  await ofDraft(tx, accountId).set({ published_at: sql`now()`, published_by: by, note }).execute()
}

export async function deleteDraft(tx: Tx, accountId: string): Promise<void> {
  await tx
    .deleteFrom('form_version')
    .where('account_id', '=', accountId)
    .where('published_at', 'is', null)
    .execute()
}

/** The type of every question that any version ever asked: of an id it is for good. */
export async function typesEverAsked(tx: Tx, accountId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; type: string }>`
    select distinct q ->> 'id' as id, q ->> 'type' as type
    from form_version f, jsonb_array_elements(f.form -> 'categories') c, jsonb_array_elements(c -> 'questions') q
    where f.account_id = ${accountId} and f.published_at is not null`.execute(tx)
  return new Map(rows.map(row => [row.id, row.type]))
}

/** The form of the version that a company's form is of. */
export async function formOfCompanyForm(
  tx: Tx,
  accountId: string,
  formId: string,
): Promise<Form | undefined> {
  const row = await tx
    .selectFrom('company_form as f')
    .innerJoin('form_version as v', join =>
      join.onRef('v.account_id', '=', 'f.account_id').onRef('v.version', '=', 'f.form_version'),
    )
    .select('v.form')
    .where('f.account_id', '=', accountId)
    .where('f.id', '=', formId)
    .executeTakeFirst()
  return row?.form as Form | undefined
}

/** Questions as the latest version that asks them has them. */
export async function questionsAsAskedLast(
  tx: Tx,
  accountId: string,
  questionIds: string[],
): Promise<Map<string, { question: Question; category: CategoryId }>> {
  const { rows } = await sql<{ question: Question; category: CategoryId }>`
    select distinct on (q ->> 'id') q as question, c ->> 'id' as category
    from form_version f, jsonb_array_elements(f.form -> 'categories') c, jsonb_array_elements(c -> 'questions') q
    where f.account_id = ${accountId} and f.published_at is not null and q ->> 'id' = any(${questionIds})
    order by q ->> 'id', f.version desc`.execute(tx)
  return new Map(rows.map(row => [row.question.id, row]))
}

/** In which categories each question ever stood. */
export async function categoriesEverAsked(tx: Tx, accountId: string): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; categories: string[] }>`
    select q ->> 'id' as id, array_agg(distinct c ->> 'id') as categories
    from form_version f, jsonb_array_elements(f.form -> 'categories') c, jsonb_array_elements(c -> 'questions') q
    where f.account_id = ${accountId} and f.published_at is not null group by 1`.execute(tx)
  return new Map(rows.map(row => [row.id, row.categories]))
}
