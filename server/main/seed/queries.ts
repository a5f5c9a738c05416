import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { PersonRows } from './rows-of.ts'

export async function countPeople(tx: Tx, accountId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('person')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow()
  return count
}

export async function emailsInUse(tx: Tx, accountId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('person_state')
    .select('active_email')
    .where('account_id', '=', accountId)
    .where('active_email', 'is not', null)
    .execute()
  return rows.map(row => row.active_email!)
}

/** Makes those that the account does not have. @returns the ids in the order of the names */
export async function ensureCompanies(
  tx: Tx,
  accountId: string,
  companies: { id: string; name: string }[],
): Promise<string[]> {
  const names = companies.map(company => company.name)
  await sql`
    insert into company (account_id, id, name)
    select ${accountId}::uuid, n.id, n.name from unnest(${companies.map(one => one.id)}::uuid[], ${names}::text[]) n(id, name)
    on conflict do nothing
  `.execute(tx)
  const { rows } = await sql<{ id: string }>`
    select c.id from unnest(${names}::text[]) with ordinality n(name, place)
    join company c on c.account_id = ${accountId} and fold(c.name) = fold(n.name) order by n.place
  `.execute(tx)
  return rows.map(row => row.id)
}

/** The search index takes words in by the batch rather than one by one: half the time for a million people. */
export async function prepareForMany(tx: Tx): Promise<void> {
  await sql`select set_config('gin_pending_list_limit', '65536', true), set_config('maintenance_work_mem', '262144', true),
                   set_config('synchronous_commit', 'off', true)`.execute(tx)
}

/** People with their logins, invitations and messages; parents first. */
export async function insertPeople(tx: Tx, rows: PersonRows, passwordHash: string): Promise<void> {
  const people = JSON.stringify(rows.people)
  await sql`
    insert into login (id, user_name, password_hash)
    select login_id, email, ${passwordHash} from json_to_recordset(${people}::json) p(login_id uuid, email text)
    where login_id is not null
    on conflict do nothing
  `.execute(tx)
  await sql`
    insert into person (account_id, id, first_name, last_name, email, phone, job_title, company_name, language, created_at, login_id)
    select account_id, p.id, first_name, last_name, email, phone, job_title, company_name, language, p.created_at, l.id
    from json_to_recordset(${people}::json) p(
      account_id uuid, id uuid, first_name text, last_name text, email text, phone text, job_title text, company_name text,
      language text, created_at timestamptz, login_id uuid)
    left join login l on p.login_id is not null and l.user_name = p.email
  `.execute(tx)
  await sql`
    insert into invitation (account_id, id, person_id, generation, state, secret_sha256, invited_by, created_at, sent_at, accepted_at,
                            ended_at, expires_at, next_follow_up_at, follow_ups_decided, error_reason)
    select account_id, id, person_id, 1, state, secret_sha256, invited_by, created_at, sent_at, accepted_at,
           ended_at, expires_at, next_follow_up_at, follow_ups_decided, error_reason
    from json_to_recordset(${JSON.stringify(rows.invitations)}::json) i(
      account_id uuid, id uuid, person_id uuid, state invitation_state, secret_sha256 bytea, invited_by uuid, created_at timestamptz,
      sent_at timestamptz, accepted_at timestamptz, ended_at timestamptz, expires_at timestamptz, next_follow_up_at timestamptz,
      follow_ups_decided smallint, error_reason text)
  `.execute(tx)
  await sql`
    insert into person_state (account_id, person_id, status, invitation_state, was_ever_sent, email_verdict, phone_verdict,
                              company_id, template_id, invitation_id, joined_at, error_reason, active_email)
    select account_id, id, status, invitation_state, was_ever_sent, email_verdict, phone_verdict,
           company_id, template_id, invitation_id, joined_at, error_reason, active_email
    from json_to_recordset(${people}::json) s(
      account_id uuid, id uuid, status person_status, invitation_state invitation_state, was_ever_sent boolean,
      email_verdict address_verdict, phone_verdict address_verdict, company_id uuid, template_id uuid, invitation_id uuid,
      joined_at timestamptz, error_reason text, active_email text)
  `.execute(tx)
  await sql`
    insert into message (account_id, id, kind, person_id, invitation_id, ordinal, state, due_at, to_address, to_name, greeting_name,
                         language, sender_id, attempt, created_at, dot_at, answered_at, reason, reply)
    select account_id, id, kind, person_id, invitation_id, ordinal, state, at, to_address, to_name, greeting_name,
           language, sender_id, 1, at, at, at, reason, reply
    from json_to_recordset(${JSON.stringify(rows.messages)}::json) m(
      account_id uuid, id uuid, kind text, person_id uuid, invitation_id uuid, ordinal smallint, state message_state, at timestamptz,
      to_address text, to_name text, greeting_name text, language text, sender_id uuid, reason text, reply text)
  `.execute(tx)
}

export async function isAnyAccountThere(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{
    isThere: boolean
  }>`select exists (select from accounts()) as "isThere"`.execute(tx)
  return rows[0]!.isThere
}

/** The same lock as the first-run set-up takes: of both, and of two processes, one makes the first account. */
export async function lockSetUp(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('muster set up'))`.execute(tx)
}

/** A user who signs in, as if they had been there from the start. */
export async function insertJoinedUser(
  tx: Tx,
  user: {
    accountId: string
    id: string
    loginId: string
    companyId: string
    companyName: string
    templateId: string
    firstName: string
    lastName: string
    email: string
  },
): Promise<void> {
  await tx
    .insertInto('person')
    .values({
      account_id: user.accountId,
      id: user.id,
      first_name: user.firstName,
      last_name: user.lastName,
      email: user.email,
      company_name: user.companyName,
      login_id: user.loginId,
    })
    .execute()
  await tx
    .insertInto('person_state')
    .values({
      account_id: user.accountId,
      person_id: user.id,
      invitation_state: 'accepted',
      joined_at: sql`now()`,
      email_verdict: 'ok',
      phone_verdict: 'missing',
      company_id: user.companyId,
      template_id: user.templateId,
      active_email: user.email,
    })
    .execute()
}
