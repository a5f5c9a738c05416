import { setTimeout as wait } from 'node:timers/promises'
import type { FaultGround } from './fault-ground.ts'
import type { RealWorker } from './real-worker.ts'

const VICTIMS_AT_ONCE = 3
/** A kill this soon after the worker took over what earlier victims had left hits the recovery. */
const JUST_TOOK_OVER_MS = 500
const LONGEST_START_MS = 30_000
/** Between two kills that hit something. */
const LONGEST_PAUSE_MS = 120_000
/** For a moment that may not come, such as something to take over. */
const LONGEST_WAIT_MS = 4_000

/** A kill that hit messages: what its victim held when it, and its last statement, had ended. */
export type Kill = {
  atMs: number
  /** Ids of messages claimed, their dots not let pass. */
  sending: string[]
  /** How many messages lay between dot and answer. */
  dots: number
  /**
   * `taking-over`: the victim had just taken over what earlier victims left. `restarted`: it replaced a victim, had not had
   * one answer yet, and messages of earlier victims lay in dead hands. Both count as inside recovery.
   */
  inside: 'work' | 'restarted' | 'taking-over'
}

/** Keeps workers running and kills them until enough kills have hit messages. @returns also how many others hit nothing, and what went wrong */
export async function killAgain(ground: FaultGround, startWorker: () => RealWorker, amount: number) {
  const { recorder } = ground
  const kills: Kill[] = []
  const dead: string[] = []
  const broken: string[] = []
  let lastHitMs = Date.now()

  async function place(number: number): Promise<void> {
    for (let round = number; kills.length < amount && broken.length === 0; round++) {
      const worker = startWorker()
      if (await soon(() => recorder.hasBrought(worker.name, 'sending'), worker, LONGEST_START_MS)) {
        await rightMoment(worker, round)
      }
      if (worker.hasFailed()) broken.push(`${worker.name} ended by itself; see ${ground.folder}`)
      if (Date.now() - lastHitMs > LONGEST_PAUSE_MS)
        broken.push(`nothing to hit for ${LONGEST_PAUSE_MS / 1000} s`)
      const [inside, atMs] = [await whatItIsAt(worker.name), Date.now()]
      await worker.kill()
      const inHand = await recorder.inHandOf(worker.name)
      dead.push(worker.name)
      const sending = inHand.flatMap(one => (one.state === 'sending' ? one.id : []))
      if (!inHand.length) continue
      kills.push({ atMs, sending, dots: inHand.length - sending.length, inside })
      lastHitMs = atMs
    }
  }

  /** Just as it begins, with its first dots, in the middle of work, or just when it takes over what others have left. */
  async function rightMoment({ name, hasFailed }: RealWorker, round: number): Promise<void> {
    const fromMs = Date.now()
    const moments: [isHere: () => Promise<boolean>, thenMs: number][] = [
      [async () => true, 150],
      [() => recorder.hasBrought(name, 'dot'), 60],
      [() => recorder.hasBrought(name, 'accepted'), 400],
      [() => recorder.tookOver(name, dead, fromMs), 80],
    ]
    const [isHere, thenMs] = moments[round % moments.length]!
    await soon(isHere, { hasFailed }, LONGEST_WAIT_MS)
    await wait(Math.random() * thenMs)
  }

  async function whatItIsAt(name: string): Promise<Kill['inside']> {
    if (await recorder.tookOver(name, dead, Date.now() - JUST_TOOK_OVER_MS)) return 'taking-over'
    const isFresh = dead.length > 0 && !(await recorder.hasBrought(name, 'accepted'))
    return isFresh && (await recorder.leftBy(dead)) > 0 ? 'restarted' : 'work'
  }

  await Promise.all(Array.from({ length: VICTIMS_AT_ONCE }, (_, number) => place(number)))
  return { kills, others: dead.length - kills.length, broken }
}

/** @returns whether it came about in time, and before the worker ended by itself */
export async function soon(
  isSo: () => Promise<boolean>,
  worker: Pick<RealWorker, 'hasFailed'>,
  limitMs: number,
): Promise<boolean> {
  for (const until = Date.now() + limitMs; Date.now() < until && !worker.hasFailed(); await wait(15)) {
    if (await isSo()) return true
  }
  return false
}
