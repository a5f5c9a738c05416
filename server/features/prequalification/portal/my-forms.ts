import { progressOf } from '../../../../contract/prequalification/answers.ts'
import type { Form } from '../../../../contract/prequalification/form.ts'
import { diffForms, type QuestionChange } from '../../../../contract/prequalification/form-diff.ts'
import { openFormStates } from '../../../../contract/prequalification/statuses.ts'
import type { MyForm } from '../../../../contract/prequalification/submissions.ts'
import type { Tx } from '../../../db/connect.ts'
import { Problem } from '../../../lib/problem.ts'
import type { Actor } from '../../permissions/index.ts'
import { accountSettings } from '../../settings/index.ts'
import { answersOf } from '../answer-queries.ts'
import { asValues } from '../as-values.ts'
import { formOfCompanyForm } from '../form/form-queries.ts'
import { changeRequestsOf, commentsOf } from '../talk-queries.ts'
import { colleaguesOf, formOpenTo, formsOpenTo, type OpenForm } from './access-queries.ts'

/** The forms that this person was invited to: the current one of their company. */
export async function listMyForms(tx: Tx, actor: Actor) {
  const { name } = await accountSettings(tx, actor.accountId)
  const rows = await formsOpenTo(tx, actor.accountId, actor.personId)
  return {
    items: rows.map(row => ({
      id: row.id,
      company: { id: row.company_id, name: row.company_name },
      account: { name },
      state: row.state,
      percent: row.percent,
      dueAt: row.due_at.toISOString(),
    })),
  }
}

/** @throws Problem not-found for everybody who was not invited to it */
export async function openForm(tx: Tx, actor: Actor, formId: string): Promise<OpenForm> {
  const row = await formOpenTo(tx, actor.accountId, actor.personId, formId)
  if (!row) throw new Problem('not-found')
  return row
}

/** A form with all that its respondents need to fill it in. @throws Problem not-found */
export async function viewMyForm(tx: Tx, actor: Actor, formId: string): Promise<MyForm> {
  const { accountId, personId } = actor
  const row = await openForm(tx, actor, formId)
  const form = row.form as Form
  const answers = await answersOf(tx, accountId, formId)
  const { name } = await accountSettings(tx, accountId)
  return {
    id: row.id,
    round: row.round,
    formVersion: row.form_version,
    state: row.state,
    company: { id: row.company_id, name: row.company_name },
    account: { name },
    invitedBy: { id: row.invited_by, name: row.inviter_name },
    dueAt: row.due_at.toISOString(),
    mayWrite: openFormStates.includes(row.state),
    form,
    answers,
    progress: progressOf(form, asValues(answers)),
    changes: await changesSince(tx, accountId, row.previous_id, form),
    changeRequests: await changeRequestsOf(tx, accountId, formId),
    comments: await commentsOf(tx, accountId, formId, { forRespondents: true }),
    colleagues: await colleaguesOf(tx, accountId, row.company_id, personId),
    submittedAt: row.submitted_at?.toISOString() ?? null,
    submittedBy: row.submitted_by ? { id: row.submitted_by, name: row.submitter_name ?? '' } : null,
  }
}

/** What the form asks otherwise than the one that the company had before. */
export async function changesSince(
  tx: Tx,
  accountId: string,
  previousId: string | null,
  form: Form,
): Promise<QuestionChange[]> {
  const before = previousId ? await formOfCompanyForm(tx, accountId, previousId) : undefined
  return before ? diffForms(before, form) : []
}
