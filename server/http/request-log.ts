import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ProblemCode } from '../../contract/problems.ts'

/** What somebody is told who may be trying what is not theirs; a warning, so that it is seen among all that went well. */
const suspicious: ReadonlySet<ProblemCode> = new Set([
  'wrong-user-name-or-password',
  'not-permitted',
  'no-access-to-directory',
  'not-same-origin',
  'too-many-attempts',
  'link-not-usable',
])

/** As every other line of Muster's log: its level in words, its moment in UTC, what happened under `event`. */
export const logForm = {
  base: null,
  messageKey: 'event',
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  formatters: { level: (level: string) => ({ level }) },
}

/**
 * One line per answered request: the pattern of its route, never its URL or body. Who asked is told by their ids, and only
 * where they were refused.
 */
export function logRequests(app: FastifyInstance): void {
  app.decorateReply('problem', null)
  app.addHook('onResponse', async (request, reply) => {
    const { problem } = reply
    const line = {
      method: request.method,
      route: routePattern(request),
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
      ...(problem && { problem, ...whoAsked(request) }),
    }
    request.log[problem && suspicious.has(problem) ? 'warn' : 'info'](line, 'answered')
  })
}

/** Of the route that a request met; of what met none, nothing is told. */
export const routePattern = (request: { routeOptions: { url?: string | undefined } }): string =>
  request.routeOptions.url ?? 'none'

/** Outside of the API nobody is looked up. */
function whoAsked({ actor, superAdmin }: Partial<Pick<FastifyRequest, 'actor' | 'superAdmin'>>) {
  if (actor) return { accountId: actor.accountId, personId: actor.personId }
  return superAdmin ? { loginId: superAdmin.loginId } : {}
}

declare module 'fastify' {
  interface FastifyReply {
    /** Why it is no answer to what was asked. */
    problem: ProblemCode | null
  }
}
