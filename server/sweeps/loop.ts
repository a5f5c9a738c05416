import { setTimeout as delay } from 'node:timers/promises'
import type { Db } from '../db/connect.ts'
import { isDatabaseAway } from '../db/database-away.ts'
import { databaseMoment } from '../db/database-moment.ts'
import { errorFields, type Log } from '../lib/log.ts'
import { accountLine } from './account-line.ts'
import { listenForDue } from './due-listener.ts'
import type { Sweep } from './sweep.ts'

/** What is due by the clock is noticed within this time; what is written by somebody, at once (NOTIFY). */
const LOOK_EVERY_MS = 1_000
/** A flood of notifications asks what is due no more often than this. */
const LOOK_AT_MOST_EVERY_MS = 20

type Options = {
  /** Of the database that `db` is connected to, for LISTEN. */
  url: string
  log: Log
  /** Accounts that one sweep works on at once. */
  accountsAtOnce?: number
}

export type RunningSweeps = {
  /** Takes nothing new, tells sweeps to finish, and waits for what is in hand. */
  stop(): Promise<void>
}

/**
 * Runs every sweep for as long as the process lives, each in a loop of its own, so that a slow one delays no other.
 * The loops outlive database restarts: what fails is tried again later, and nothing is held in memory that matters.
 */
export function runSweeps(sweeps: Sweep[], db: Db, options: Options): RunningSweeps {
  const stopping = new AbortController()
  const loops = sweeps.map(sweep => runSweep(sweep, db, options, stopping.signal))
  const wakeAll = () => {
    for (const loop of loops) loop.wake()
  }
  const stopListening = listenForDue(options.url, wakeAll, options.log)
  let stopped: Promise<void> | undefined
  return {
    stop() {
      stopped ??= (async () => {
        stopping.abort()
        wakeAll()
        await Promise.all([stopListening(), ...loops.map(loop => loop.ended)])
      })()
      return stopped
    },
  }
}

function runSweep(sweep: Sweep, db: Db, options: Options, stop: AbortSignal) {
  const { log, accountsAtOnce = 4 } = options
  const line = accountLine()
  const bell = aBell()
  const inHand = new Set<Promise<void>>()

  const work = async (accountId: string) => {
    try {
      line.done(accountId, await sweep.sweep(accountId, await databaseMoment(db), stop))
    } catch (error) {
      const pauseMs = line.failed(accountId, performance.now(), isDatabaseAway(error))
      log.error('sweep.failed', { sweep: sweep.name, accountId, pauseMs, ...errorFields(error) })
    }
  }
  const takeFromLine = () => {
    while (!stop.aborted && line.inHand < accountsAtOnce) {
      const accountId = line.next()
      if (accountId === undefined) return
      const working = work(accountId).then(() => {
        inHand.delete(working)
        takeFromLine()
      })
      inHand.add(working)
    }
  }
  const look = async () => {
    for (let failures = 0; !stop.aborted; ) {
      try {
        line.join(await sweep.dueAccounts(db, await databaseMoment(db)), performance.now())
        failures = 0
      } catch (error) {
        // While the database is away every look fails: told once a minute.
        if (failures++ % 60 === 0) log.warn('sweep.cannot-look', { sweep: sweep.name, ...errorFields(error) })
      }
      takeFromLine()
      await delay(failures ? LOOK_EVERY_MS : (sweep.gatherMs ?? LOOK_AT_MOST_EVERY_MS), undefined, {
        signal: stop,
      }).catch(() => {})
      await bell.restFor(failures ? 0 : LOOK_EVERY_MS)
    }
    while (inHand.size) await Promise.all(inHand)
  }
  return { wake: bell.ring, ended: look() }
}

/** A rest that a ring ends early; a ring between two rests ends the next one at once. */
function aBell() {
  let isRung = false
  let endRest = () => {}
  return {
    ring() {
      isRung = true
      endRest()
    },
    async restFor(ms: number) {
      if (!isRung) {
        const { promise, resolve } = Promise.withResolvers<void>()
        const timer = setTimeout(resolve, ms)
        endRest = resolve
        await promise
        clearTimeout(timer)
      }
      isRung = false
    },
  }
}
