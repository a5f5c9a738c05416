import {
  type AnswerValue,
  answerSchema,
  asAnswered,
  progressOf,
} from '../../../../contract/prequalification/answers.ts'
import type { Form, Question } from '../../../../contract/prequalification/form.ts'
import { openFormStates } from '../../../../contract/prequalification/statuses.ts'
import type { Tx } from '../../../db/connect.ts'
import { faultsOf } from '../../../lib/faults-of.ts'
import { newId } from '../../../lib/ids.ts'
import { Problem } from '../../../lib/problem.ts'
import type { Actor } from '../../permissions/index.ts'
import { answersOf, answerTo, setFormState, writeAnswer } from '../answer-queries.ts'
import { asValues } from '../as-values.ts'
import { questionIn } from '../form/form-versions.ts'
import { insertEvents } from '../opening-queries.ts'
import { type OpenForm, takeFormOpenTo } from './access-queries.ts'

/** A form that this person may write in, theirs until the end of the transaction. @throws Problem not-found, form-locked */
export async function takeWritable(tx: Tx, actor: Actor, formId: string): Promise<OpenForm> {
  const row = await takeFormOpenTo(tx, actor.accountId, actor.personId, formId)
  if (!row) throw new Problem('not-found')
  if (!openFormStates.includes(row.state)) throw new Problem('form-locked')
  return row
}

/** @throws Problem not-found for a question that the form does not ask */
export function questionOf(row: OpenForm, questionId: string): Question {
  const question = questionIn(row.form as Form, questionId)
  if (!question) throw new Problem('not-found')
  return question
}

/**
 * Saves one answer. Several people work on one form: who saves names the version that they saw, and is told what stands there
 * now where another was faster.
 *
 * @throws Problem not-found, form-locked, faulty-input, answer-changed-meanwhile with the other's answer
 */
export async function saveAnswer(
  tx: Tx,
  actor: Actor,
  formId: string,
  questionId: string,
  given: { value: AnswerValue; version: number },
) {
  const row = await takeWritable(tx, actor, formId)
  const question = questionOf(row, questionId)
  const value = asAnswered(question, given.value)
  judge(question, value)
  return writeOver(tx, actor, row, { questionId, value, version: given.version })
}

/** A file is put by uploading it: what names one here has not been looked at. */
function judge(question: Question, value: AnswerValue): void {
  if (value === null) return
  if (question.type === 'file')
    throw new Problem('faulty-input', { faults: [{ path: ['value'], reason: 'file-not-uploaded' }] })
  const judged = answerSchema(question).safeParse(value, { reportInput: true })
  if (!judged.success) throw new Problem('faulty-input', { faults: faultsOf(judged.error, ['value']) })
}

/** Writes an answer that was judged into a form that is taken. @throws Problem answer-changed-meanwhile */
export async function writeOver(
  tx: Tx,
  { accountId, personId }: Actor,
  row: OpenForm,
  saved: { questionId: string; value: AnswerValue; version: number },
) {
  const isWritten = await writeAnswer(tx, accountId, row.id, { ...saved, by: personId })
  const answer = await answerTo(tx, accountId, row.id, saved.questionId)
  if (!isWritten) throw new Problem('answer-changed-meanwhile', { current: answer })
  const progress = progressOf(row.form as Form, asValues(await answersOf(tx, accountId, row.id)))
  const state = row.state === 'invited' ? 'in_progress' : row.state
  // Others wait for this form: what stays as it is is not written.
  if (state !== row.state || progress.percent !== row.percent)
    await setFormState(tx, accountId, row.id, {
      state: row.state === 'invited' ? 'in_progress' : null,
      percent: progress.percent,
    })
  if (row.state === 'invited')
    await insertEvents(tx, accountId, personId, [
      {
        id: newId(),
        companyId: row.company_id,
        formId: row.id,
        event: 'started',
        params: { round: row.round },
      },
    ])
  return { answer: answer!, progress, state }
}
