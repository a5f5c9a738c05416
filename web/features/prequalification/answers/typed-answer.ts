import { type AnswerValue, answerSchema, asAnswered } from '../../../../contract/prequalification/answers.ts'
import type { Question } from '../../../../contract/prequalification/form.ts'

/** What was typed as an answer, or undefined where it is none. */
export function asAnswer(question: Question, typed: string, locale: string): AnswerValue | undefined {
  if (!typed.trim()) return null
  const value = asAnswered(question, asValue(question, typed, locale))
  return answerSchema(question).safeParse(value).success ? value : undefined
}

/** An answer as it stands in its field. Numbers without groups: they are easier to change. */
export function asTyped(question: Question, value: AnswerValue | undefined, locale: string): string {
  if (value === null || value === undefined || typeof value === 'object') return ''
  if (question.type === 'number' || question.type === 'currency')
    return String(value).replace('.', marksOf(locale).decimal)
  return String(value)
}

function asValue({ type }: Question, typed: string, locale: string): AnswerValue {
  if (type === 'number') return /\d/.test(typed) ? Number(plainNumber(typed, locale)) : typed
  return type === 'currency' ? plainNumber(typed, locale) : typed
}

/** `1,250,000.50` and `1 250 000,50` as `1250000.50`. */
export function plainNumber(typed: string, locale: string): string {
  const { group, decimal } = marksOf(locale)
  const bare = typed.replaceAll(/[\s']/g, '')
  // A mark that groups at home and does not part threes was meant as a decimal mark.
  const groups = new RegExp(`^-?\\d{1,3}(\\${group}\\d{3})+(\\${decimal}\\d*)?$`)
  const ungrouped = groups.test(bare) ? bare.replaceAll(group, '') : bare
  return ungrouped.replace(/[.,]/, '.')
}

function marksOf(locale: string): { group: string; decimal: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567.8)
  const mark = (type: string, otherwise: string) => parts.find(part => part.type === type)?.value ?? otherwise
  const group = mark('group', ',')
  return { group: /\s/.test(group) ? ' ' : group, decimal: mark('decimal', '.') }
}
