import pg from 'pg'
import { errorFields, type Log } from '../lib/log.ts'

/** How the connection of a working worker shows in pg_stat_activity; gone at once when its process is killed. */
export const WORKER_CONNECTION_NAME = 'muster worker'

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5_000

/**
 * Listens for `wakeWorkers` on a connection of its own, and connects again for as long as it takes.
 *
 * @param onWake also called after each connecting: what was notified meanwhile is not known
 * @returns ends the listening
 */
export function listenForDue(url: string, onWake: () => void, log: Log): () => Promise<void> {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let pauseMs = FIRST_PAUSE_MS

  const connect = async () => {
    const fresh = new pg.Client({
      connectionString: url,
      application_name: WORKER_CONNECTION_NAME,
      options: '-c role=muster_app',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    })
    client = fresh
    let lost = false
    const again = (error?: unknown) => {
      if (lost || stopped) return
      lost = true
      log.warn('sweeps.listener-lost', { ...errorFields(error), pauseMs })
      fresh.end().catch(() => {})
      timer = setTimeout(connect, pauseMs)
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
    }
    fresh.on('error', again)
    fresh.on('end', again)
    fresh.on('notification', onWake)
    try {
      await fresh.connect()
      await fresh.query('listen muster_due')
      pauseMs = FIRST_PAUSE_MS
      onWake()
    } catch (error) {
      again(error)
    }
  }

  const connecting = connect()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await connecting
    await client?.end().catch(() => {})
  }
}
