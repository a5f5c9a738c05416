import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { id } from '../../../contract/paging.ts'
import * as contract from '../../../contract/prequalification/submissions.ts'
import { inAccount } from '../../db/connect.ts'
import { actorOf, refuseUnless } from '../permissions/index.ts'
import { accountSettings, type Context } from '../settings/index.ts'
import { attachment } from './files/send-file.ts'
import { mayAdminister, mayViewSubmissions } from './policy.ts'
import { submissionPdf } from './submission-pdf.ts'
import { addComment, requestChanges } from './talk.ts'
import { takeSubmission, viewSubmission } from './view-submission.ts'

const tags = ['Prequalifications']
const oneForm = z.object({ id })

export const submissionRoutes =
  ({ db }: Context): FastifyPluginAsyncZod =>
  async app => {
    app.get(
      '/submissions/:id',
      {
        schema: {
          tags,
          summary: "A company's form with its answers",
          params: oneForm,
          response: { 200: contract.submissionView },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewSubmissions)
        return inAccount(db, actor.accountId, tx => viewSubmission(tx, actor, request.params.id))
      },
    )

    app.get(
      '/submissions/:id/pdf',
      {
        schema: {
          tags,
          summary: 'The same for printing',
          params: oneForm,
          response: { 200: z.unknown().describe('application/pdf') },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewSubmissions)
        const { view, account } = await inAccount(db, actor.accountId, async tx => ({
          view: await viewSubmission(tx, actor, request.params.id),
          account: await accountSettings(tx, actor.accountId),
        }))
        return reply
          .header('content-type', 'application/pdf')
          .header('content-disposition', attachment(`${view.company.name}.pdf`))
          .send(await submissionPdf(view, { ...account, accountName: account.name }))
      },
    )

    app.post(
      '/submissions/:id/change-requests',
      {
        schema: {
          tags,
          summary: 'Ask the respondents for changes: the form opens again',
          params: oneForm,
          body: contract.changeRequestInput,
          response: { 201: contract.submissionView },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayAdminister)
        const view = await inAccount(db, actor.accountId, async tx => {
          await requestChanges(tx, actor, request.params.id, request.body)
          return viewSubmission(tx, actor, request.params.id)
        })
        return reply.code(201).send(view)
      },
    )

    app.post(
      '/submissions/:id/comments',
      {
        schema: {
          tags,
          summary: 'Comment on a form or one of its questions',
          params: oneForm,
          body: contract.commentInput,
          response: { 201: contract.comments },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewSubmissions)
        const comments = await inAccount(db, actor.accountId, async tx => {
          const row = await takeSubmission(tx, actor, request.params.id)
          await addComment(tx, actor, row, request.body, 'solicitor')
          return (await viewSubmission(tx, actor, request.params.id)).comments
        })
        return reply.code(201).send({ items: comments })
      },
    )
  }
