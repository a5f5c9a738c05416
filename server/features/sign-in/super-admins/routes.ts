import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { passwordChange } from '../../../../contract/session.ts'
import { superAdminSession } from '../../../../contract/super-admins.ts'
import type { Context } from '../../settings/index.ts'
import type { AttemptLimit } from '../attempt-limit.ts'
import { changeOwnPassword } from './change-own-password.ts'
import { superAdminsOnly } from './policy.ts'
import { superAdminOf } from './super-admin.ts'

const tags = ['Super admin']

/** What a super admin sees and changes of themselves. */
export const superAdminRoutes =
  ({ db, installation }: Context, limit: AttemptLimit): FastifyPluginAsyncZod =>
  async app => {
    app.get(
      '/installation/session',
      {
        schema: { tags, summary: 'Who looks after the installation', response: { 200: superAdminSession } },
        config: superAdminsOnly,
      },
      async request => {
        const { userName } = superAdminOf(request)
        return { userName, isUser: request.actor !== null, hasMailbox: installation.smtpUrl === null }
      },
    )

    app.post(
      '/installation/password',
      {
        schema: {
          tags,
          summary: 'Change your password',
          body: passwordChange,
          response: { 204: z.undefined().describe('Changed; all your other sessions have ended') },
        },
        config: { ...superAdminsOnly, holdsSecret: true },
      },
      async (request, reply) => {
        await changeOwnPassword(db, limit, superAdminOf(request), request.body, request.ip, new Date())
        return reply.code(204).send()
      },
    )
  }
