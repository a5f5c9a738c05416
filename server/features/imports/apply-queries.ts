import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

/** Lets one import at a time write to an account's directory: two that add the same people would wait for each other. */
export async function awaitTurn(tx: Tx, accountId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('muster import'), hashtext(${accountId}))`.execute(tx)
}

/** Locks whom the staged lines are to update, and who imports, in the order in which runs lock them too. */
export async function lockCheckedPeople(tx: Tx, accountId: string, importerId: string): Promise<void> {
  await sql`
    select from person_state
    where account_id = ${accountId}
      and person_id in (select checked_person from staged_line where checked <> 'add' union all select ${importerId}::uuid)
    order by person_id for update`.execute(tx)
}

/** Names of companies, as first written, that good lines name and the account does not have. */
export async function unknownCompanies(tx: Tx, accountId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select (array_agg(st.company_name order by st.line))[1] as name
    from staged_line st join judged_line j using (line)
    left join company c on c.account_id = ${accountId} and fold(c.name) = st.company_fold
    where j.verdict in ('add', 'update') and st.company_fold is not null and c.id is null
    group by st.company_fold
    order by min(st.line)`.execute(tx)
  return rows.map(row => row.name)
}

export async function insertCompanies(tx: Tx, accountId: string, companies: { id: string; name: string }[]) {
  await sql`
    insert into company (account_id, id, name)
    select ${accountId}::uuid, n.id, n.name
    from unnest(${companies.map(one => one.id)}::uuid[], ${companies.map(one => one.name)}::text[]) n (id, name)
    on conflict do nothing`.execute(tx)
}

/** Adds the people of lines judged `add`. @throws a unique violation where somebody took an address meanwhile */
export async function insertPeople(tx: Tx, accountId: string): Promise<void> {
  await sql`
    insert into person (account_id, id, first_name, last_name, email, phone, job_title, company_name, external_id, language)
    select ${accountId}::uuid, j.person_id, st.first_name, st.last_name, st.email, st.phone, st.job_title, c.name, st.external_id,
           st.language
    from staged_line st join judged_line j using (line)
    left join company c on c.account_id = ${accountId} and fold(c.name) = st.company_fold
    where j.verdict = 'add' order by st.line`.execute(tx)
  await sql`
    insert into person_state (account_id, person_id, email_verdict, phone_verdict, company_id, template_id, active_email,
                              is_employee)
    select ${accountId}::uuid, j.person_id, case when st.email is null then 'missing' else 'ok' end::address_verdict,
           st.phone_verdict, c.id, j.template_id, st.email, coalesce(st.is_employee, false)
    from staged_line st join judged_line j using (line)
    left join company c on c.account_id = ${accountId} and fold(c.name) = st.company_fold
    where j.verdict = 'add' order by st.line`.execute(tx)
}

/** People whose e-mail address the file makes another. */
export async function peopleWithNewEmail(tx: Tx, accountId: string): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select j.person_id
    from staged_line st join judged_line j using (line)
    join person p on p.account_id = ${accountId} and p.id = j.person_id
    where j.verdict = 'update' and st.email is not null and st.email is distinct from p.email
    order by j.person_id`.execute(tx)
  return rows.map(row => row.person_id)
}

/** People whose phone number the file makes another. */
export async function peopleWithNewPhone(tx: Tx, accountId: string): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select j.person_id
    from staged_line st join judged_line j using (line)
    join person p on p.account_id = ${accountId} and p.id = j.person_id
    where j.verdict = 'update' and st.phone is not null and p.phone is not null and st.phone <> p.phone
    order by j.person_id`.execute(tx)
  return rows.map(row => row.person_id)
}

/**
 * Updates the people of lines judged `update`; what a line leaves empty stays. Their rows in person_state are locked.
 *
 * A new address clears the error that the old one had.
 */
export async function updatePeople(tx: Tx, accountId: string): Promise<void> {
  await sql`
    update person_state s
    set email_verdict = case when st.email is null then s.email_verdict else 'ok' end,
        phone_verdict = case when st.phone is null then s.phone_verdict else st.phone_verdict end,
        company_id = coalesce(c.id, s.company_id), template_id = j.template_id,
        active_email = coalesce(st.email, s.active_email), is_employee = coalesce(st.is_employee, s.is_employee),
        changed_at = clock_timestamp(),
        invitation_state = case when a.is_new_address and s.invitation_state = 'error' then 'not_invited'
                                else s.invitation_state end,
        error_reason = case when a.is_new_address then null else s.error_reason end
    from staged_line st join judged_line j using (line)
    join person p on p.account_id = ${accountId} and p.id = j.person_id
    left join company c on c.account_id = ${accountId} and fold(c.name) = st.company_fold
    cross join lateral (select
      coalesce(st.email <> p.email, st.email is not null) or coalesce(st.phone <> p.phone, st.phone is not null)
        as is_new_address) a
    where j.verdict = 'update' and s.account_id = ${accountId} and s.person_id = j.person_id`.execute(tx)
  await sql`
    update person p
    set first_name = coalesce(nullif(st.first_name, ''), p.first_name),
        last_name = coalesce(nullif(st.last_name, ''), p.last_name),
        email = coalesce(st.email, p.email), phone = coalesce(st.phone, p.phone),
        job_title = coalesce(st.job_title, p.job_title), company_name = coalesce(c.name, p.company_name),
        external_id = coalesce(st.external_id, p.external_id), language = coalesce(st.language, p.language)
    from staged_line st join judged_line j using (line)
    left join company c on c.account_id = ${accountId} and fold(c.name) = st.company_fold
    where j.verdict = 'update' and p.account_id = ${accountId} and p.id = j.person_id`.execute(tx)
}

