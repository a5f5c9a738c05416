import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Permission } from '../../contract/permissions.ts'
import { asOperator, type Db, inAccount } from '../db/connect.ts'
import { type Actor, loadActor, toActor } from '../features/permissions/index.ts'
import type { Context } from '../features/settings/index.ts'
import { keySha256, type SuperAdmin, sessionCookieNameFor } from '../features/sign-in/index.ts'
import { Problem } from '../lib/problem.ts'
import {
  type LiveSession,
  liveApiKey,
  liveSession,
  liveSuperAdminSession,
  touchApiKey,
  touchSession,
  touchSuperAdminSession,
} from './queries.ts'
import { shareLookups } from './share-lookups.ts'

/** How exactly we know when somebody was last here. */
const seenAtPrecisionMs = 60_000

/**
 * Knows who asks by their session's cookie or an API key; refuses who is nobody, except on routes marked `anonymous`.
 * Who sends a key is who it says, whatever cookie comes along.
 *
 * A session or key, and what its person may do, is read anew for every request: whatever ends it ends it at once.
 */
export function recognizeSessions(app: FastifyInstance, { db, installation }: Context): void {
  app.decorateRequest('actor', null)
  app.decorateRequest('actorNow', null)
  app.decorateRequest('session', null)
  app.decorateRequest('hasApiKey', false)
  app.decorateRequest('superAdmin', null)
  const recognize = shareLookups(token => recognizeToken(db, token))
  const recognizeKey = shareLookups(key => ownerOf(db, key))
  app.addHook('onRequest', async request => {
    const { anonymous, sessionOnly, superAdmin } = request.routeOptions.config
    const key = bearer.exec(request.headers.authorization ?? '')?.groups?.key
    if (key !== undefined) {
      request.actor = await recognizeKey(key)
      request.actorNow = () => recognizeKey(key).catch(nobodyWhileSuspended)
      request.hasApiKey = request.actor !== null
      if (!request.actor && !anonymous) throw new Problem('not-signed-in')
      if (request.hasApiKey && (sessionOnly || superAdmin)) throw new Problem('not-permitted')
      return
    }
    const token = request.cookies[sessionCookieNameFor(installation, request)]
    const known = token ? await recognize(token) : null
    request.actorNow = async () => (token ? ((await recognize(token))?.actor ?? null) : null)
    if (known) Object.assign(request, known)
    if (anonymous) return
    if (!known) throw new Problem('not-signed-in')
    if (superAdmin) {
      if (!known.superAdmin) throw new Problem('not-permitted')
    } else if (!known.actor) {
      throw new Problem(known.session ? 'account-suspended' : 'user-of-no-account')
    }
  })
}

/** Of a suspended account there is a session, to sign out of, and nobody who acts. */
type Recognized = { session: LiveSession | null; actor: Actor | null; superAdmin: SuperAdmin | null }

async function recognizeToken(db: Db, token: string): Promise<Recognized | null> {
  const session = await liveSession(db, sha256(token))
  if (!session) return recognizeSuperAdmin(db, token)
  const { accountId, sessionId, personId, loginId, superAdminName: userName } = session
  if (isLongAgo(session.seenAt)) await inAccount(db, accountId, tx => touchSession(tx, accountId, sessionId))
  return {
    session,
    actor: session.isSuspended ? null : toActor(accountId, personId, session),
    superAdmin: userName === null ? null : { loginId, userName, sessionId: null },
  }
}

/** A super admin who is a user of no account. */
async function recognizeSuperAdmin(db: Db, token: string): Promise<Recognized | null> {
  const live = await liveSuperAdminSession(db, sha256(token))
  if (!live) return null
  const { seenAt, ...superAdmin } = live
  if (isLongAgo(seenAt)) await asOperator(db, tx => touchSuperAdminSession(tx, superAdmin.sessionId))
  return { session: null, actor: null, superAdmin }
}

const isLongAgo = (seenAt: Date) => Date.now() - seenAt.getTime() > seenAtPrecisionMs

/** Who a key speaks for, with no more than its scopes; null when it is none, has ended, or its owner is no active user. @throws Problem account-suspended */
async function ownerOf(db: Db, key: string): Promise<Actor | null> {
  const hash = keySha256(key)
  const live = hash && (await liveApiKey(db, hash))
  if (!live) return null
  const { accountId, keyId, ownerId, lastUsedAt } = live
  if (live.isSuspended) throw new Problem('account-suspended')
  return inAccount(db, accountId, async tx => {
    const actor = await loadActor(tx, accountId, ownerId, live.scopes as Permission[])
    if (actor && (!lastUsedAt || isLongAgo(lastUsedAt))) await touchApiKey(tx, accountId, keyId)
    return actor
  })
}

function nobodyWhileSuspended(error: unknown): null {
  if (error instanceof Problem && error.code === 'account-suspended') return null
  throw error
}

const bearer = /^Bearer +(?<key>\S+) *$/i
const sha256 = (token: string) => createHash('sha256').update(token).digest()

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null when nobody is signed in. */
    actor: Actor | null
    /** Who asks by now, for answers that take long: null once their session or key ended, or their account is suspended. */
    actorNow: (() => Promise<Actor | null>) | null
    session: LiveSession | null
    /** Asked by a program with a key of its own, not by a browser with a cookie. */
    hasApiKey: boolean
    /** Who asks, where their login looks after the installation; whether it is a user of an account too is another matter. */
    superAdmin: SuperAdmin | null
  }
  interface FastifyContextConfig {
    /** Answers also who is not signed in. */
    anonymous?: boolean
    /** About the person themselves and how they sign in: not for a program with a key of theirs. */
    sessionOnly?: boolean
    /** For super admins alone: not for any user of an account, whatever they may do there, and not for programs. */
    superAdmin?: boolean
  }
}
