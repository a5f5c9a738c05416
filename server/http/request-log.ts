import type { FastifyInstance } from 'fastify'

/** One line per answered request: the pattern of its route, never its URL, body or who asked. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const line = {
      method: request.method,
      route: routePattern(request),
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
    }
    request.log.info(line, 'answered')
  })
}

/** Of the route that a request met; of what met none, nothing is told. */
export const routePattern = (request: { routeOptions: { url?: string | undefined } }): string =>
  request.routeOptions.url ?? 'none'
