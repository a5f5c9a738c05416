import { z } from 'zod'
import { id, moment } from '../paging.ts'
import { fileAnswer, progress } from './answers.ts'
import { categoryId, form, question } from './form.ts'
import { questionChange } from './form-diff.ts'
import { formState } from './statuses.ts'

const personName = z.object({ id, name: z.string() })
export const answerValue = z.union([z.string().max(5000), z.number(), z.boolean(), fileAnswer, z.null()])

/** One answer. Who changes it sends back the version they saw; 0 where there was none. */
export const answer = z.object({
  questionId: z.string(),
  value: answerValue,
  version: z.number().int(),
  by: personName,
  at: moment,
  isCarried: z.boolean().describe('From an earlier form, and not confirmed or changed in this one yet'),
})
export type Answer = z.infer<typeof answer>

/** Between solicitor and respondents. Internal ones only the solicitor sees. */
export const comment = z.object({
  id,
  by: personName,
  isSolicitor: z.boolean().describe('Written on the side of who asks'),
  isInternal: z.boolean(),
  questionId: z.string().nullable(),
  text: z.string(),
  at: moment,
})
export type Comment = z.infer<typeof comment>
export const comments = z.object({ items: z.array(comment) })
const text = z.string().trim().min(1).max(5000)
export const commentInput = z
  .object({
    text,
    questionId: z.string().max(64).nullable().default(null),
    isInternal: z.boolean().default(false),
  })
  .strict()
/** Respondents have nothing internal to say. */
export const respondentCommentInput = commentInput.omit({ isInternal: true })

export const changeRequestInput = z
  .object({
    text: text.describe('What to change, in words; shown as a banner above the form'),
    questionIds: z.array(z.string().max(64)).max(200).default([]).describe('Marked in the form'),
  })
  .strict()
export const changeRequest = z.object({
  id,
  text: z.string(),
  questionIds: z.array(z.string()),
  by: personName,
  at: moment,
  isOpen: z.boolean().describe('Until the form is submitted again'),
})
export type ChangeRequest = z.infer<typeof changeRequest>

const common = {
  id,
  round: z.number().int(),
  formVersion: z.number().int(),
  state: formState,
  company: z.object({ id, name: z.string() }),
  form,
  answers: z.array(answer),
  progress,
  changes: z.array(questionChange).describe('What the form asks otherwise than the one before it'),
  changeRequests: z.array(changeRequest).describe('Newest first'),
  comments: z.array(comment).describe('Oldest first'),
  submittedAt: moment.nullable(),
  submittedBy: personName.nullable(),
}

/**
 * A form as the solicitor reads it: answer to GET /submissions/{id}. For who may not see Financials that category's questions,
 * answers, files and comments are not in it. Before it is submitted the answers are in it as they stand.
 */
export const submissionView = z.object({
  ...common,
  previous: z
    .object({ id, round: z.number().int(), answers: z.array(answer) })
    .nullable()
    .describe('The submitted form before this one, to show what was answered otherwise'),
  archived: z
    .array(answer.extend({ question: question.nullable(), category: categoryId.nullable() }))
    .describe(
      'Latest answers to questions that this form does not ask, each with its question as it was asked last',
    ),
  hiddenCategories: z.array(categoryId),
})
export type SubmissionView = z.infer<typeof submissionView>

/** A form as its respondents see it: answer to GET /my-forms/{id}. */
export const myForm = z.object({
  ...common,
  account: z.object({ name: z.string() }),
  invitedBy: personName,
  dueAt: moment.nullable(),
  mayWrite: z.boolean().describe('False once submitted, until changes are requested'),
  colleagues: z.array(personName).describe('Who else was invited to this form'),
})
export type MyForm = z.infer<typeof myForm>

/** Answer to GET /my-forms: the forms that whoever is signed in was invited to. */
export const myForms = z.object({
  items: z.array(
    z.object({
      id,
      company: z.object({ id, name: z.string() }),
      account: z.object({ name: z.string() }),
      state: formState,
      percent: z.number().int(),
      dueAt: moment.nullable(),
    }),
  ),
})

/** Body of PUT /my-forms/{id}/answers/{questionId}. Null takes the answer back; a file is put by uploading it. */
export const answerInput = z
  .object({
    value: answerValue,
    version: z.number().int().min(0).describe('Of the answer that was seen; 0 for none'),
  })
  .strict()
/** `progress` beside it, so that nothing needs to be read again after a save. */
export const answerSaved = z.object({ answer, progress, state: formState })
/** Body of POST /my-forms/{id}/submission: the ids of all confirmations of the form. */
export const submitInput = z.object({ confirmations: z.array(z.string().max(64)).max(20) }).strict()

/** Of an uploaded file. */
export const mostFileBytes = 25 * 1024 * 1024
/** Of all files that were ever uploaded to one form: those that were replaced are kept. */
export const mostFormFilesBytes = 20 * mostFileBytes
export const fileTypes = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
} as const
export type FileType = keyof typeof fileTypes
/** Query of PUT /my-forms/{id}/files/{questionId}; the body is the file as it is. */
export const fileQuery = z.object({
  name: z.string().min(1).max(255).describe('Name of the file with its ending, without folders'),
  version: z.coerce.number().int().min(0).describe('Of the answer that was seen; 0 for none'),
})
