import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { type Db, inAccount } from '../db/connect.ts'
import { type Actor, loadActor, toActor } from '../features/permissions/index.ts'
import type { Context } from '../features/settings/index.ts'
import {
  idleSessionSeconds,
  keySha256,
  longestSessionSeconds,
  sessionCookieName,
} from '../features/sign-in/index.ts'
import { Problem } from '../lib/problem.ts'
import { type LiveSession, liveApiKey, liveSession, touchApiKey, touchSession } from './queries.ts'
import { shareLookups } from './share-lookups.ts'

/** How exactly we know when somebody was last here. */
const seenAtPrecisionMs = 60_000

/**
 * Knows who asks by their session's cookie or an API key; refuses who is nobody, except on routes marked `anonymous`.
 * Who sends a key is who it says, whatever cookie comes along.
 *
 * A session or key, and what its person may do, is read anew for every request: whatever ends it ends it at once.
 */
export function recognizeSessions(app: FastifyInstance, { db }: Context): void {
  app.decorateRequest('actor', null)
  app.decorateRequest('session', null)
  app.decorateRequest('hasApiKey', false)
  const recognize = shareLookups(token => recognizeToken(db, token))
  const recognizeKey = shareLookups(key => ownerOf(db, key))
  app.addHook('onRequest', async request => {
    const key = bearer.exec(request.headers.authorization ?? '')?.groups?.key
    if (key !== undefined) {
      request.actor = await recognizeKey(key)
      request.hasApiKey = request.actor !== null
      if (!request.actor && !request.routeOptions.config.anonymous) throw new Problem('not-signed-in')
      if (request.hasApiKey && request.routeOptions.config.sessionOnly) throw new Problem('not-permitted')
      return
    }
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

/** Who a key speaks for, with no more than its scopes; null when it is none, has ended, or its owner is no active user. */
async function ownerOf(db: Db, key: string): Promise<Actor | null> {
  const hash = keySha256(key)
  const live = hash && (await liveApiKey(db, hash))
  if (!live) return null
  const { accountId, keyId, ownerId, lastUsedAt } = live
  return inAccount(db, accountId, async tx => {
    const owner = await loadActor(tx, accountId, ownerId)
    if (!owner) return null
    if (!lastUsedAt || Date.now() - lastUsedAt.getTime() > seenAtPrecisionMs)
      await touchApiKey(tx, accountId, keyId)
    const scopes = new Set(live.scopes)
    return { ...owner, permissions: new Set([...owner.permissions].filter(granted => scopes.has(granted))) }
  })
}

const bearer = /^Bearer +(?<key>\S+) *$/i
const sha256 = (token: string) => createHash('sha256').update(token).digest()

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null when nobody is signed in. */
    actor: Actor | null
    session: LiveSession | null
    /** Asked by a program with a key of its own, not by a browser with a cookie. */
    hasApiKey: boolean
  }
  interface FastifyContextConfig {
    /** Answers also who is not signed in. */
    anonymous?: boolean
    /** About the person themselves and how they sign in: not for a program with a key of theirs. */
    sessionOnly?: boolean
  }
}
