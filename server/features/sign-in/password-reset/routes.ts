import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { forgottenPassword, passwordResetInput, passwordResetView } from '../../../../contract/session.ts'
import type { Context } from '../../settings/index.ts'
import { createAttemptLimit } from '../attempt-limit.ts'
import { forgetPassword } from './forget-password.ts'
import { lookAtReset, resetPassword } from './reset-password.ts'

const tags = ['Session']
/** 256 bits in base64url. */
const withSecret = z.object({ secret: z.string().regex(/^[\w-]{43}$/) })
const config = { anonymous: true, holdsSecret: true, rateLimit: { max: 60, timeWindow: '1 minute' } }

export const passwordResetRoutes =
  ({ db }: Context): FastifyPluginAsyncZod =>
  async app => {
    const limit = createAttemptLimit()

    app.post(
      '/forgotten-password',
      {
        schema: {
          tags,
          summary: 'Ask for a link to a new password',
          body: forgottenPassword,
          response: {
            202: z.undefined().describe('A message goes to the user name, if it is an address with a login'),
          },
        },
        config,
      },
      async (request, reply) => {
        await forgetPassword(db, limit, request.body.userName, request.ip, new Date())
        return reply.code(202).send()
      },
    )

    app.get(
      '/password-resets/:secret',
      {
        schema: {
          tags,
          summary: 'Whose link it is',
          params: withSecret,
          response: { 200: passwordResetView },
        },
        config,
      },
      request => lookAtReset(db, request.params.secret),
    )

    app.post(
      '/password-resets/:secret',
      {
        schema: {
          tags,
          summary: 'Choose a new password',
          params: withSecret,
          body: passwordResetInput,
          response: { 204: z.undefined().describe('Changed; all sessions of the login have ended') },
        },
        config,
      },
      async (request, reply) => {
        await resetPassword(db, request.params.secret, request.body.password)
        return reply.code(204).send()
      },
    )
  }
