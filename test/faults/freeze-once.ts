import { setTimeout as wait } from 'node:timers/promises'
import type { FaultGround } from './fault-ground.ts'
import { soon } from './kill-again.ts'
import type { RealWorker } from './real-worker.ts'

const LONGEST_FREEZE_MS = 40_000
/** Whoever has time notices the end of a lease so soon. */
const NOTICED_AFTER = '3 s'
/** Whoever was at another account's turn has come by. */
const LONG_OVER = '12 s'

/** A freeze after which others had something of the worker's in hand. */
export type Freeze = {
  /** What it held: claimed, and between dot and answer. */
  sending: number
  dots: number
  /** Ids of those that went into other hands before it was let go on. */
  taken: string[]
  /** Message-IDs of those among them that it had claimed and not sent. */
  takenUnsent: Set<string>
  thawedMs: number
}

/** Freezes it again where it held nothing, or all that it held lay locked in a transaction of its own. */
export async function freezeUntilTakenOver(
  ground: FaultGround,
  worker: RealWorker,
): Promise<Freeze | { broken: string }> {
  const { recorder } = ground
  for (const until = Date.now() + LONGEST_FREEZE_MS; !worker.hasFailed() && Date.now() < until; ) {
    await soon(() => recorder.hasBrought(worker.name, 'accepted'), worker, LONGEST_FREEZE_MS)
    await wait(Math.random() * 400)
    worker.freeze()
    await statementsDone(ground, worker)
    const [frozenMs, inHand] = [Date.now(), await recorder.inHandOf(worker.name)]
    const ids = inHand.map(one => one.id)
    const taken = ids.length ? await untilTaken(ground, worker, ids, frozenMs) : []
    const thawedMs = Date.now()
    worker.thaw()
    if (!taken)
      return { broken: `nobody took over from ${worker.name}, which was frozen with ${ids.length} messages` }
    if (!taken.length) continue
    const sending = inHand.flatMap(one => (one.state === 'sending' ? one.id : []))
    return {
      sending: sending.length,
      dots: ids.length - sending.length,
      taken,
      takenUnsent: new Set(sending.filter(id => taken.includes(id)).map(id => `${id}@example.com`)),
      thawedMs,
    }
  }
  return { broken: `${worker.name} held nothing to freeze it with` }
}

/** What was on its way when the process froze is done; nothing follows. */
async function statementsDone({ recorder }: FaultGround, { name }: RealWorker): Promise<void> {
  for (;;) {
    const active = await recorder.rows(
      `select from pg_stat_activity where application_name = $1 and state = 'active'`,
      [name],
    )
    if (!active.length) return
    await wait(5)
  }
}

async function holdsLocks({ recorder }: FaultGround, { name }: RealWorker): Promise<boolean> {
  const open = await recorder.rows(
    `select from pg_stat_activity where application_name = $1 and state like 'idle in transaction%'`,
    [name],
  )
  return open.length > 0
}

/**
 * Waits until none of the leases runs any more and others have what they can get.
 *
 * @returns ids of what others have; none where it has locked them all itself; null where nobody comes for them
 */
async function untilTaken(
  ground: FaultGround,
  worker: RealWorker,
  ids: string[],
  frozenMs: number,
): Promise<string[] | null> {
  const isOver = async (since: string) => {
    const left = await ground.recorder.rows(
      `select from message m join trail_owner o on o.owner = m.owner
       where m.id = any($1) and o.worker = $2 and m.state in ('sending', 'dot') and m.lease_until > now() - $3::interval`,
      [ids, worker.name, since],
    )
    return !left.length
  }
  for (const until = Date.now() + LONGEST_FREEZE_MS; Date.now() < until; await wait(100)) {
    if (!(await isOver(NOTICED_AFTER))) continue
    const taken = await ground.recorder.takenFrom(worker.name, ids, frozenMs)
    if (taken.length) return taken
    if ((await isOver(LONG_OVER)) && (await holdsLocks(ground, worker))) return []
  }
  return null
}
