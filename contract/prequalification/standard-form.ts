import type { Category, Form, Question, QuestionType } from './form.ts'

type More = { isRequired?: boolean; options?: string[]; showIf?: Question['showIf'] }

/** A core question; its words are in locales/ under `prequalification.question.<id>`. */
const core = (id: string, type: QuestionType, more: More = {}): Question => ({
  id,
  isCore: true,
  type,
  label: null,
  help: null,
  isRequired: more.isRequired ?? false,
  options: (more.options ?? []).map(option => ({ id: option, label: null })),
  showIf: more.showIf ?? null,
})
const required = { isRequired: true }
const whereYes = (questionId: string): More => ({ isRequired: true, showIf: { questionId, is: true } })

export const industryTypes = [
  'general-contracting',
  'carpentry',
  'concrete',
  'demolition',
  'earthwork',
  'electrical',
  'finishes',
  'fire-protection',
  'hvac',
  'masonry',
  'plumbing',
  'roofing',
  'steel',
  'supply',
  'other',
] as const

const standardCategories: Category[] = [
  {
    id: 'general',
    questions: [
      core('legal-company-name', 'text', required),
      core('federal-employer-id', 'text', required),
      core('industry-type', 'drop-down', { isRequired: true, options: [...industryTypes] }),
      core('head-office-address', 'text'),
      core('main-phone', 'phone'),
      core('founded-on', 'date'),
      core('number-of-employees', 'number'),
      core('works-with-unions', 'yes-no'),
    ],
  },
  {
    id: 'safety',
    questions: [
      core('has-safety-program', 'yes-no', required),
      core('safety-program', 'file', whereYes('has-safety-program')),
      core('experience-modification-rate', 'number'),
      core('recordable-incidents', 'number', required),
      core('had-fatalities', 'yes-no', required),
      core('fatalities-explained', 'text', whereYes('had-fatalities')),
    ],
  },
  {
    id: 'insurance',
    questions: [
      core('insurer', 'text', required),
      core('general-liability-limit', 'currency', required),
      core('certificate-of-insurance', 'file'),
      core('insurance-expires-on', 'date'),
      core('is-bondable', 'yes-no', required),
      core('bonding-company', 'text', whereYes('is-bondable')),
      core('single-bond-limit', 'currency', whereYes('is-bondable')),
      core('aggregate-bond-limit', 'currency', whereYes('is-bondable')),
    ],
  },
  {
    id: 'financials',
    questions: [
      core('annual-revenue', 'currency', required),
      core('largest-contract', 'currency'),
      core('was-insolvent', 'yes-no', required),
      core('insolvency-explained', 'text', whereYes('was-insolvent')),
      core('financial-statement', 'file'),
    ],
  },
]

/** The form that an account has until it publishes one of its own: version 1. @param currency ISO 4217 */
export const standardForm = (currency: string): Form => ({
  currency,
  categories: structuredClone(standardCategories),
  confirmations: [
    { id: 'answers-are-true', text: null },
    { id: 'may-answer-for-company', text: null },
  ],
})
