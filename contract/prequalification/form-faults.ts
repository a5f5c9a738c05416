import type { Form, Question } from './form.ts'
import { requiredQuestions } from './required-questions.ts'

export type FormFault = { path: (string | number)[]; reason: FormFaultReason }

/** Words in locales/ under `fault.<reason>`. */
export const formFaultReasons = [
  'category-out-of-place',
  'too-many-custom-questions',
  'question-twice',
  'core-question-missing',
  'core-question-not-required',
  'label-missing',
  'options-missing',
  'options-not-asked-for',
  'option-twice',
  'condition-not-earlier',
  'condition-never-holds',
  'core-question-has-condition',
] as const
export type FormFaultReason = (typeof formFaultReasons)[number]

const places: readonly string[] = ['general', 'safety', 'insurance', 'financials']
const mostCustom = 20

/** What is wrong with a form beside its shape, each with its place. */
export function formFaults(form: Form): FormFault[] {
  const faults: FormFault[] = []
  const earlier = new Map<string, Question>()
  form.categories.forEach((category, at) => {
    const path = ['categories', at]
    if (category.id !== places[at]) faults.push({ path: [...path, 'id'], reason: 'category-out-of-place' })
    const custom = category.questions.filter(question => !question.isCore)
    if (custom.length > mostCustom)
      faults.push({ path: [...path, 'questions'], reason: 'too-many-custom-questions' })
    category.questions.forEach((question, index) => {
      const here = [...path, 'questions', index]
      for (const fault of questionFaults(question, earlier))
        faults.push({ path: [...here, ...fault.path], reason: fault.reason })
      earlier.set(question.id, question)
    })
  })
  const asked = new Map([...earlier].filter(([, question]) => question.isCore))
  if (requiredQuestions.some(id => !asked.has(id)))
    faults.push({ path: ['categories'], reason: 'core-question-missing' })
  const confirmations = form.confirmations.map(one => one.id)
  confirmations.forEach((id, at) => {
    if (confirmations.indexOf(id) < at)
      faults.push({ path: ['confirmations', at, 'id'], reason: 'question-twice' })
  })
  return faults
}

function questionFaults(question: Question, earlier: Map<string, Question>): FormFault[] {
  const faults: FormFault[] = []
  const found = (path: FormFault['path'], reason: FormFaultReason) => faults.push({ path, reason })
  if (earlier.has(question.id)) found(['id'], 'question-twice')
  if (!question.isCore && question.label === null) found(['label'], 'label-missing')
  const isChoice = question.type === 'drop-down'
  if (isChoice && question.options.length < 2) found(['options'], 'options-missing')
  if (!isChoice && question.options.length) found(['options'], 'options-not-asked-for')
  question.options.forEach((option, at) => {
    if (question.options.findIndex(other => other.id === option.id) < at)
      found(['options', at, 'id'], 'option-twice')
    if (!question.isCore && option.label === null) found(['options', at, 'label'], 'label-missing')
  })
  if (requiredQuestions.includes(question.id)) {
    if (!question.isRequired) found(['isRequired'], 'core-question-not-required')
    if (question.showIf) found(['showIf'], 'core-question-has-condition')
  }
  if (question.showIf) faults.push(...conditionFaults(question.showIf, earlier))
  return faults
}

function conditionFaults(
  condition: NonNullable<Question['showIf']>,
  earlier: Map<string, Question>,
): FormFault[] {
  const source = earlier.get(condition.questionId)
  if (!source) return [{ path: ['showIf', 'questionId'], reason: 'condition-not-earlier' }]
  const canHold =
    source.type === 'yes-no'
      ? typeof condition.is === 'boolean'
      : source.type === 'drop-down' && source.options.some(option => option.id === condition.is)
  return canHold ? [] : [{ path: ['showIf', 'is'], reason: 'condition-never-holds' }]
}
