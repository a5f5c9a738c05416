import { setTimeout as wait } from 'node:timers/promises'
import type { FaultGround } from './fault-ground.ts'
import type { RealWorker } from './real-worker.ts'

const LOOK_EVERY_MS = 200

/** Waits until the workers have nothing left to do. @returns what is wrong when they did not come to rest in time */
export async function comeToRest(
  ground: FaultGround,
  workers: RealWorker[],
  limitMs: number,
): Promise<string[]> {
  const until = Date.now() + limitMs
  while (Date.now() < until) {
    const failed = workers.find(worker => worker.hasFailed())
    if (failed) return [`${failed.name} ended by itself; see ${ground.folder}`]
    const [left] = await ground.recorder.rows<{ count: number }>(
      `select (select count(*) from message where state in ('queued', 'deferred', 'sending', 'dot'))::int
            + (select count(*) from run where finished_at is null)::int as count`,
    )
    if (left!.count === 0) return []
    await wait(LOOK_EVERY_MS)
  }
  return [`not at rest after ${limitMs / 1000} s; see ${ground.folder}`]
}
