import { categoryOfQuestions, progressOf } from '../../../contract/prequalification/answers.ts'
import { type CategoryId, type Form, questionsOf } from '../../../contract/prequalification/form.ts'
import type { Answer, SubmissionView } from '../../../contract/prequalification/submissions.ts'
import type { Tx } from '../../db/connect.ts'
import { Problem } from '../../lib/problem.ts'
import type { Actor } from '../permissions/index.ts'
import { answersOf, latestAnswers } from './answer-queries.ts'
import { asValues } from './as-values.ts'
import { categoriesEverAsked, questionsAsAskedLast } from './form/form-queries.ts'
import { hiddenCategories } from './policy.ts'
import { changesSince } from './portal/my-forms.ts'
import { type SubmissionRow, submissionRow, submittedBefore } from './submission-queries.ts'
import { changeRequestsOf, commentsOf } from './talk-queries.ts'

/** @throws Problem not-found */
export async function takeSubmission(tx: Tx, actor: Actor, formId: string): Promise<SubmissionRow> {
  const row = await submissionRow(tx, actor.accountId, formId)
  if (!row) throw new Problem('not-found')
  return row
}

/**
 * Which questions somebody sees. A question counts as hidden where it stands in a hidden category in any version: answers and
 * comments outlive the form that they were given to.
 */
export async function visibleTo(
  tx: Tx,
  actor: Actor,
  form: Form,
): Promise<(questionId: string | null) => boolean> {
  const hidden = hiddenCategories(actor)
  if (!hidden.length) return () => true
  const ever = await categoriesEverAsked(tx, actor.accountId)
  const now = categoryOfQuestions(form)
  return questionId =>
    questionId === null ||
    (!hidden.includes(now.get(questionId) as CategoryId) &&
      !hidden.some(category => ever.get(questionId)?.includes(category)))
}

/** A company's form as this actor may read it. @throws Problem not-found */
export async function viewSubmission(tx: Tx, actor: Actor, formId: string): Promise<SubmissionView> {
  const { accountId } = actor
  const row = await takeSubmission(tx, actor, formId)
  const whole = row.form as Form
  const isVisible = await visibleTo(tx, actor, whole)
  const only = (answers: Answer[]) => answers.filter(answer => isVisible(answer.questionId))
  const form: Form = {
    ...whole,
    categories: whole.categories.map(category => ({
      ...category,
      questions: category.questions.filter(question => isVisible(question.id)),
    })),
  }
  const answers = await answersOf(tx, accountId, formId)
  const progress = progressOf(whole, asValues(answers))
  const before = await submittedBefore(tx, accountId, row.company_id, row.round)
  const asked = new Set(questionsOf(whole).map(question => question.id))
  const latest = await latestAnswers(tx, accountId, row.company_id, row.round)
  const changes = await changesSince(tx, accountId, row.previous_id, whole)
  const requests = await changeRequestsOf(tx, accountId, formId)
  const comments = await commentsOf(tx, accountId, formId, { forRespondents: false })
  return {
    id: row.id,
    round: row.round,
    formVersion: row.form_version,
    state: row.state,
    company: { id: row.company_id, name: row.company_name },
    form,
    answers: only(answers),
    progress: {
      ...progress,
      categories: progress.categories.filter(({ id }) => !hiddenCategories(actor).includes(id)),
    },
    changes: changes.filter(change => isVisible(change.questionId)),
    changeRequests: requests.map(request => ({
      ...request,
      questionIds: request.questionIds.filter(isVisible),
    })),
    comments: comments.filter(comment => isVisible(comment.questionId)),
    submittedAt: row.submitted_at?.toISOString() ?? null,
    submittedBy: row.submitted_by ? { id: row.submitted_by, name: row.submitter_name ?? '' } : null,
    previous: before ? { ...before, answers: only(await answersOf(tx, accountId, before.id)) } : null,
    archived: await withQuestions(
      tx,
      accountId,
      only(latest.filter(answer => !asked.has(answer.questionId))),
    ),
    hiddenCategories: hiddenCategories(actor),
  }
}

async function withQuestions(
  tx: Tx,
  accountId: string,
  answers: Answer[],
): Promise<SubmissionView['archived']> {
  if (!answers.length) return []
  const ids = answers.map(answer => answer.questionId)
  const questions = await questionsAsAskedLast(tx, accountId, ids)
  return answers.map(answer => {
    const { question = null, category = null } = questions.get(answer.questionId) ?? {}
    return { ...answer, question, category }
  })
}
