import { isIPv6 } from 'node:net'

/** How many tries are free, and after how long without any they are forgotten. */
const limits = {
  pair: { freeTries: 5, forgottenAfterMs: 15 * 60_000, longestWaitSeconds: 300 },
  address: { freeTries: 100, forgottenAfterMs: 15 * 60_000, longestWaitSeconds: 60 },
} as const
/** Failed tries at one user name from anywhere, after which every address has one free try left. Source: NIST SP 800-63B-4, 3.2.2. */
const suspiciousTries = 100
const suspicionForgottenAfterMs = 24 * 60 * 60_000
/** Of each kind, the oldest are forgotten first. */
const mostRemembered = 20_000

type Tries = { count: number; lastMs: number }

/**
 * Slows guessing down without ever locking an owner out: who must wait is an address, for one user name or for all,
 * never a user name. Counted in this process alone.
 */
export function createAttemptLimit() {
  const byPair = new Map<string, Tries>()
  const byAddress = new Map<string, Tries>()
  const byUserName = new Map<string, Tries>()

  return {
    /**
     * Counts a try as failed until `succeeded` says otherwise, so that a thousand at once are a thousand.
     *
     * @returns seconds to wait first; 0 when this try may go on
     */
    begin(userName: string, from: string, nowMs: number): number {
      const address = network(from)
      const pair = `${address} ${userName}`
      const isSuspicious = triesOf(byUserName, userName, nowMs, suspicionForgottenAfterMs) >= suspiciousTries
      const free = isSuspicious ? 1 : limits.pair.freeTries
      const wait = Math.max(
        secondsToWait(byPair, pair, nowMs, { ...limits.pair, freeTries: free }),
        secondsToWait(byAddress, address, nowMs, limits.address),
      )
      if (wait > 0) return wait
      count(byPair, pair, nowMs, limits.pair.forgottenAfterMs)
      count(byAddress, address, nowMs, limits.address.forgottenAfterMs)
      count(byUserName, userName, nowMs, suspicionForgottenAfterMs)
      return 0
    },
    succeeded(userName: string, from: string): void {
      const address = network(from)
      byPair.delete(`${address} ${userName}`)
      for (const [tries, key] of [
        [byAddress, address],
        [byUserName, userName],
      ] as const) {
        const known = tries.get(key)
        if (known) known.count--
      }
    },
  }
}
export type AttemptLimit = ReturnType<typeof createAttemptLimit>

function triesOf(tries: Map<string, Tries>, key: string, nowMs: number, forgottenAfterMs: number): number {
  const known = tries.get(key)
  return known && nowMs - known.lastMs < forgottenAfterMs ? known.count : 0
}

type Limit = { freeTries: number; forgottenAfterMs: number; longestWaitSeconds: number }

/** Twice as long after each further failure. */
function secondsToWait(tries: Map<string, Tries>, key: string, nowMs: number, limit: Limit): number {
  const beyond = triesOf(tries, key, nowMs, limit.forgottenAfterMs) - limit.freeTries
  if (beyond < 0) return 0
  const pauseMs = Math.min(2 ** beyond, limit.longestWaitSeconds) * 1000
  return Math.max(0, Math.ceil((tries.get(key)!.lastMs + pauseMs - nowMs) / 1000))
}

function count(tries: Map<string, Tries>, key: string, nowMs: number, forgottenAfterMs: number): void {
  const before = triesOf(tries, key, nowMs, forgottenAfterMs)
  tries.delete(key)
  tries.set(key, { count: before + 1, lastMs: nowMs })
  const [oldest] = tries.keys()
  if (tries.size > mostRemembered && oldest !== undefined) tries.delete(oldest)
}

/** Who has one IPv6 address has 2^64 of them. */
function network(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address
  const [head = '', tail] = address.split('::')
  const groups = head.split(':')
  const filled = tail === undefined ? groups : [...groups, ...Array(8).fill('0')]
  return filled.slice(0, 4).join(':')
}
