import { type AnswerValue, progressOf } from '../../../contract/prequalification/answers.ts'
import type { Form } from '../../../contract/prequalification/form.ts'
import { standardForm } from '../../../contract/prequalification/standard-form.ts'
import type { FormState, QualificationStatus } from '../../../contract/prequalification/statuses.ts'
import type { Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { companiesToAsk, type DemoForm, storeDemoForms, storeForms } from './prequalification-queries.ts'

const companies = 40

type Fate = {
  state: FormState
  invitedDaysAgo: number
  decided?: QualificationStatus
  expiresInDays?: number
  changeRequest?: string
}

/** In turn, so that every state is there, those that expire or are overdue included. */
const fates: Fate[] = [
  { state: 'invited', invitedDaysAgo: 3 },
  { state: 'in_progress', invitedDaysAgo: 9 },
  { state: 'submitted', invitedDaysAgo: 12 },
  { state: 'reviewed', invitedDaysAgo: 60, decided: 'qualified', expiresInDays: 300 },
  { state: 'invited', invitedDaysAgo: 45 },
  {
    state: 'changes_requested',
    invitedDaysAgo: 20,
    changeRequest: 'The certificate of insurance has run out. Attach the new one.',
  },
  { state: 'reviewed', invitedDaysAgo: 340, decided: 'qualified', expiresInDays: 20 },
  { state: 'reviewed', invitedDaysAgo: 80, decided: 'qualified_with_exceptions', expiresInDays: 200 },
  { state: 'reviewed', invitedDaysAgo: 90, decided: 'not_qualified' },
  { state: 'reviewed', invitedDaysAgo: 400, decided: 'qualified', expiresInDays: -15 },
]

/** Asks some companies of the demo to prequalify, and lets them be at it in every way there is. */
export async function seedPrequalifications(tx: Tx, accountId: string, adminId: string): Promise<void> {
  const first = standardForm('USD')
  const form = withOwnQuestions(standardForm('USD'))
  await storeForms(tx, accountId, adminId, [first, form])
  const asked = await companiesToAsk(tx, accountId, companies)
  const forms = asked.map(({ companyId, personIds }, index): DemoForm => {
    const { state, invitedDaysAgo, decided, expiresInDays, changeRequest } = fates[index % fates.length]!
    const answers = state === 'invited' ? {} : answersOf(index, state !== 'in_progress')
    const decision = decided && {
      id: newId(),
      status: decided,
      expiresInDays: expiresInDays ?? null,
      exceptions: decided === 'qualified_with_exceptions' ? 'Only projects without work at height.' : null,
    }
    return {
      ...{
        id: newId(),
        companyId,
        personIds,
        respondentIds: personIds.map(() => newId()),
        state,
        invitedDaysAgo,
        answers,
      },
      percent: progressOf(form, answers).percent,
      decision: decision ?? null,
      changeRequest: changeRequest ?? null,
    }
  })
  await storeDemoForms(tx, accountId, adminId, 2, forms)
}

/** The account's own questions, in its second version. */
function withOwnQuestions(form: Form): Form {
  const own = { isCore: false, help: null, options: [], showIf: null }
  form.categories[1]!.questions.push({
    ...own,
    id: 'has-safety-officer',
    type: 'yes-no',
    label: 'Is there a full-time safety officer?',
    isRequired: true,
  })
  form.categories[1]!.questions.push({
    ...own,
    id: 'safety-officer',
    type: 'text',
    label: 'Who is it, and how are they reached?',
    isRequired: true,
    showIf: { questionId: 'has-safety-officer', is: true },
  })
  return form
}

function answersOf(index: number, isWhole: boolean): Record<string, AnswerValue> {
  const general = {
    'legal-company-name': `Legal name of company ${index + 1}, Inc.`,
    'federal-employer-id': `${10 + index}-${1_000_000 + index * 7_919}`,
    'industry-type': ['carpentry', 'concrete', 'electrical', 'roofing'][index % 4]!,
    'number-of-employees': 8 + index * 3,
    'has-safety-program': false,
    'recordable-incidents': index % 5,
  }
  if (!isWhole) return general
  return {
    ...general,
    'had-fatalities': false,
    insurer: 'Great Plains Mutual',
    'general-liability-limit': '2000000',
    'is-bondable': false,
    'annual-revenue': String(1_000_000 + index * 250_000),
    'was-insolvent': false,
    'has-safety-officer': index % 2 === 0,
    ...(index % 2 === 0 && { 'safety-officer': 'Jordan Lee, safety@example.com' }),
  }
}
