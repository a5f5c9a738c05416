import { type Answers, progressOf } from '../../../contract/prequalification/answers.ts'
import type { FormVersion } from '../../../contract/prequalification/form.ts'
import type { Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { publishedForm } from './form/form-versions.ts'
import {
  type CompanyToAsk,
  carriedAnswers,
  insertEvents,
  insertForms,
  lockCompaniesOf,
  type NewForm,
  setPercents,
} from './opening-queries.ts'

/** In whose name, and by which run, forms are opened. */
export type Opened = { actorId: string; runId: string | null; dueDays: number; keepsStatus: boolean }

/**
 * Sees to it that the companies of these people have the form that their run asks for: a first one; the next one where one of
 * them was invited before (Re-Qualify), once per company and run; else the one that their colleagues have.
 *
 * The people are locked. Takes the companies' prequalifications, in the order of ids.
 */
export async function openForms(tx: Tx, accountId: string, personIds: string[], by: Opened): Promise<void> {
  const companies = await lockCompaniesOf(tx, accountId, personIds)
  const forms = companies.filter(company => needsForm(company, by.runId)).map(nextForm)
  if (forms.length) {
    const latest = await publishedForm(tx, accountId)
    await insertForms(tx, accountId, forms, {
      formVersion: latest.version,
      invitedBy: by.actorId,
      runId: by.runId,
      dueDays: by.dueDays,
      resetsStatus: !by.keepsStatus,
    })
    await notePercents(tx, accountId, forms, latest)
  }
  const opened = new Map(forms.map(form => [form.companyId, form]))
  const events = companies.map(({ companyId, formId }) => {
    const form = opened.get(companyId)
    const event = form?.previousId ? 'requalified' : 'invited'
    return {
      id: newId(),
      companyId,
      formId: form?.id ?? formId,
      event,
      params: form ? { round: form.round } : {},
    }
  })
  await insertEvents(tx, accountId, by.actorId, events)
}

/** A form that this run has opened itself is there for all of its people, invited before or not. */
const needsForm = ({ formId, formRunId, wasInvited }: CompanyToAsk, runId: string | null): boolean =>
  formId === null || (wasInvited && (runId === null || formRunId !== runId))

const nextForm = ({ companyId, round, formId, decisionId }: CompanyToAsk): NewForm => ({
  id: newId(),
  companyId,
  round: round + 1,
  previousId: formId,
  previousDecisionId: decisionId,
})

async function notePercents(
  tx: Tx,
  accountId: string,
  forms: NewForm[],
  { form }: FormVersion,
): Promise<void> {
  const answers = new Map<string, Answers>(forms.map(one => [one.id, {}]))
  for (const row of await carriedAnswers(tx, accountId, [...answers.keys()]))
    answers.get(row.form_id)![row.question_id] = row.value as Answers[string]
  const percents = [...answers].map(([id, given]) => ({ id, percent: progressOf(form, given).percent }))
  await setPercents(tx, accountId, percents)
}
