import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import type { Installation } from '../features/settings/index.ts'

const YEAR_SECONDS = 31_536_000

/**
 * What browsers may do with our pages: only our own files, in nobody's frame, and no word to others about where
 * a visitor came from (an invitation's secret is in the address).
 */
export async function secureHeaders(app: FastifyInstance, { publicUrl }: Installation): Promise<void> {
  const isHttps = publicUrl.startsWith('https:')
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // React Aria writes style elements of its own, and shown messages are styled inline.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(isHttps && { upgradeInsecureRequests: [] }),
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    hsts: false,
  })
  // Over http a browser ignores it, and on localhost it would force https on everything else there.
  app.addHook('onRequest', async (request, reply) => {
    if (isHttps || request.protocol === 'https') {
      reply.header('strict-transport-security', `max-age=${YEAR_SECONDS}; includeSubDomains`)
    }
  })
}

/** What the API tells of people stays in no cache, the browser's own included. A route may say otherwise of its answer. */
export function keepNoAnswers(api: FastifyInstance): void {
  api.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
}
