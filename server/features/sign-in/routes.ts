import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { signIn as credentials, passwordRules } from '../../../contract/session.ts'
import { setupInput, setupNeeded } from '../../../contract/setup.ts'
import { asOperator, type Db, inAccount } from '../../db/connect.ts'
import { type Context, installationSettings } from '../settings/index.ts'
import { signInAddressRoutes } from './addresses/routes.ts'
import { apiKeyRoutes } from './api-keys/routes.ts'
import { createAttemptLimit } from './attempt-limit.ts'
import { browserIn } from './browser-in.ts'
import { knownBrowserCookieName, markOfBrowser, whoTries } from './known-browser.ts'
import { meRoutes } from './me/routes.ts'
import { passwordResetRoutes } from './password-reset/routes.ts'
import {
  cookieNameFor,
  sessionCookie,
  sessionCookieAttributes,
  sessionCookieNameFor,
} from './session-cookie.ts'
import { endSession } from './sessions.ts'
import { isSetUpNeeded, setUp } from './set-up.ts'
import { type JudgeOther, signIn } from './sign-in.ts'
import { superAdminRoutes } from './super-admins/routes.ts'
import { endSuperAdminSession, type SuperAdmin } from './super-admins/super-admin.ts'
import { toUserName } from './user-name.ts'

const tags = ['Session']
const signedIn = z.undefined().describe('Signed in: the cookie is set')

export const signInRoutes =
  ({ db, installation }: Context, judgeOther?: JudgeOther): FastifyPluginAsyncZod =>
  async app => {
    const limit = createAttemptLimit()
    await app.register(apiKeyRoutes({ db, installation }))
    await app.register(passwordResetRoutes({ db, installation }))
    await app.register(signInAddressRoutes({ db, installation }, limit))
    await app.register(meRoutes({ db, installation }, limit))
    await app.register(superAdminRoutes({ db, installation }, limit))

    app.post(
      '/session',
      {
        schema: { tags, summary: 'Sign in', body: credentials, response: { 204: signedIn } },
        config: { anonymous: true, holdsSecret: true, rateLimit: { max: 240, timeWindow: '1 minute' } },
      },
      async (request, reply) => {
        const userName = toUserName(request.body.userName)
        const mark = request.cookies[cookieNameFor(knownBrowserCookieName, installation, request)]
        const from = whoTries(installation.secret, { mark, userName, address: request.ip })
        const browser = browserIn(request.headers['user-agent'])
        const token = await signIn(db, limit, request.body, from, new Date(), browser, judgeOther)
        // A session that the browser had is over: nobody can find it in a cookie any more.
        await endSessionOf(db, request)
        return reply
          .setCookie(...sessionCookie(token, installation, request))
          .setCookie(
            cookieNameFor(knownBrowserCookieName, installation, request),
            markOfBrowser(installation.secret, userName),
            sessionCookieAttributes(installation, request),
          )
          .code(204)
          .send()
      },
    )

    app.delete(
      '/session',
      {
        schema: {
          tags,
          summary: 'Sign out',
          response: { 204: z.undefined().describe('Nobody is signed in now') },
        },
        config: { anonymous: true },
      },
      async (request, reply) => {
        await endSessionOf(db, request)
        return reply
          .clearCookie(
            sessionCookieNameFor(installation, request),
            sessionCookieAttributes(installation, request),
          )
          .code(204)
          .send()
      },
    )

    app.get(
      '/password-rules',
      {
        schema: { tags, summary: 'What a new password has to be like', response: { 200: passwordRules } },
        config: { anonymous: true },
      },
      async () => ({ shortest: (await installationSettings(db)).shortestPassword }),
    )

    app.get(
      '/setup',
      {
        schema: { tags, summary: 'Whether there is no account yet', response: { 200: setupNeeded } },
        config: { anonymous: true },
      },
      async () => ({ needed: await isSetUpNeeded(db) }),
    )

    app.post(
      '/setup',
      {
        schema: {
          tags,
          summary: 'Make the account and its first administrator',
          body: setupInput,
          response: { 204: signedIn },
        },
        config: { anonymous: true, holdsSecret: true },
        // Judged together with what a schema cannot know, so that all faults come at once.
        attachValidation: true,
      },
      async (request, reply) => {
        const token = await setUp(db, request.body, browserIn(request.headers['user-agent']))
        return reply
          .setCookie(...sessionCookie(token, installation, request))
          .code(204)
          .send()
      },
    )
  }

/** In an account, or of a super admin without one; does nothing where nobody is signed in. */
async function endSessionOf(
  db: Db,
  {
    session,
    superAdmin,
  }: { session: { accountId: string; sessionId: string } | null; superAdmin: SuperAdmin | null },
): Promise<void> {
  if (session)
    await inAccount(db, session.accountId, tx => endSession(tx, session.accountId, session.sessionId))
  const { sessionId = null } = superAdmin ?? {}
  if (sessionId !== null) await asOperator(db, tx => endSuperAdminSession(tx, sessionId))
}
