import type { Environment } from './environment/index.ts'
import { type OpenDatabase, openDatabase } from './open-database.ts'
import { note } from './say.ts'

/** Nobody waits longer than 5 s for a program to stop. */
const PATIENCE_MS = 4_500
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

type Stop = () => Promise<void>

/**
 * Opens the database, starts what `start` starts, and stops all of it after Ctrl-C (or SIGTERM, SIGHUP), the database last.
 *
 * A second Ctrl-C, or something that does not stop in time, ends the process at once: nothing is lost by that, what was
 * under way is taken up again at the next start.
 */
export async function runUntilStopped(
  environment: Environment,
  start: (database: OpenDatabase, onStop: (stop: Stop) => void) => Promise<void>,
): Promise<void> {
  const stops: Stop[] = []
  const asked = new Promise<void>(resolve => {
    for (const signal of signals) process.once(signal, () => resolve())
  })
  const database = await openDatabase(environment, note)
  try {
    await start(database, stop => stops.push(stop))
    await asked
  } finally {
    for (const signal of signals) process.on(signal, () => process.exit(130))
    const patience = setTimeout(() => {
      note('Not everything stopped in time; ending anyway.')
      process.exit(1)
    }, PATIENCE_MS)
    await Promise.all(stops.map(stop => stop()))
    await database.close()
    clearTimeout(patience)
  }
}
