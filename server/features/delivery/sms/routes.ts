import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { id } from '../../../../contract/paging.ts'
import { Problem } from '../../../lib/problem.ts'
import type { Context } from '../../settings/index.ts'
import { isToken } from '../is-token.ts'
import type { MessageKind } from '../message-kind.ts'
import { noteReport } from '../note-report.ts'
import { hearAnswer } from '../suppression/hear-answer.ts'
import { kannelReport, twilioReport } from './delivery-report.ts'
import { inboundToken, inboundUrlOf, reportToken, reportUrlOf } from './gateway-tokens.ts'
import { parseSmsUrl } from './sms-url.ts'
import { isSignedByTwilio } from './twilio-signature.ts'

const tags = ['SMS gateway']
/** Whoever was given the address by us is the gateway; its token is in the address. */
const config = { anonymous: true, holdsSecret: true }
const ofMessage = z.object({ accountId: id, messageId: id, token: z.string().max(100) })
const withToken = z.object({ token: z.string().max(100) })
/** Kannel asks by GET with fields in the address, Twilio by POST with a form. */
const fieldsOf = z.record(z.string(), z.string()).default({})
/** Of a form: what people answer is a few parts of an SMS. */
const LARGEST_FORM_BYTES = 64 * 1024
const taken = { 200: z.string().describe('Empty: nothing is to be answered') }

/** Where the SMS gateway tells what became of messages, and what people answered. */
export const smsGatewayRoutes =
  ({ db, installation }: Context, kinds: MessageKind[]): FastifyPluginAsyncZod =>
  async app => {
    const server = installation.smsUrl === null ? null : parseSmsUrl(installation.smsUrl)
    readForms(app)

    /** @throws Problem malformed-request; not-found, as for any address that is none */
    function fieldsSent(request: FastifyRequest, url: string): Record<string, string> {
      const { success, data: fields } = fieldsOf.safeParse(
        request.method === 'GET' ? request.query : (request.body ?? {}),
      )
      if (!success) throw new Problem('malformed-request')
      if (request.method === 'GET') return fields
      const signature = String(request.headers['x-twilio-signature'] ?? '')
      if (server?.kind === 'twilio' && !isSignedByTwilio(server.password, url, fields, signature))
        throw new Problem('not-found')
      return fields
    }

    for (const method of ['GET', 'POST'] as const) {
      app.route({
        method,
        url: '/sms/reports/:accountId/:messageId/:token',
        schema: { tags, summary: 'What became of an SMS', params: ofMessage, response: taken },
        config,
        handler: async (request, reply) => {
          const { accountId, messageId, token } = request.params
          if (!isToken(token, reportToken(installation.secret, accountId, messageId)))
            throw new Problem('not-found')
          const fields = fieldsSent(request, reportUrlOf(installation)({ accountId, id: messageId }))
          const report =
            request.method === 'GET'
              ? kannelReport(fields.status ?? '', fields.reply ?? '')
              : twilioReport(fields.MessageStatus ?? '', fields.ErrorCode ?? '')
          if (report) await noteReport(db, kinds, { accountId, messageId }, report)
          return reply.type('text/plain').send('')
        },
      })

      app.route({
        method,
        url: '/sms/answers/:token',
        schema: { tags, summary: 'What somebody answered to an SMS', params: withToken, response: taken },
        config,
        handler: async (request, reply) => {
          if (!server || !isToken(request.params.token, inboundToken(installation.secret)))
            throw new Problem('not-found')
          const fields = fieldsSent(request, inboundUrlOf(installation))
          const from = fields.from ?? fields.From ?? ''
          await hearAnswer(db, kinds, server.from, { from, text: fields.text ?? fields.Body ?? '' })
          return reply.type('text/plain').send('')
        },
      })
    }
  }

function readForms(app: FastifyInstance): void {
  const form = { parseAs: 'string', bodyLimit: LARGEST_FORM_BYTES } as const
  app.addContentTypeParser('application/x-www-form-urlencoded', form, (_, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
}
