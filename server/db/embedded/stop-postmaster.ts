import { setTimeout as delay } from 'node:timers/promises'
import { isAlive, runningPostmaster } from './postmaster.ts'
import { othersConnected, type Presence } from './presence.ts'

const POLL_MS = 20
/** A closed pool's connections leave the server's list a moment after they were closed here. */
const FAREWELL_MS = 1_000

/**
 * Stops the server in order (a checkpoint, then its end) unless another process is present or anybody else stays connected.
 * Called under the start lock, so that nobody arrives meanwhile.
 */
export async function stopUnlessUsed(cluster: string, presence: Presence | undefined): Promise<void> {
  presence?.ref()
  const used = presence ? await isUsedByOthers(presence) : false
  await presence?.end().catch(() => {})
  const postmaster = runningPostmaster(cluster)
  if (used || !postmaster) return
  process.kill(postmaster.pid, 'SIGINT')
  while (isAlive(postmaster.pid) && runningPostmaster(cluster)) await delay(POLL_MS)
  // It takes its pid file away a moment before it ends; by then the number may be another process's, so not for ever.
  for (const deadline = Date.now() + FAREWELL_MS; isAlive(postmaster.pid) && Date.now() < deadline; ) {
    await delay(POLL_MS)
  }
}

async function isUsedByOthers(presence: Presence): Promise<boolean> {
  try {
    for (const deadline = Date.now() + FAREWELL_MS; ; await delay(POLL_MS)) {
      const others = await othersConnected(presence)
      if (others.all === 0) return false
      if (others.presences > 0 || Date.now() > deadline) return true
    }
  } catch {
    // The server went away by itself; whatever is left of it is stopped.
    return false
  }
}
