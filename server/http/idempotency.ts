import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../features/settings/index.ts'
import { Problem } from '../lib/problem.ts'
import { type Answer, type Asker, storeAnswer, storedAnswer } from './answer-queries.ts'
import { createKeyLocks } from './key-locks.ts'

const longestKey = 200
/** How long a second request waits for the first. Source: quality.md section 1. */
const patienceMs = 5_000
const keptHeaders = ['content-type', 'location', 'etag', 'link'] as const

/** A POST at work under a key: those that come meanwhile wait for its answer. */
type First = { fingerprint: Buffer; answer: Promise<Answer | null>; give(answer: Answer | null): void }
type Claim = { asker: Asker; key: string; name: string; first: First; hasLock: boolean }

/**
 * Makes every POST with an `Idempotency-Key` happen once: the same key and request by the same person get the first
 * one's answer, another request under a used key is refused.
 *
 * Only answers below 400 are kept: what was refused changed nothing, and may be asked again.
 * The effect and its kept answer are two transactions; what must survive a crash between them has a rule of its own.
 */
export function answerOnce(app: FastifyInstance, { db }: Context): void {
  const atWork = new Map<string, First>()
  const locks = createKeyLocks(db)
  app.decorateRequest('idempotencyClaim', null)

  // After the body is read, before it is judged: handlers and schemas never see a repetition.
  app.addHook('preValidation', async (request, reply) => {
    const key = request.headers['idempotency-key']
    const asker = askerOf(request)
    if (request.method !== 'POST' || typeof key !== 'string' || !asker) return
    if (request.routeOptions.config.holdsSecret) return
    if (key.length === 0 || key.length > longestKey) {
      const detail = `An Idempotency-Key has 1 to ${longestKey} characters.`
      throw new Problem('malformed-request', { detail })
    }
    const fingerprint = fingerprintOf(request)
    const name = `${Object.values(asker).join(' ')} ${key}`
    const running = atWork.get(name)
    if (running) {
      refuseOther(running.fingerprint, fingerprint)
      const answer = await withinPatience(running.answer)
      return answer ? repeat(reply, answer) : Promise.reject(new Problem('same-request-in-progress'))
    }
    const claim: Claim = { asker, key, name, first: openFirst(fingerprint), hasLock: false }
    atWork.set(name, claim.first)
    request.idempotencyClaim = claim
    claim.hasLock = await locks.acquire(name, patienceMs)
    if (!claim.hasLock) throw new Problem('same-request-in-progress')
    const known = await storedAnswer(db, asker, key)
    if (!known) return
    refuseOther(known.fingerprint, fingerprint)
    return repeat(reply, known.answer)
  })

  app.addHook('onSend', async (request, reply, payload) => {
    const claim = request.idempotencyClaim
    if (!claim) return
    request.idempotencyClaim = null
    const answer = answerOf(reply, payload)
    try {
      if (answer && answer.status < 400 && claim.hasLock) {
        await storeAnswer(db, claim.asker, claim.key, claim.first.fingerprint, answer)
      }
    } catch (error) {
      // The effect stands: its answer is given, only a later repetition would not find it.
      request.log.error({ kind: (error as Error).name }, 'could not keep an answer')
    } finally {
      claim.first.give(answer)
      atWork.delete(claim.name)
      if (claim.hasLock) await locks.release(claim.name).catch(() => {})
    }
  })
}

/** On the super admins' routes it is the login that asks, whichever account it may be signed in to. */
function askerOf({ actor, superAdmin, routeOptions }: FastifyRequest): Asker | null {
  if (routeOptions.config.superAdmin && superAdmin) return { loginId: superAdmin.loginId }
  return actor && { accountId: actor.accountId, personId: actor.personId }
}

function openFirst(fingerprint: Buffer): First {
  const { promise, resolve } = Promise.withResolvers<Answer | null>()
  return { fingerprint, answer: promise, give: resolve }
}

/** A stream is not read for it: of an uploaded file only the length counts. */
function fingerprintOf({ method, url, body, headers }: FastifyRequest): Buffer {
  const isStream = typeof (body as { pipe?: unknown } | null)?.pipe === 'function'
  const told = isStream || body === undefined ? (headers['content-length'] ?? '') : body
  const text = typeof told === 'string' || Buffer.isBuffer(told) ? told : JSON.stringify(told)
  return createHash('sha256').update(`${method} ${url}\n`).update(text).digest()
}

function refuseOther(known: Buffer, asked: Buffer): void {
  if (!known.equals(asked)) throw new Problem('key-used-for-another-request')
}

function withinPatience(answer: Promise<Answer | null>): Promise<Answer | null> {
  const { promise, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(() => resolve(null), patienceMs)
  return Promise.race([answer, promise]).finally(() => clearTimeout(timer))
}

function repeat(reply: FastifyReply, answer: Answer): FastifyReply {
  return reply
    .code(answer.status)
    .headers(answer.headers)
    .header('idempotency-replayed', 'true')
    .send(answer.body)
}

/** Null for what cannot be given twice, such as a stream. */
function answerOf(reply: FastifyReply, payload: unknown): Answer | null {
  const body = payload === undefined || payload === null ? '' : payload
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return null
  const headers: Record<string, string> = {}
  for (const name of keptHeaders) {
    const value = reply.getHeader(name)
    if (value !== undefined) headers[name] = String(value)
  }
  return { status: reply.statusCode, headers, body: body.toString() }
}

declare module 'fastify' {
  interface FastifyRequest {
    idempotencyClaim: Claim | null
  }
  interface FastifyContextConfig {
    /** The request or its answer holds a password or key: neither is kept for a repetition, not even as a quick hash. */
    holdsSecret?: boolean
  }
}
