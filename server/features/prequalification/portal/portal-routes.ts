import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { id } from '../../../../contract/paging.ts'
import { questionId } from '../../../../contract/prequalification/form.ts'
import * as contract from '../../../../contract/prequalification/submissions.ts'
import { inAccount } from '../../../db/connect.ts'
import { createTurns } from '../../../lib/turns.ts'
import { actorOf } from '../../permissions/index.ts'
import type { Context } from '../../settings/index.ts'
import { addComment } from '../talk.ts'
import { listMyForms, openForm, viewMyForm } from './my-forms.ts'
import { saveAnswer } from './save-answer.ts'
import { submitForm } from './submit-form.ts'

const tags = ['My forms']
const oneForm = z.object({ id })
const oneAnswer = z.object({ id, questionId })

/** For respondents: no permission lets anybody in, only their invitation. To all others a form is not there. */
export const portalRoutes =
  ({ db }: Context): FastifyPluginAsyncZod =>
  async app => {
    // A whole company types into one form: its people take turns at it.
    const turns = createTurns()

    app.get(
      '/my-forms',
      { schema: { tags, summary: 'The forms that I was invited to', response: { 200: contract.myForms } } },
      async request => {
        const actor = actorOf(request)
        return inAccount(db, actor.accountId, tx => listMyForms(tx, actor))
      },
    )

    app.get(
      '/my-forms/:id',
      {
        schema: {
          tags,
          summary: 'A form with its questions, answers, comments',
          params: oneForm,
          response: { 200: contract.myForm },
        },
      },
      async request => {
        const actor = actorOf(request)
        return inAccount(db, actor.accountId, tx => viewMyForm(tx, actor, request.params.id))
      },
    )

    app.put(
      '/my-forms/:id/answers/:questionId',
      {
        schema: {
          tags,
          summary: 'Save one answer; 409 with the other answer where a colleague was faster',
          params: oneAnswer,
          body: contract.answerInput,
          response: { 200: contract.answerSaved },
        },
      },
      async request => {
        const actor = actorOf(request)
        const { id: formId, questionId: question } = request.params
        return turns(formId, () =>
          inAccount(db, actor.accountId, tx => saveAnswer(tx, actor, formId, question, request.body)),
        )
      },
    )

    app.post(
      '/my-forms/:id/submission',
      {
        schema: {
          tags,
          summary: 'Submit the form: whole, and with every confirmation',
          params: oneForm,
          body: contract.submitInput,
          response: { 200: contract.myForm },
        },
      },
      async request => {
        const actor = actorOf(request)
        return inAccount(db, actor.accountId, async tx => {
          await submitForm(tx, actor, request.params.id, request.body.confirmations)
          return viewMyForm(tx, actor, request.params.id)
        })
      },
    )

    app.post(
      '/my-forms/:id/comments',
      {
        schema: {
          tags,
          summary: 'Comment on a form or one of its questions',
          params: oneForm,
          body: contract.respondentCommentInput,
          response: { 201: contract.comments },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        const comments = await inAccount(db, actor.accountId, async tx => {
          const row = await openForm(tx, actor, request.params.id)
          await addComment(tx, actor, row, { ...request.body, isInternal: false }, 'respondent')
          return (await viewMyForm(tx, actor, request.params.id)).comments
        })
        return reply.code(201).send({ items: comments })
      },
    )
  }
