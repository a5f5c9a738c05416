import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Installation } from '../features/settings/index.ts'
import { Problem } from '../lib/problem.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what another site lets a browser send here, with the cookie or to get one.
 *
 * Browsers name the origin of every unsafe request, and what names none is no browser: a script with a cookie of its
 * own is nobody's unwitting tool, and passes. So does who shows an API key, which no browser sends by itself. Source: OWASP CSRF cheat sheet, Fetch Metadata; quality.md section 3.
 */
export function refuseOtherSites(app: FastifyInstance, { publicUrl }: Installation): void {
  app.addHook('onRequest', async request => {
    if (request.hasApiKey) return
    if (!safeMethods.has(request.method) && !isSameOrigin(request, publicUrl))
      throw new Problem('not-same-origin')
  })
}

function isSameOrigin({ headers, host }: FastifyRequest, publicUrl: string): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin } = headers
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  return new URL(origin).origin === new URL(publicUrl).origin || new URL(origin).host === host
}
