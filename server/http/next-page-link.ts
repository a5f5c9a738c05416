import type { FastifyInstance } from 'fastify'

/** Tells of a list's next page in the header too, as crawlers and generated clients look for it. Source: RFC 8288. */
export function linkNextPages(app: FastifyInstance): void {
  app.addHook('preSerialization', async (request, reply, payload) => {
    const next = (payload as { next?: unknown } | null)?.next
    if (request.method !== 'GET' || typeof next !== 'string') return payload
    const [path = '', search] = request.url.split('?')
    const query = new URLSearchParams(search)
    query.set('cursor', next)
    reply.header('link', `<${path}?${query}>; rel="next"`)
    return payload
  })
}
