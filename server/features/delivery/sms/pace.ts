import { setTimeout as wait } from 'node:timers/promises'

/** A gateway that says "too fast" is asked half as often from then on, and a tenth faster after each message it takes. */
const slower = 0.5
const faster = 1.1
const slowestPerSecond = 0.5
/** No timer is finer: who has less to wait than that goes at once, and the pace holds all the same. */
const TIMER_MS = 1

export type Pace = {
  /** Waits until the next message may go. */
  turn(): Promise<void>
  taken(): void
  throttled(): void
  /** Messages a second right now. */
  readonly perSecond: number
}

/** Spaces messages evenly: gateways count by the second, and a burst is refused. @param mostPerSecond also the first pace */
export function paceOf(mostPerSecond: number): Pace {
  let perSecond = mostPerSecond
  let nextAt = 0
  return {
    async turn() {
      const now = performance.now()
      const mine = Math.max(now, nextAt)
      nextAt = mine + 1000 / perSecond
      if (mine - now >= TIMER_MS) await wait(mine - now)
    },
    taken: () => {
      perSecond = Math.min(mostPerSecond, perSecond * faster)
    },
    throttled: () => {
      perSecond = Math.max(Math.min(slowestPerSecond, mostPerSecond), perSecond * slower)
    },
    get perSecond() {
      return perSecond
    },
  }
}
