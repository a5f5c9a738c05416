import { sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'

export async function markSubmitted(
  tx: Tx,
  accountId: string,
  formId: string,
  personId: string,
  confirmations: string[],
): Promise<void> {
  await sql`
    update company_form set state = 'submitted', percent = 100, submitted_at = now(), submitted_by = ${personId}, confirmations = ${confirmations}
    where account_id = ${accountId} and id = ${formId}`.execute(tx)
  await sql`
    update prequalification set form_state = 'submitted', changed_at = clock_timestamp()
    where account_id = ${accountId} and form_id = ${formId}`.execute(tx)
  await sql`
    update respondent set next_reminder_at = null
    where account_id = ${accountId} and form_id = ${formId} and next_reminder_at is not null`.execute(tx)
}
