import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import { has, isLineAbout } from './personal-queries.ts'

// All places of personal data, one statement each; test/canary/ plants something in every one and looks for it afterwards.

/** @param name what they are called from now on, in the account's language */
export async function unname(tx: Tx, accountId: string, personId: string, name: string): Promise<Date> {
  await sql`
    update person_state set email_verdict = 'missing', phone_verdict = 'missing', company_id = null, active_email = null,
      changed_at = clock_timestamp()
    where account_id = ${accountId} and person_id = ${personId}`.execute(tx)
  const { rows } = await sql<{ erasedAt: Date }>`
    update person set first_name = '', last_name = ${name}, email = null, phone = null, job_title = null, company_name = null,
      external_id = null, language = null, login_id = null, erased_at = now()
    where account_id = ${accountId} and id = ${personId} returning erased_at as "erasedAt"`.execute(tx)
  return rows[0]!.erasedAt
}

/** That messages were sent, when, and how that ended stays; to which address, and in whose words, goes. */
export async function blankMessages(tx: Tx, accountId: string, personId: string): Promise<void> {
  await sql`
    update delivery_attempt a set reply = null from message m
    where a.account_id = ${accountId} and m.account_id = a.account_id and m.id = a.message_id and m.person_id = ${personId}`.execute(
    tx,
  )
  await sql`
    update message set to_address = '', to_name = '', greeting_name = '', user_name = null, reply = null, gateway_reference = null
    where account_id = ${accountId} and person_id = ${personId}`.execute(tx)
  await sql`
    update login_address_request set address = '' where account_id = ${accountId} and person_id = ${personId}`.execute(
    tx,
  )
  await sql`update run_item set detail = null where account_id = ${accountId} and subject_id = ${personId}`.execute(
    tx,
  )
}

/** A line that waits to be applied is applied to nobody any more. */
export async function blankLines(
  tx: Tx,
  accountId: string,
  personId: string,
  addresses: string[],
): Promise<void> {
  await sql`
    update import_line l set cells = array_fill(''::text, array[cardinality(l.cells)]), fields = '{}', warnings = '[]',
      verdict = case when i.applied_at is null then 'unchanged' else l.verdict end,
      faults = case when i.applied_at is null then '[]'
        else coalesce((select jsonb_agg(f - 'detail') from jsonb_array_elements(l.faults) f), '[]') end
    from import i
    where l.account_id = ${accountId} and i.account_id = l.account_id and i.id = l.import_id
      and (l.account_id, l.import_id, l.line) in (
        select account_id, import_id, line from import_line where account_id = ${accountId} and ${isLineAbout(personId, addresses)})`.execute(
    tx,
  )
}

/** Answers kept for pressing twice. */
export async function forgetRequests(
  tx: Tx,
  accountId: string,
  personId: string,
  values: string[],
): Promise<void> {
  await sql`
    delete from idempotent_request where account_id = ${accountId}
      and (person_id = ${personId} or ${has(sql`body`, values)})`.execute(tx)
}

/** Of runs that looked for them by what was typed; whom these found is in their items. */
export async function forgetFilters(tx: Tx, accountId: string, values: string[]): Promise<void> {
  await sql`
    update run set selection = '{"ids": []}' where account_id = ${accountId} and resolved_at is not null
      and selection ? 'filter' and ${has(sql`selection::text`, values)}`.execute(tx)
}

/** What the local mailbox caught for them. It belongs to the installation, as an address does. */
export async function emptyMailbox(tx: Tx, addresses: string[]): Promise<void> {
  await sql`
    delete from mailbox_message
    where exists (select from unnest(envelope_to) a where lower(a) = any(${addresses}::text[]))`.execute(tx)
}

/** That an address bounced is forgotten. A STOP stays: it is what keeps everybody from writing to that number again. */
export async function forgetSuppressions(tx: Tx, accountId: string, addresses: string[]): Promise<void> {
  await sql`
    update suppression set address = 'erased-' || id, detail = null, lifted_at = coalesce(lifted_at, now())
    where account_id = ${accountId} and reason <> 'stopped' and lower(address) = any(${addresses}::text[])`.execute(
    tx,
  )
}

export async function endMemberships(tx: Tx, accountId: string, personId: string): Promise<void> {
  await sql`delete from planned_inactivation where account_id = ${accountId} and person_id = ${personId}`.execute(
    tx,
  )
  await sql`delete from distribution_group_member where account_id = ${accountId} and person_id = ${personId}`.execute(
    tx,
  )
  await sql`
    update api_key set name = id::text, ended_at = coalesce(ended_at, now())
    where account_id = ${accountId} and owner_id = ${personId}`.execute(tx)
}

/** A login that is known nowhere else is nobody's from now on. @param passwordHash of a password that nobody knows */
export async function unnameLogin(
  tx: Tx,
  login: { id: string; userName: string },
  passwordHash: string,
): Promise<void> {
  await tx.deleteFrom('forgotten_password').where('user_name', '=', login.userName).execute()
  await tx.deleteFrom('login_address').where('login_id', '=', login.id).execute()
  await tx
    .updateTable('login')
    .set({ user_name: `erased-${login.id}`, password_hash: passwordHash })
    .where('id', '=', login.id)
    .execute()
}
