import { z } from 'zod'
import { type CategoryId, categoryIds, type Form, type Question, questionsOf } from './form.ts'

/** A file as an answer names it; only uploading makes one. */
export const fileAnswer = z
  .object({
    fileId: z.uuid(),
    name: z.string(),
    type: z.string().describe('Media type, told from the content'),
    sizeBytes: z.number().int(),
  })
  .strict()
export type FileAnswer = z.infer<typeof fileAnswer>

export type AnswerValue = string | number | boolean | FileAnswer | null
/** By the id of the question; what is missing or null is not answered. */
export type Answers = Record<string, AnswerValue | undefined>

const longestText = 5000
/** A day of the calendar, `2027-03-31`. */
export const day = z.iso.date()
/** An amount without its currency, `1250000` or `1250000.50`. */
export const amount = z.string().regex(/^\d{1,13}(\.\d{1,2})?$/)
/** With country code, digits and nothing else: `+79051111111`. */
const phone = z.string().regex(/^\+\d{7,15}$/)

/** What one question takes as its answer. The same for the page and for the server. */
export function answerSchema(question: Pick<Question, 'type' | 'options'>): z.ZodType<AnswerValue> {
  switch (question.type) {
    case 'text':
      return z.string().trim().min(1).max(longestText)
    case 'drop-down':
      return z.enum(question.options.map(option => option.id) as [string, ...string[]])
    case 'yes-no':
      return z.boolean()
    case 'number':
      return z.number().min(-1e15).max(1e15)
    case 'currency':
      return amount
    case 'date':
      return day
    case 'phone':
      return phone
    case 'file':
      return fileAnswer
  }
}

/** Something that can be seen: spaces of no width, or half a character, answer nothing. */
const visible = /[^\p{C}\p{Z}]/u

/** Phone numbers as people write them, without what only pleases the eye. */
export const asAnswered = (question: Pick<Question, 'type'>, value: AnswerValue): AnswerValue => {
  if (typeof value !== 'string') return value
  if (question.type === 'phone') return value.replace(/[\s().-]/g, '')
  return visible.test(value) ? value.trim().toWellFormed() : null
}

export const isAnswered = (value: AnswerValue | undefined): value is Exclude<AnswerValue, null> =>
  value !== undefined && value !== null

/** The questions that are shown with these answers: each whose condition holds and whose condition's question is shown. */
export function shownQuestions(form: Form, answers: Answers): Set<string> {
  const shown = new Set<string>()
  for (const { id, showIf } of questionsOf(form)) {
    const holds = !showIf || (shown.has(showIf.questionId) && answers[showIf.questionId] === showIf.is)
    if (holds) shown.add(id)
  }
  return shown
}

/**
 * All answers of a form that may be submitted: each shown required question is answered, each given answer is of its kind.
 * Answers to questions that are not shown, or that the form does not have, are let through unjudged: they do no harm and are kept.
 */
export function answersSchema(form: Form): z.ZodType<Answers> {
  return z
    .record(
      z.string(),
      z.custom<AnswerValue | undefined>(() => true),
    )
    .superRefine((answers, context) => {
      const shown = shownQuestions(form, answers)
      for (const question of questionsOf(form)) {
        if (!shown.has(question.id)) continue
        const value = answers[question.id]
        if (!isAnswered(value)) {
          if (question.isRequired)
            context.addIssue({
              code: 'custom',
              path: [question.id],
              params: { reason: 'required' },
              message: 'required',
            })
          continue
        }
        const judged = answerSchema(question).safeParse(value, { reportInput: true })
        if (!judged.success)
          for (const issue of judged.error.issues) context.addIssue({ ...issue, path: [question.id] })
      }
    })
}

const share = z.object({
  done: z.number().int().describe('Required questions that are shown and well answered'),
  total: z.number().int().describe('Required questions that are shown'),
  faulty: z.number().int().describe('Shown questions whose answer no longer fits the form'),
  percent: z.number().int().describe('100 only where all is done and nothing is faulty'),
})
export const progress = share.extend({ categories: z.array(share.extend({ id: z.enum(categoryIds) })) })
export type Progress = z.infer<typeof progress>

/** How far a form is filled in, as a whole and per category. At 100 % `answersSchema` has nothing to say, and the other way round. */
export function progressOf(form: Form, answers: Answers): Progress {
  const shown = shownQuestions(form, answers)
  const categories = form.categories.map(({ id, questions }) => ({
    id,
    ...shareOf(
      questions.filter(question => shown.has(question.id)),
      answers,
    ),
  }))
  const sum = (of: 'done' | 'total' | 'faulty') => categories.reduce((all, one) => all + one[of], 0)
  return { ...withPercent(sum('done'), sum('total'), sum('faulty')), categories }
}

function shareOf(questions: Question[], answers: Answers) {
  const fits = (question: Question) => answerSchema(question).safeParse(answers[question.id]).success
  const required = questions.filter(question => question.isRequired)
  const faulty = questions.filter(question => isAnswered(answers[question.id]) && !fits(question))
  return withPercent(required.filter(fits).length, required.length, faulty.length)
}

function withPercent(done: number, total: number, faulty: number) {
  const whole = total === 0 ? 100 : Math.floor((done * 100) / total)
  return { done, total, faulty, percent: faulty ? Math.min(whole, 99) : whole }
}

/** In which category each question stands. */
export const categoryOfQuestions = (form: Form): Map<string, CategoryId> =>
  new Map(
    form.categories.flatMap(({ id, questions }) => questions.map(question => [question.id, id] as const)),
  )
