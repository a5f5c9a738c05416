import type { Readable } from 'node:stream'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { id } from '../../../../contract/paging.ts'
import type { Form } from '../../../../contract/prequalification/form.ts'
import { questionId } from '../../../../contract/prequalification/form.ts'
import * as contract from '../../../../contract/prequalification/submissions.ts'
import { actorOf, refuseUnless } from '../../permissions/index.ts'
import type { Context } from '../../settings/index.ts'
import { mayViewSubmissions } from '../policy.ts'
import { openForm } from '../portal/my-forms.ts'
import { takeSubmission, visibleTo } from '../view-submission.ts'
import { fileToSend } from './send-file.ts'
import { storeFile } from './store-file.ts'

const oneAnswer = z.object({ id, questionId })
const oneFile = z.object({ id, fileId: id })
const theFile = z.unknown().describe('The file, always as an attachment')

export const fileRoutes =
  ({ db }: Context): FastifyPluginAsyncZod =>
  async app => {
    // In a scope of its own: here a body is a stream, whatever it calls itself.
    await app.register(async (files: typeof app) => {
      files.removeAllContentTypeParsers()
      files.addContentTypeParser('*', async (_request: unknown, body: Readable) => body)
      files.put(
        '/my-forms/:id/files/:questionId',
        {
          schema: {
            tags: ['My forms'],
            summary: 'Answer with a file: the body is the file as it is',
            params: oneAnswer,
            querystring: contract.fileQuery,
            response: { 200: contract.answerSaved },
          },
        },
        async request => {
          const actor = actorOf(request)
          const { id: formId, questionId: question } = request.params
          const body = (request.body ?? request.raw) as NodeJS.ReadableStream
          return storeFile(db, actor, { formId, questionId: question }, { ...request.query, body })
        },
      )
    })

    app.get(
      '/my-forms/:id/files/:fileId',
      {
        schema: {
          tags: ['My forms'],
          summary: 'A file of the form',
          params: oneFile,
          response: { 200: theFile },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        const { headers, body } = await fileToSend(db, actor, request.params.fileId, async tx => {
          const { company_id: companyId } = await openForm(tx, actor, request.params.id)
          return { companyId, isVisible: () => true }
        })
        return reply.headers(headers).send(body)
      },
    )

    app.get(
      '/submissions/:id/files/:fileId',
      {
        schema: {
          tags: ['Prequalifications'],
          summary: 'A file of a form',
          params: oneFile,
          response: { 200: theFile },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewSubmissions)
        const { headers, body } = await fileToSend(db, actor, request.params.fileId, async tx => {
          const row = await takeSubmission(tx, actor, request.params.id)
          return { companyId: row.company_id, isVisible: await visibleTo(tx, actor, row.form as Form) }
        })
        return reply.headers(headers).send(body)
      },
    )
  }
