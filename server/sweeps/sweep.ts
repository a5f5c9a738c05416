import type { Db } from '../db/connect.ts'

/**
 * A background duty over state: claims what is due for one account and does it, each piece in a transaction of its own,
 * so that a crash releases the claim at once. Any number of workers may run the same sweep.
 */
export type Sweep = {
  name: string
  /** How long it lets what is due gather after a look, where doing much at once is cheaper; 20 ms unless it says so. */
  gatherMs?: number
  /** Accounts with something due at `now`. */
  dueAccounts(db: Db, now: Date): Promise<string[]>
  /** Does some of what is due, for at most a few seconds. @returns whether more is due already */
  sweep(accountId: string, now: Date, stop: AbortSignal): Promise<boolean>
}
