import fs from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import { problems } from '../../contract/problems.ts'
import { Problem } from '../lib/problem.ts'

/** The page about each problem, which the `type` of its document leads to. */
export function registerProblemPages(app: FastifyInstance): void {
  app.get<{ Params: { code: string } }>(
    '/docs/problems/:code',
    { schema: { hide: true } },
    async (request, reply) => {
      const { code } = request.params
      // Only names from our own table ever become a path.
      if (!Object.hasOwn(problems, code)) throw new Problem('not-found')
      const page = new URL(`../../docs/problems/${code}.md`, import.meta.url)
      const text = await fs.readFile(page, 'utf8').catch(() => {
        throw new Problem('not-found')
      })
      return reply.type('text/plain; charset=utf-8').send(text)
    },
  )
}
