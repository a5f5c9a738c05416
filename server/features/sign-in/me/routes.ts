import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { id } from '../../../../contract/paging.ts'
import { accountChoice, me as meSchema, ownSessions, passwordChange } from '../../../../contract/session.ts'
import { inAccount } from '../../../db/connect.ts'
import { actorOf } from '../../permissions/index.ts'
import type { Context } from '../../settings/index.ts'
import type { AttemptLimit } from '../attempt-limit.ts'
import { browserIn } from '../browser-in.ts'
import { sessionCookie } from '../session-cookie.ts'
import { changePassword } from './change-password.ts'
import { me } from './me.ts'
import { endOwnSession, listOwnSessions } from './own-sessions.ts'
import { switchAccount } from './switch-account.ts'

const tags = ['Session']

/** What a person sees and changes of themselves, and of how they sign in. */
export const meRoutes =
  ({ db, installation }: Context, limit: AttemptLimit): FastifyPluginAsyncZod =>
  async app => {
    app.get(
      '/session',
      { schema: { tags, summary: 'Who is signed in', response: { 200: meSchema } } },
      request =>
        me(db, actorOf(request), {
          loginId: request.session?.loginId ?? null,
          hasMailbox: installation.smtpUrl === null,
          isSuperAdmin: request.superAdmin !== null,
        }),
    )

    app.post(
      '/session/account',
      {
        schema: {
          tags,
          summary: 'Go to another account of yours',
          body: accountChoice,
          response: {
            204: z.undefined().describe('Signed in there: the cookie is set, the old session has ended'),
          },
        },
        config: { sessionOnly: true },
      },
      async (request, reply) => {
        const browser = browserIn(request.headers['user-agent'])
        const token = await switchAccount(db, request.session!, request.body.accountId, browser)
        return reply
          .setCookie(...sessionCookie(token, installation, request))
          .code(204)
          .send()
      },
    )

    app.get(
      '/sessions',
      {
        schema: { tags, summary: 'Where you are signed in to this account', response: { 200: ownSessions } },
        config: { sessionOnly: true },
      },
      async request => {
        const session = request.session!
        return { items: await inAccount(db, session.accountId, tx => listOwnSessions(tx, session)) }
      },
    )

    app.delete(
      '/sessions/:id',
      {
        schema: {
          tags,
          summary: 'Sign out elsewhere',
          params: z.object({ id }),
          response: { 204: z.undefined().describe('That browser is signed out') },
        },
        config: { sessionOnly: true },
      },
      async (request, reply) => {
        const session = request.session!
        await inAccount(db, session.accountId, tx => endOwnSession(tx, session, request.params.id))
        return reply.code(204).send()
      },
    )

    app.post(
      '/password',
      {
        schema: {
          tags,
          summary: 'Change your password',
          body: passwordChange,
          response: { 204: z.undefined().describe('Changed; all other sessions of your login have ended') },
        },
        config: { sessionOnly: true, holdsSecret: true },
      },
      async (request, reply) => {
        const from = `session ${request.session!.sessionId}`
        await changePassword(db, limit, request.session!, request.body, from, new Date())
        return reply.code(204).send()
      },
    )
  }
