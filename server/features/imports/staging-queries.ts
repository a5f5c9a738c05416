import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { ReadLine } from './read-lines.ts'

/**
 * Makes the tables in which the lines of one file are judged, for this transaction alone: they are not logged, and their
 * statistics tell the planner whether there are ten lines or a million.
 */
export async function createStage(tx: Tx): Promise<void> {
  await sql`
    create temporary table staged_line (
      line integer, new_id uuid, cells text[], faults jsonb, warnings jsonb,
      first_name text, last_name text, email text, phone text, phone_verdict address_verdict, company_name text,
      job_title text, template_name text, external_id text, language text, is_employee boolean,
      sort_name text, company_fold text, checked import_verdict, checked_person uuid
    ) on commit drop`.execute(tx)
  await sql`
    create temporary table candidate (
      line integer, person_id uuid, strength smallint, is_user boolean, is_active boolean
    ) on commit drop`.execute(tx)
  await sql`
    create temporary table judged_line (
      line integer, verdict import_verdict, person_id uuid, strength smallint, template_id uuid, faults jsonb,
      warnings jsonb
    ) on commit drop`.execute(tx)
}

export async function stageLines(tx: Tx, lines: ReadLine[]): Promise<void> {
  const column = <T>(of: (line: ReadLine) => T) => lines.map(of)
  const json = (value: unknown[]) => (value.length ? JSON.stringify(value) : '[]')
  await sql`
    insert into staged_line
    select line, new_id, cells::text[], faults::jsonb, warnings::jsonb, first_name, last_name, email, phone,
           phone_verdict::address_verdict, company_name, job_title, template_name, external_id, language, is_employee,
           fold(last_name || ' ' || first_name), fold(company_name), null, null
    from unnest(
      ${column(one => one.line)}::integer[], ${column(one => one.newId)}::uuid[],
      ${column(one => arrayLiteral(one.cells))}::text[], ${column(one => json(one.faults))}::text[],
      ${column(one => json(one.warnings))}::text[], ${column(one => one.person.firstName)}::text[],
      ${column(one => one.person.lastName)}::text[], ${column(one => one.person.email)}::text[],
      ${column(one => one.person.phone)}::text[], ${column(one => one.person.phoneVerdict)}::text[],
      ${column(one => one.person.companyName)}::text[], ${column(one => one.person.jobTitle)}::text[],
      ${column(one => one.person.template)}::text[], ${column(one => one.person.externalId)}::text[],
      ${column(one => one.person.language)}::text[], ${column(one => one.person.isEmployee)}::boolean[]
    ) read (line, new_id, cells, faults, warnings, first_name, last_name, email, phone, phone_verdict, company_name,
            job_title, template_name, external_id, language, is_employee)`.execute(tx)
}

/** unnest() would flatten an array of arrays: each goes as the text of one. */
const arrayLiteral = (cells: string[]) =>
  `{${cells.map(cell => `"${cell.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`

/** Stages the good lines of a checked file once more, with what their check said. */
export async function stageCheckedLines(tx: Tx, accountId: string, importId: string): Promise<void> {
  await sql`
    insert into staged_line
    select l.line, case l.verdict when 'add' then l.person_id end, null, '[]', l.warnings, f."firstName", f."lastName", f.email,
           f.phone, f."phoneVerdict", f."companyName", f."jobTitle", f.template, f."externalId", f.language, f."isEmployee",
           fold(f."lastName" || ' ' || f."firstName"), fold(f."companyName"), l.verdict, l.person_id
    from import_line l, jsonb_to_record(l.fields) f (
      "firstName" text, "lastName" text, email text, phone text, "phoneVerdict" address_verdict, "companyName" text,
      "jobTitle" text, template text, "externalId" text, language text, "isEmployee" boolean)
    where l.account_id = ${accountId} and l.import_id = ${importId} and l.verdict <> 'faulty'
    order by l.line`.execute(tx)
}

/** The name of a company that was merged means the one that it turned out to be. */
export async function followMergedNames(tx: Tx, accountId: string): Promise<void> {
  await sql`
    update staged_line st set company_fold = fold(c.name)
    from company merged join company c on c.account_id = merged.account_id and c.id = merged.merged_into
    where merged.account_id = ${accountId} and fold(merged.name) = st.company_fold`.execute(tx)
}

export async function analyzeStage(tx: Tx): Promise<void> {
  // Not the wide columns, which nothing is joined by.
  await sql`analyze staged_line (line, email, external_id, phone, sort_name, company_fold, template_name)`.execute(
    tx,
  )
}

/** Keeps what was judged: nothing of it is staged any more once the transaction ends. */
export async function insertLines(tx: Tx, accountId: string, importId: string): Promise<void> {
  await sql`
    insert into import_line (account_id, import_id, line, cells, fields, verdict, faults, warnings, person_id)
    select ${accountId}::uuid, ${importId}::uuid, st.line, st.cells,
           jsonb_strip_nulls(jsonb_build_object(
             'firstName', st.first_name, 'lastName', st.last_name, 'email', st.email, 'phone', st.phone,
             'phoneVerdict', st.phone_verdict, 'companyName', st.company_name, 'jobTitle', st.job_title,
             'template', st.template_name, 'externalId', st.external_id, 'language', st.language,
             'isEmployee', st.is_employee)),
           j.verdict, j.faults, j.warnings, j.person_id
    from staged_line st join judged_line j using (line)
    order by st.line`.execute(tx)
}
