import { answersSchema } from '../../../../contract/prequalification/answers.ts'
import type { Form } from '../../../../contract/prequalification/form.ts'
import type { Fault } from '../../../../contract/problems.ts'
import { type Tx, wakeWorkers } from '../../../db/connect.ts'
import { faultsOf } from '../../../lib/faults-of.ts'
import { newId } from '../../../lib/ids.ts'
import { refuseFaults } from '../../../lib/problem.ts'
import { record } from '../../audit/index.ts'
import { writeMessages } from '../../delivery/index.ts'
import { type Actor, actedBy } from '../../permissions/index.ts'
import { answersOf } from '../answer-queries.ts'
import { asValues } from '../as-values.ts'
import { stillActive } from '../expiry-queries.ts'
import { insertEvents } from '../opening-queries.ts'
import { settingsOf } from '../settings.ts'
import { answerChangeRequests, changeRequestsOf } from '../talk-queries.ts'
import type { OpenForm } from './access-queries.ts'
import { takeWritable } from './save-answer.ts'
import { markSubmitted } from './submit-queries.ts'

/**
 * Submits a form: only when it is whole and every confirmation is ticked. Nobody writes in it from then on, unless changes are
 * requested; and no reminder of it follows. The solicitor hears of it.
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
  const openRequest = (await changeRequestsOf(tx, accountId, formId)).find(request => request.isOpen)
  await answerChangeRequests(tx, accountId, formId)
  await tellSolicitor(tx, actor, row, openRequest?.by.id ?? null)
  await insertEvents(tx, accountId, personId, [
    { id: newId(), companyId: row.company_id, formId, event: 'submitted', params: { round: row.round } },
  ])
  await record(tx, actedBy(actor), 'prequalification.submitted', {
    company: row.company_name,
    round: row.round,
  })
}

/**
 * Tells who asked for the form, or for changes in it: in the name of who submitted it, so that an answer reaches them.
 *
 * @param requestedBy null where no changes were asked for
 */
async function tellSolicitor(
  tx: Tx,
  { accountId, personId }: Actor,
  row: OpenForm,
  requestedBy: string | null,
): Promise<void> {
  if (!(await settingsOf(tx, accountId)).tellsOfSubmissions) return
  const solicitorId = requestedBy ?? row.invited_by
  if (!(await stillActive(tx, accountId, [solicitorId])).has(solicitorId)) return
  const message = {
    id: newId(),
    personId: solicitorId,
    invitationId: row.company_id,
    kind: requestedBy ? 'prequalification-resubmitted' : 'prequalification-submitted',
    ordinal: 0,
    runId: null,
    senderId: personId,
    dueAt: new Date(),
    isUrgent: true,
    notSentBecause: null,
  }
  await writeMessages(tx, accountId, [message], 'email-only')
  await wakeWorkers(tx)
}
