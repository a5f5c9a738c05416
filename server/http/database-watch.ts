import type { FastifyInstance, FastifyReply } from 'fastify'
import { type Db, isDatabaseThere } from '../db/connect.ts'
import { Problem } from '../lib/problem.ts'
import { outcomeUnknownOr, sendProblem } from './problem-handler.ts'
import { askDatabase } from './queries.ts'

/** Together less than the 5 s that nobody waits for an answer of a database that is away. Source: quality.md. */
const suspiciousAfterMs = 3_000
const probeTimeoutMs = 1_000

/**
 * Answers 503 for requests that wait on a database which has stopped to answer: one that is frozen or cut off
 * refuses nothing, it is only silent. Requests that are merely long, or wait for one another, go on.
 */
export function answerWhileDatabaseIsAway(app: FastifyInstance, db: Db): void {
  let probe: Promise<boolean> | undefined
  const isThere = () => {
    probe ??= isDatabaseThere(db, probeTimeoutMs).finally(() => {
      probe = undefined
    })
    return probe
  }
  const timers = new WeakMap<FastifyReply, NodeJS.Timeout>()
  app.addHook('onRequest', async (request, reply) => {
    const timer = setTimeout(async () => {
      // The request is under way still: what it was to change it may have changed, or may yet.
      if (!(await isThere()) && !isAnswering(reply))
        sendProblem(reply, new Problem(outcomeUnknownOr('unavailable', request)))
    }, suspiciousAfterMs)
    timer.unref()
    timers.set(reply, timer)
  })
  app.addHook('onResponse', async (_request, reply) => clearTimeout(timers.get(reply)))
}

/** Whether the database answers within that time. */
export async function answers(db: Db, withinMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<boolean>(resolve => {
    timer = setTimeout(() => resolve(false), withinMs)
  })
  const asked = askDatabase(db).then(
    () => true,
    () => false,
  )
  return Promise.race([asked, timeout]).finally(() => clearTimeout(timer))
}

const isAnswering = (reply: FastifyReply) => reply.sent || reply.raw.headersSent || reply.raw.destroyed
