import type { Form } from '../../../contract/prequalification/form.ts'
import { type Tx, wakeWorkers } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { Problem, refuseFaults } from '../../lib/problem.ts'
import { record } from '../audit/index.ts'
import { writeMessages } from '../delivery/index.ts'
import { type Actor, actedBy } from '../permissions/index.ts'
import { setFormState } from './answer-queries.ts'
import { questionIn } from './form/form-versions.ts'
import { insertEvents } from './opening-queries.ts'
import { settingsOf } from './settings.ts'
import { remindAnew, respondentsToTell, takePrequalification } from './submission-queries.ts'
import { insertChangeRequest, insertComment } from './talk-queries.ts'
import { takeSubmission } from './view-submission.ts'

/**
 * Asks the respondents to change what they submitted: the form opens again, with a banner, and they get a message.
 *
 * @throws Problem not-found, form-locked unless it is submitted and the current one, faulty-input for questions it does not ask
 */
export async function requestChanges(
  tx: Tx,
  actor: Actor,
  formId: string,
  given: { text: string; questionIds: string[] },
): Promise<void> {
  const { accountId, personId } = actor
  const { company_id: companyId, form, round } = await takeSubmission(tx, actor, formId)
  const current = await takePrequalification(tx, accountId, companyId)
  if (current?.form_id !== formId || current.form_state !== 'submitted')
    throw new Problem('form-not-submitted')
  refuseUnknown(form as Form, given.questionIds)
  await insertChangeRequest(tx, accountId, {
    id: newId(),
    form_id: formId,
    requested_by: personId,
    text: given.text,
    question_ids: [...new Set(given.questionIds)],
  })
  await setFormState(tx, accountId, formId, { state: 'changes_requested', percent: null })
  await tellRespondents(tx, actor, formId)
  await remindAnew(tx, accountId, formId, (await settingsOf(tx, accountId)).reminderDays)
  await insertEvents(tx, accountId, personId, [
    { id: newId(), companyId, formId, event: 'changes-requested', params: { round } },
  ])
  await record(tx, actedBy(actor), 'prequalification.changes-requested', { companyId, round })
}

async function tellRespondents(tx: Tx, { accountId, personId }: Actor, formId: string): Promise<void> {
  const respondents = await respondentsToTell(tx, accountId, formId)
  await writeMessages(
    tx,
    accountId,
    respondents.map(respondent => ({
      id: newId(),
      personId: respondent.person_id,
      invitationId: respondent.id,
      kind: 'prequalification-changes',
      ordinal: 0,
      runId: null,
      senderId: personId,
      dueAt: null,
      isUrgent: true,
      notSentBecause: null,
    })),
    'email-only',
  )
  await wakeWorkers(tx)
}

/** @throws Problem faulty-input */
export function refuseUnknown(form: Form, questionIds: string[], path: string = 'questionIds'): void {
  refuseFaults(
    questionIds.flatMap((id, at) =>
      questionIn(form, id)
        ? []
        : [{ path: path === 'questionIds' ? [path, at] : [path], reason: 'unknown-question' }],
    ),
  )
}

/** @param side on which the author writes */
export async function addComment(
  tx: Tx,
  actor: Actor,
  on: { id: string; company_id: string; form: unknown },
  given: { text: string; questionId: string | null; isInternal: boolean },
  side: 'solicitor' | 'respondent',
): Promise<void> {
  if (given.questionId) refuseUnknown(on.form as Form, [given.questionId], 'questionId')
  await insertComment(tx, actor.accountId, {
    id: newId(),
    form_id: on.id,
    author_id: actor.personId,
    is_solicitor: side === 'solicitor',
    is_internal: given.isInternal,
    question_id: given.questionId,
    text: given.text,
  })
  await record(tx, actedBy(actor), 'prequalification.commented', { companyId: on.company_id })
}
