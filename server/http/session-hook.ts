import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { type Db, inAccount } from '../db/connect.ts'
import { type Actor, toActor } from '../features/permissions/index.ts'
import type { Context } from '../features/settings/index.ts'
import { longestSessionSeconds, sessionCookieName } from '../features/sign-in/index.ts'
import { Problem } from '../lib/problem.ts'
import { type LiveSession, liveSession, touchSession } from './queries.ts'
import { shareLookups } from './share-lookups.ts'

/** Without any request for so long, a session is over. */
const idleSessionSeconds = 12 * 60 * 60
/** How exactly we know when somebody was last here. */
const seenAtPrecisionMs = 60_000

/**
 * Knows who asks by their session's cookie; refuses who is nobody, except on routes marked `anonymous`.
 *
 * A session, and what its person may do, is read anew for every request: whatever ends it ends it at once.
 */
export function recognizeSessions(app: FastifyInstance, { db }: Context): void {
  app.decorateRequest('actor', null)
  app.decorateRequest('session', null)
  const recognize = shareLookups(token => recognizeToken(db, token))
  app.addHook('onRequest', async request => {
    const token = request.cookies[sessionCookieName]
    const known = token ? await recognize(token) : null
    if (known) {
      request.session = known.session
      request.actor = known.actor
    } else if (!request.routeOptions.config.anonymous) throw new Problem('not-signed-in')
  })
}

type Recognized = { session: LiveSession; actor: Actor }

async function recognizeToken(db: Db, token: string): Promise<Recognized | null> {
  const session = await liveSession(db, sha256(token), idleSessionSeconds, longestSessionSeconds)
  if (!session) return null
  const { accountId, sessionId, personId } = session
  if (Date.now() - session.seenAt.getTime() > seenAtPrecisionMs) {
    await inAccount(db, accountId, tx => touchSession(tx, accountId, sessionId))
  }
  return { session, actor: toActor(accountId, personId, session) }
}

const sha256 = (token: string) => createHash('sha256').update(token).digest()

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null when nobody is signed in. */
    actor: Actor | null
    session: LiveSession | null
  }
  interface FastifyContextConfig {
    /** Answers also who is not signed in. */
    anonymous?: boolean
  }
}
