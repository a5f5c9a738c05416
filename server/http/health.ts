import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Histogram, register as registry } from 'prom-client'
import type { Db } from '../db/connect.ts'
import { Problem } from '../lib/problem.ts'
import { answers } from './database-watch.ts'
import { queueMetrics } from './queue-metrics.ts'
import { routePattern } from './request-log.ts'

const readyWithinMs = 2_000
const durationName = 'http_request_duration_seconds'

/** For whoever runs it: is the process alive, may it be sent requests, and what does it measure. */
export function registerHealth(app: FastifyInstance, db: Db): void {
  app.get('/livez', { schema: { hide: true } }, async () => ({ status: 'ok' }))
  app.get('/readyz', { schema: { hide: true } }, async () => {
    if (!(await answers(db, readyWithinMs))) throw new Problem('unavailable')
    return { status: 'ok' }
  })
  const duration = measures()
  const queue = queueMetrics(db)
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(registry.contentType).send(`${await registry.metrics()}${await queue()}`),
  )
  app.addHook('onResponse', async (request, reply) => {
    const labels = { method: request.method, route: routePattern(request), status: reply.statusCode }
    duration.observe(labels, reply.elapsedTime / 1000)
  })
}

/** prom-client's registry is the process's, and tests build several apps in one. */
function measures() {
  const known = registry.getSingleMetric(durationName)
  if (known) return known as Histogram<'method' | 'route' | 'status'>
  collectDefaultMetrics()
  return new Histogram({
    name: durationName,
    help: 'How long requests took, by pattern of their route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  })
}
