import fs from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '../lib/problem.ts'
import { sendProblem } from './problem-handler.ts'

/** What the build names by its content never changes under its name. */
const assetsCaching = 'public, max-age=31536000, immutable'

/** Serves the built web client: its files, and its one page at every address that a person may open. */
export async function serveWeb(app: FastifyInstance, webDir: string | undefined): Promise<void> {
  const hasWeb = webDir !== undefined && fs.existsSync(path.join(webDir, 'index.html'))
  if (hasWeb) {
    await app.register(fastifyStatic, {
      root: webDir,
      index: false,
      cacheControl: false,
      setHeaders: (reply, file) => {
        const isNamedByContent = file.startsWith(path.join(webDir, 'assets') + path.sep)
        reply.header('cache-control', isNamedByContent ? assetsCaching : 'no-cache')
      },
    })
    app.get('/', { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'))
  }
  app.setNotFoundHandler((request, reply) => {
    if (hasWeb && isPage(request)) return reply.sendFile('index.html')
    return sendProblem(reply, new Problem('not-found'))
  })
}

function isPage({ method, url, headers }: FastifyRequest): boolean {
  const isOurs = /^\/(api|assets|docs|livez|readyz|metrics)(\/|\?|$)/.test(url)
  return (method === 'GET' || method === 'HEAD') && !isOurs && headers.accept?.includes('text/html') === true
}
