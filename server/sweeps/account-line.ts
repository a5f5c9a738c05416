const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

/**
 * The accounts that wait for one sweep: first come, first served, each at most once in line and once in hand.
 * An account with more to do goes to the end; one that failed waits apart, twice as long each time, but for what is no fault of
 * its own.
 */
export function accountLine() {
  const waiting = new Set<string>()
  const inHand = new Set<string>()
  const askedWhileInHand = new Set<string>()
  const failed = new Map<string, { untilMs: number; pauseMs: number }>()

  return {
    get inHand() {
      return inHand.size
    },
    /** They have something due. Whoever is in hand may have looked before it came, so they line up again. */
    join(accountIds: string[], nowMs: number) {
      for (const accountId of accountIds) {
        if ((failed.get(accountId)?.untilMs ?? 0) > nowMs) continue
        if (inHand.has(accountId)) askedWhileInHand.add(accountId)
        else waiting.add(accountId)
      }
    },
    next(): string | undefined {
      const [accountId] = waiting
      if (accountId === undefined) return undefined
      waiting.delete(accountId)
      inHand.add(accountId)
      return accountId
    },
    /** @param more whether it has more due already */
    done(accountId: string, more: boolean) {
      failed.delete(accountId)
      inHand.delete(accountId)
      const asked = askedWhileInHand.delete(accountId)
      if (more || asked) waiting.add(accountId)
    },
    /**
     * @param isNoFaultOfIts as when the database is away: it is tried as soon as that is back
     * @returns milliseconds until it is let in again
     */
    failed(accountId: string, nowMs: number, isNoFaultOfIts = false): number {
      inHand.delete(accountId)
      askedWhileInHand.delete(accountId)
      const before = failed.get(accountId)?.pauseMs
      const pauseMs = before && !isNoFaultOfIts ? Math.min(before * 2, LONGEST_PAUSE_MS) : FIRST_PAUSE_MS
      failed.set(accountId, { untilMs: nowMs + pauseMs, pauseMs })
      return pauseMs
    },
  }
}
