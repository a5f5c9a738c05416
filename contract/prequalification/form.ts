import { z } from 'zod'
import { moment } from '../paging.ts'
import { formFaults } from './form-faults.ts'

/** Source: product.md section 3, Form. The order of the categories is fixed; that of the questions in one is the form's. */
export const categoryIds = ['general', 'safety', 'insurance', 'financials'] as const
export const categoryId = z.enum(categoryIds)
export type CategoryId = z.infer<typeof categoryId>

export const questionTypes = [
  'text',
  'drop-down',
  'yes-no',
  'number',
  'currency',
  'date',
  'phone',
  'file',
] as const
export type QuestionType = (typeof questionTypes)[number]

/** Of one category. */
export const mostCustomQuestions = 20
export const mostOptions = 100
export const mostConfirmations = 10

/** Kebab-case; for a custom question any that the form does not have yet, such as a UUID. Answers hang on it: it never changes. */
export const questionId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/)

/** A question is shown where an earlier one is shown and was answered like this. */
export const condition = z
  .object({
    questionId,
    is: z
      .union([z.boolean(), z.string()])
      .describe('Of yes/no true or false, of a drop-down the id of an option'),
  })
  .strict()
export type Condition = z.infer<typeof condition>

export const option = z
  .object({
    id: questionId,
    label: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .nullable()
      .describe('Null for those of core questions: words under prequalification.option.<id>'),
  })
  .strict()
export type Option = z.infer<typeof option>

export const question = z
  .object({
    id: questionId,
    isCore: z
      .boolean()
      .describe('Of the standard form; may be changed in its help and its place, not in its type'),
    type: z.enum(questionTypes),
    label: z
      .string()
      .trim()
      .min(1)
      .max(300)
      .nullable()
      .describe('Null for core questions in their own words: those under prequalification.question.<id>'),
    help: z
      .string()
      .trim()
      .max(1000)
      .nullable()
      .describe('Null: for a core question the words under prequalification.help.<id>, where there are any'),
    isRequired: z.boolean(),
    options: z.array(option).max(mostOptions).default([]).describe('Of a drop-down'),
    showIf: condition.nullable(),
  })
  .strict()
export type Question = z.infer<typeof question>

export const category = z.object({ id: categoryId, questions: z.array(question).max(60) }).strict()
export type Category = z.infer<typeof category>

/** What a respondent ticks before submitting; null: words under prequalification.confirmation.<id>. */
export const confirmation = z
  .object({ id: questionId, text: z.string().trim().min(1).max(1000).nullable() })
  .strict()

const formShape = z
  .object({
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .describe('ISO 4217, of every amount in the form and of the limits decided on it'),
    categories: z.array(category).length(categoryIds.length),
    confirmations: z.array(confirmation).min(1).max(mostConfirmations),
  })
  .strict()
export type Form = z.infer<typeof formShape>

/**
 * A form that can be published. Beside its shape: ids are unique, at most 20 custom questions per category, the required core
 * questions are there, drop-downs have options, conditions look at an earlier question that can hold.
 * Faults of these rules are custom issues; their `params.reason` is the fault's reason.
 */
export const form = formShape
  .superRefine((given, context) => {
    for (const { path, reason } of formFaults(given))
      context.addIssue({ code: 'custom', path, params: { reason }, message: reason })
  })
  .meta({ id: 'PrequalificationForm' })

export const formVersion = z
  .object({
    version: z.number().int().describe('1, 2, …; of the draft the number it would be published as'),
    isDraft: z.boolean(),
    revision: z.number().int().describe('Of a draft, counted with every save; send it as If-Match'),
    form,
    note: z.string().nullable().describe('What changed, in the words of who published it'),
    publishedAt: moment.nullable(),
    publishedBy: z.string().nullable(),
    changedAt: moment,
  })
  .meta({ id: 'PrequalificationFormVersion' })
export type FormVersion = z.infer<typeof formVersion>

/** All questions in the order in which they are asked. */
export const questionsOf = (given: Form): Question[] => given.categories.flatMap(one => one.questions)

/** Answer to GET /prequalification-form. The draft is null where there is none and for who may not edit the form. */
export const formAnswer = z.object({
  published: formVersion,
  draft: formVersion.nullable(),
  mayEdit: z.boolean(),
})
export const formVersions = z.object({
  items: z.array(formVersion.omit({ form: true }).extend({ prequalifications: z.number().int() })),
})

/** Body of PUT /prequalification-form/draft: the whole form. */
export const draftInput = z.object({ form }).strict()
/** Body of POST /prequalification-form/versions: publishes the draft. */
export const publishInput = z.object({ note: z.string().trim().max(1000).nullable().default(null) }).strict()
