import type { Db } from '../db/connect.ts'
import type { Sweep } from './sweep.ts'

/** Rounds that named the same accounts and did nothing more: what is still named waits for something else. */
const QUIET_ROUNDS = 2

/**
 * Does what is due at `now`, and what becomes due by doing it, until nothing is left that can be done.
 *
 * @returns how many times each sweep was let work, by its name
 */
export async function runOnce(
  sweeps: Sweep[],
  db: Db,
  now: Date,
  stop: AbortSignal = new AbortController().signal,
): Promise<Record<string, number>> {
  const slices = Object.fromEntries(sweeps.map(sweep => [sweep.name, 0]))
  let before = ''
  for (let quietRounds = 0; quietRounds < QUIET_ROUNDS && !stop.aborted; ) {
    const due: string[] = []
    let didMore = false
    for (const sweep of sweeps) {
      for (const accountId of await sweep.dueAccounts(db, now)) {
        due.push(`${sweep.name} ${accountId}`)
        for (let more = true; more && !stop.aborted; didMore ||= more) {
          more = await sweep.sweep(accountId, now, stop)
          slices[sweep.name] = (slices[sweep.name] ?? 0) + 1
        }
      }
    }
    if (due.length === 0) break
    quietRounds = !didMore && due.join() === before ? quietRounds + 1 : 0
    before = due.join()
  }
  return slices
}
