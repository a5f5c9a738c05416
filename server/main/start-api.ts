import type { Installation } from '../features/settings/index.ts'
import { type AppOptions, buildApp } from '../http/app.ts'
import { routes } from '../registry.ts'
import type { OpenDatabase } from './open-database.ts'

const CONNECTIONS = 10
/** Answers under way may finish; streams of progress never do by themselves. */
const FAREWELL_MS = 1_500

type Options = AppOptions & { host: string; port: number }

/** Answers over HTTP from now on. @returns ends it */
export async function startApi(
  database: OpenDatabase,
  installation: Installation,
  { host, port, ...options }: Options,
): Promise<{ stop(): Promise<void> }> {
  const { db } = database.connect(CONNECTIONS)
  const app = await buildApp({ db, installation }, routes, options)
  try {
    await app.listen({ host, port })
  } catch (error) {
    await app.close()
    throw listenFault(error, host, port)
  }
  return {
    async stop() {
      const timer = setTimeout(() => app.server.closeAllConnections(), FAREWELL_MS)
      await app.close()
      clearTimeout(timer)
    },
  }
}

function listenFault(error: unknown, host: string, port: number): unknown {
  const { code } = error as { code?: string }
  if (code === 'EADDRINUSE') {
    return new Error(
      `Port ${port} on ${host} is in use by another program: choose another, for example PORT=${port + 1}.`,
    )
  }
  if (code === 'EACCES')
    return new Error(`Port ${port} may not be used by this user: choose another, for example PORT=3000.`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new Error(
      `HOST is ${host}, which is no address of this machine: choose one, for example HOST=127.0.0.1.`,
    )
  }
  return error
}
