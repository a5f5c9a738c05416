import { answersSchema } from '../../../../contract/prequalification/answers.ts'
import type { Form } from '../../../../contract/prequalification/form.ts'
import type { Fault } from '../../../../contract/problems.ts'
import type { Tx } from '../../../db/connect.ts'
import { faultsOf } from '../../../lib/faults-of.ts'
import { newId } from '../../../lib/ids.ts'
import { refuseFaults } from '../../../lib/problem.ts'
import { record } from '../../audit/index.ts'
import { type Actor, actedBy } from '../../permissions/index.ts'
import { answersOf } from '../answer-queries.ts'
import { asValues } from '../as-values.ts'
import { insertEvents } from '../opening-queries.ts'
import { answerChangeRequests } from '../talk-queries.ts'
import { takeWritable } from './save-answer.ts'
import { markSubmitted } from './submit-queries.ts'

/**
 * Submits a form: only when it is whole and every confirmation is ticked. Nobody writes in it from then on, unless changes are
 * requested; and no reminder of it follows.
 *
 * @throws Problem not-found, form-locked, faulty-input with everything that is missing
 */
export async function submitForm(tx: Tx, actor: Actor, formId: string, confirmed: string[]): Promise<void> {
  const { accountId, personId } = actor
  const row = await takeWritable(tx, actor, formId)
  const form = row.form as Form
  const judged = answersSchema(form).safeParse(asValues(await answersOf(tx, accountId, formId)))
  const faults: Fault[] = judged.success ? [] : faultsOf(judged.error, ['answers'])
  for (const { id } of form.confirmations)
    if (!confirmed.includes(id)) faults.push({ path: ['confirmations', id], reason: 'not-confirmed' })
  refuseFaults(faults)
  await markSubmitted(
    tx,
    accountId,
    formId,
    personId,
    form.confirmations.map(one => one.id),
  )
  await answerChangeRequests(tx, accountId, formId)
  await insertEvents(tx, accountId, personId, [
    { id: newId(), companyId: row.company_id, formId, event: 'submitted', params: { round: row.round } },
  ])
  await record(tx, actedBy(actor), 'prequalification.submitted', {
    company: row.company_name,
    round: row.round,
  })
}
