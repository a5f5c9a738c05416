import { parseBounceUrl, startBounceReceiver } from '../features/delivery/index.ts'
import type { Context } from '../features/settings/index.ts'
import type { Log } from '../lib/log.ts'
import { messageKinds } from '../registry.ts'
import type { OpenDatabase } from './open-database.ts'

/** Of reports that come together. */
const CONNECTIONS = 2

/** Listens for what mail servers report, where BOUNCE_URL says so. @returns ends it */
export async function startBounces(
  database: OpenDatabase,
  installation: Context['installation'],
  log: Log,
): Promise<{ stop(): Promise<void> }> {
  if (installation.bounceUrl === null) return { stop: async () => {} }
  const server = parseBounceUrl(installation.bounceUrl)
  const { db } = database.connect(CONNECTIONS)
  try {
    const receiver = await startBounceReceiver({ db, installation }, messageKinds(installation), server, log)
    return { stop: () => receiver.close() }
  } catch (error) {
    throw listenFault(error, server.host, server.port)
  }
}

function listenFault(error: unknown, host: string, port: number): unknown {
  const { code } = error as { code?: string }
  if (code === 'EADDRINUSE')
    return new Error(`Port ${port} on ${host} is in use by another program: choose another in BOUNCE_URL.`)
  if (code === 'EACCES')
    return new Error(
      `Port ${port} may not be used by this user: choose one above 1023 in BOUNCE_URL, and let the mail server or the firewall pass port 25 on to it.`,
    )
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new Error(`${host} in BOUNCE_URL is no address of this machine: 0.0.0.0 listens on all it has.`)
  return error
}