/** For the audit log: the people whom lines made. */
export const addedPeople = () =>
  sql<{ person_id: string }>`select person_id from judged_line where verdict = 'add'`

/**
 * For the audit log, before `updatePeople`: each person whom a line changes, with the fields that it makes others, named as an
 * edit on screen names them.
 */
export const changesOfLines = (accountId: string, importId: string) => sql<{
  person_id: string
  detail: unknown
}>`
  select j.person_id, jsonb_build_object('importId', ${importId}::text, 'changes', changed.fields) as detail
  from staged_line st join judged_line j using (line)
  join person p on p.account_id = ${accountId} and p.id = j.person_id
  join person_state s on s.account_id = ${accountId} and s.person_id = j.person_id
  left join company c on c.account_id = ${accountId} and fold(c.name) = st.company_fold
  left join permission_template held on held.account_id = ${accountId} and held.id = s.template_id
  left join permission_template given on given.account_id = ${accountId} and given.id = j.template_id
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('field', field, 'from', nullif(was, ''), 'to', becomes)), '[]') as fields
    from (values
      ('firstName', p.first_name, st.first_name), ('lastName', p.last_name, st.last_name), ('email', p.email, st.email),
      ('phone', p.phone, st.phone), ('jobTitle', p.job_title, st.job_title), ('companyName', p.company_name, c.name),
      ('templateId', held.name, given.name), ('externalId', p.external_id, st.external_id),
      ('language', p.language, st.language), ('isEmployee', s.is_employee::text, st.is_employee::text)
    ) of_line (field, was, becomes)
    where becomes <> '' and becomes is distinct from was
  ) changed
  where j.verdict = 'update'`

/** Notes on the lines what was made of them where it is not what their check had said. */
export async function noteVerdicts(tx: Tx, accountId: string, importId: string): Promise<void> {
  await sql`
    update import_line l
    set verdict = j.verdict, faults = j.faults, person_id = j.person_id
    from judged_line j join staged_line st using (line)
    where l.account_id = ${accountId} and l.import_id = ${importId} and l.line = j.line
      and j.verdict <> st.checked`.execute(tx)
}

export async function markApplied(tx: Tx, accountId: string, importId: string): Promise<void> {
  await tx
    .updateTable('import')
    .set({ applied_at: sql`now()` })
    .where('account_id', '=', accountId)
    .where('id', '=', importId)
    .execute()
}

/** The people of the file's good lines who are active and have neither been invited nor joined. */
export async function peopleToInvite(tx: Tx, accountId: string, importId: string): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select l.person_id
    from import_line l join person_state s on s.account_id = ${accountId} and s.person_id = l.person_id
    where l.account_id = ${accountId} and l.import_id = ${importId} and l.verdict <> 'faulty' and s.status = 'active'
      and (s.invitation_state = 'not_invited' or (s.invitation_state = 'error' and not s.was_ever_sent))
    order by l.line`.execute(tx)
  return rows.map(row => row.person_id)
}

/**
 * Says on their lines whom the file does not invite though the list has them as not invited or in Error: who said no, was taken
 * back, or whose message came back is for somebody to look at.
 */
export async function warnOfPassedOver(tx: Tx, accountId: string, importId: string): Promise<void> {
  await sql`
    update import_line l
    set warnings = l.warnings || jsonb_build_array(jsonb_build_object('field', null, 'reason', 'not-invited-' || s.invitation_state))
    from person_state s
    where s.account_id = ${accountId} and s.person_id = l.person_id
      and l.account_id = ${accountId} and l.import_id = ${importId} and l.verdict <> 'faulty' and s.status = 'active'
      and (s.invitation_state in ('revoked', 'cancelled', 'declined') or (s.invitation_state = 'error' and s.was_ever_sent))
  `.execute(tx)
}

export async function noteRun(tx: Tx, accountId: string, importId: string, runId: string): Promise<void> {
  await tx
    .updateTable('import')
    .set({ run_id: runId })
    .where('account_id', '=', accountId)
    .where('id', '=', importId)
    .execute()
}
