import { setTimeout as wait } from 'node:timers/promises'
import type { FaultOutcome } from './fault.ts'
import { leaversGround } from './leavers-ground.ts'
import { realWorkers } from './real-worker.ts'

/** Of all kills, so many hit the database; the others a worker. */
const DATABASE_EVERY = 4
/** Between two kills: long enough for some of the run to get done, on a busy machine too. */
const LATEST_MS = 4_000
/** With so many kills some of each have to meet a transaction that they undo. */
const ENOUGH_TO_MEET = 20
const LONGEST_RUN_MS = 600_000

/** Kills workers and the database while users are inactivated with a successor and brought back by undoing it. */
export async function inactivationKills(amount: number): Promise<FaultOutcome> {
  const ground = await leaversGround()
  // Nothing is sent: there is nobody to connect to.
  const startWorker = realWorkers({ ...ground, smtpUrl: 'smtp://127.0.0.1:1' }, 'leaving')
  const kills = { worker: 0, database: 0 }
  const inTheMiddle = { worker: 0, database: 0 }
  const broken: string[] = []
  let runs = 0
  let worker = startWorker()
  try {
    let last = await ground.press()
    for (; !broken.length; runs++) {
      const isUndo = runs % 2 === 1
      for (const until = Date.now() + LONGEST_RUN_MS; !(await ground.isOver(last)); ) {
        if (Date.now() > until) {
          broken.push(`run ${runs + 1} did not come to its end; see ${ground.folder}`)
          break
        }
        // As whoever supervises processes does: one that finds the database still starting ends.
        if (worker.hasFailed()) worker = startWorker()
        if (kills.worker + kills.database >= amount) {
          await wait(100)
          continue
        }
        await wait(Math.random() * LATEST_MS)
        if (await ground.isOver(last)) break
        const middle = Number(await ground.isInTheMiddle())
        if ((kills.worker + kills.database) % DATABASE_EVERY === 1) {
          await ground.killDatabase()
          kills.database++
          inTheMiddle.database += middle
        } else {
          await worker.kill()
          kills.worker++
          inTheMiddle.worker += middle
          worker = startWorker()
        }
        broken.push(...(await ground.whatIsHalfDone()))
      }
      if (broken.length) break
      broken.push(...(await ground.whatIsWrongAfter(last, isUndo)))
      if (kills.worker + kills.database >= amount && isUndo) break
      last = await (isUndo ? ground.press() : ground.undo(last))
    }
    await worker.stop()
    for (const [whom, count] of Object.entries(inTheMiddle))
      if (amount >= ENOUGH_TO_MEET && !count)
        broken.push(`no ${whom} was killed in the middle of a transaction`)
    const seen = [
      `${kills.worker} workers (${inTheMiddle.worker} in the middle of a transaction) and ${kills.database} databases (${inTheMiddle.database}) killed in ${runs + 1} runs over ${ground.people} users each`,
      `${broken.length} half done`,
    ]
    return { seen, broken: [...new Set(broken)] }
  } finally {
    await ground.close(broken.length > 0)
  }
}
