import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import { fastifySSE } from '@fastify/sse'
import fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify'
import { type FastifyPluginAsyncZod, serializerCompiler } from 'fastify-type-provider-zod'
import type { Context } from '../features/settings/index.ts'
import { Problem } from '../lib/problem.ts'
import { answerWhileDatabaseIsAway } from './database-watch.ts'
import { registerHealth } from './health.ts'
import { answerOnce } from './idempotency.ts'
import { linkNextPages } from './next-page-link.ts'
import { registerOpenApi } from './openapi.ts'
import { answerProblems, sendProblem } from './problem-handler.ts'
import { registerProblemPages } from './problem-pages.ts'
import { logForm, logRequests } from './request-log.ts'
import { refuseOtherSites } from './same-origin.ts'
import { keepNoAnswers, secureHeaders } from './secure-headers.ts'
import { recognizeSessions } from './session-hook.ts'
import { trusted } from './trusted.ts'
import { validatorCompiler } from './validate.ts'
import { serveWeb } from './web.ts'

/** A feature's answers under /api/v1. Who is not signed in gets 401, unless a route says `config: { anonymous: true }`. */
export type FeatureRoutes = (context: Context) => FastifyPluginAsyncZod

export type AppOptions = {
  /** From which level on, and where to; false for silence. */
  logger: false | Exclude<FastifyServerOptions['logger'], undefined | boolean>
  /** Where the built web client lies; without it only the API answers. */
  webDir?: string
}

/** Of a request; an import raises it for its file. */
const bodyLimitBytes = 1024 * 1024

/** Clients that name JSON as their type also where they send nothing are common: nothing is then no body. */
function readJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) =>
    text === '' ? done(null, undefined) : parse(request, text, done),
  )
}

/** The whole HTTP side, ready to listen or to inject requests into. Closing it leaves the database open. */
export async function buildApp(
  context: Context,
  features: FeatureRoutes[],
  options: AppOptions,
): Promise<FastifyInstance> {
  const { installation } = context
  const app: FastifyInstance = fastify({
    logger: options.logger && { ...logForm, ...options.logger },
    trustProxy: trusted(installation),
    bodyLimit: bodyLimitBytes,
    // Ours names route patterns only: a raw URL may hold an invitation's secret or somebody's address.
    logController: new LogController({ disableRequestLogging: true }),
    // An address that cannot be decoded leads to nothing.
    frameworkErrors: (_error, _request, reply) => sendProblem(reply, new Problem('not-found')),
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  readJson(app)
  logRequests(app)
  answerProblems(app, installation)
  answerWhileDatabaseIsAway(app, context.db)
  await secureHeaders(app, installation)
  await app.register(cookie)
  await app.register(rateLimit, { global: false })
  await app.register(fastifySSE)
  await registerOpenApi(app, installation)
  await app.register(
    async api => {
      api.get('/openapi.json', { schema: { hide: true }, config: { anonymous: true } }, async () =>
        app.swagger(),
      )
      keepNoAnswers(api)
      recognizeSessions(api, context)
      refuseOtherSites(api, installation)
      answerOnce(api, context)
      linkNextPages(api)
      for (const routes of features) await api.register(routes(context))
    },
    { prefix: '/api/v1' },
  )
  registerHealth(app, context.db)
  registerProblemPages(app)
  await serveWeb(app, options.webDir)
  await app.ready()
  return app
}
