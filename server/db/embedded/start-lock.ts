import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'

const POLL_MS = 20

/**
 * Runs `work` while no other process holds the lock file; waits for its turn.
 *
 * SQLite's exclusive transaction is a lock of the operating system: it ends with the process, even by kill -9,
 * so that there is no stale lock to judge, unlike a file that names a pid.
 *
 * @throws when the lock stays taken for `patienceMs`
 */
export async function withStartLock<T>(
  file: string,
  work: () => Promise<T>,
  patienceMs = 300_000,
): Promise<T> {
  const lock = new DatabaseSync(file, { timeout: 0 })
  try {
    await take(lock, file, Date.now() + patienceMs)
    return await work()
  } finally {
    lock.close()
  }
}

async function take(lock: DatabaseSync, file: string, deadline: number): Promise<void> {
  for (;;) {
    try {
      lock.exec('begin exclusive')
      return
    } catch (error) {
      const busy = (error as { errcode?: number }).errcode === 5 // SQLITE_BUSY
      if (!busy) throw error
      if (Date.now() > deadline) throw new Error(`Another process has held ${file} for too long.`)
      await delay(POLL_MS)
    }
  }
}
