import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { migrate } from '../../server/db/migrate.ts'
import { signedIn } from '../account.ts'
import { comeToRest } from './come-to-rest.ts'
import { databasePair } from './database-pair.ts'
import type { FaultOutcome } from './fault.ts'
import type { FaultAccount } from './fault-account.ts'
import { type FaultGround, faultGroundOn } from './fault-ground.ts'
import { keepBusy } from './keep-busy.ts'
import { ledgerTally, tallyInWords } from './ledger-check.ts'
import { startMailSink } from './mail-sink.ts'
import { doubtsOutsideOutages, type Outage } from './outage-check.ts'
import { type RealWorker, realWorkers } from './real-worker.ts'

const SINK_DELAY_MS = 100
const WORKERS = 2
/** So many crashes for each failover. */
const CRASHES_PER_FAILOVER = 5
/** Source: quality.md section 1. */
const SENDING_AGAIN_MS = 10_000
const LONGEST_ANSWER_MS = 5_000
/** What a busy machine may add to an answer. */
const GRACE_MS = 1_000
const PATIENCE_MS = 60_000
const REST_MS = 120_000
const ASK_EVERY_MS = 200

/** Kills the database, and lets a standby take over, while people are invited. @param amount crashes; a fifth as many failovers */
export async function database(amount: number): Promise<FaultOutcome> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'muster-pair-'))
  const pair = await databasePair(folder)
  await migrate(pair.url)
  const ground = await faultGroundOn(pair.url, steadily)
  const sink = await startMailSink(ground.folder, SINK_DELAY_MS)
  const startWorker = realWorkers({ ...ground, smtpUrl: sink.url })
  const workers = Array.from({ length: WORKERS }, startWorker)
  const accounts = await Promise.all(
    (['hold', 'retry'] as const).map(policy => steadyAccount(ground, policy)),
  )
  const broken: string[] = []
  const done = { crashes: 0, failovers: 0 }
  const againMs: number[] = []
  const outages: Outage[] = []
  try {
    const asking = keepAsking(ground, accounts[0]!)
    const busy = keepBusy(accounts, 300, 400)
    await sendingAgain(ground, Date.now())
    const failovers = Math.floor(amount / CRASHES_PER_FAILOVER)
    while ((done.crashes < amount || done.failovers < failovers) && broken.length === 0) {
      await wait(Math.random() * 500)
      const fromMs = Date.now()
      if (done.crashes >= (done.failovers + 1) * CRASHES_PER_FAILOVER) {
        await pair.failOver()
        done.failovers++
      } else {
        await pair.crash()
        done.crashes++
      }
      replaceEnded(workers, startWorker)
      const untilMs = await writesPossible(ground)
      outages.push({ fromMs, untilMs })
      const tookMs = await sendingAgain(ground, untilMs)
      againMs.push(tookMs)
      if (tookMs > SENDING_AGAIN_MS) broken.push(`it took ${tookMs} ms until something was sent again`)
      if (done.failovers && done.crashes === done.failovers * CRASHES_PER_FAILOVER) await pair.makeStandby()
    }
    broken.push(...(await busy.stop()), ...(await comeToRest(ground, workers, REST_MS)))
    await Promise.all(workers.map(worker => worker.stop()))
    const answers = await asking.stop()
    broken.push(...answers.broken)

    const tallies = await Promise.all(accounts.map(account => ledgerTally(ground, account, sink.accepted())))
    broken.push(...tallies.flatMap(tally => tally.broken))
    const doubtful = tallies.reduce((sum, one) => sum + one.unconfirmed + one.resent, 0)
    const doubts = await doubtsOutsideOutages(ground, outages, doubtful)
    broken.push(...doubts.broken)
    if (!answers.unavailable) broken.push('nobody asked while the database was away')
    const slowest = Math.max(...againMs) / 1000
    const seen = [
      `${done.crashes} crashes and ${done.failovers} failovers of the database`,
      doubts.seen,
      ...tallies.map(tallyInWords),
      `sending again after ${slowest.toFixed(1)} s at the latest`,
      `${answers.count} requests, ${answers.unavailable} answered with 503, the slowest after ${(answers.slowestMs / 1000).toFixed(1)} s`,
    ]
    return { seen, broken }
  } finally {
    await sink.stop()
    await ground.close(broken.length > 0)
    await pair.stop()
    if (!broken.length) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** As whoever supervises processes does: a worker that ended since its database was away is started again. */
function replaceEnded(workers: RealWorker[], startWorker: () => RealWorker): void {
  for (const [place, worker] of workers.entries()) if (worker.hasFailed()) workers[place] = startWorker()
}

/** Again until it works: the database may be away just now. */
async function steadily<T>(work: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + PATIENCE_MS; ; await wait(50)) {
    try {
      return await work()
    } catch (error) {
      if (Date.now() > until) throw error
    }
  }
}

async function steadyAccount(ground: FaultGround, policy: 'hold' | 'retry'): Promise<FaultAccount> {
  const account = await ground.account(policy)
  return {
    ...account,
    press: (...what) => steadily(() => account.press(...what)),
    run: id => steadily(() => account.run(id)),
  }
}

/** @returns the moment from which a commit was answered again */
async function writesPossible({ owner }: FaultGround): Promise<number> {
  await owner.query(`select pg_logical_emit_message(true, 'fault', '')`)
  return Date.now()
}

/** @returns milliseconds until the first message was accepted after that moment */
async function sendingAgain({ recorder }: FaultGround, fromMs: number): Promise<number> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await wait(25)) {
    const [first] = await recorder.rows<{ ms: number | null }>(
      `select extract(epoch from min(at))::float8 * 1000 as ms from trail where state = 'accepted' and at > to_timestamp($1 / 1000.0)`,
      [fromMs],
    )
    if (first!.ms !== null) return first!.ms - fromMs
  }
  return PATIENCE_MS
}

/** Somebody who looks at the directory all the while. */
function keepAsking(ground: FaultGround, { account }: FaultAccount) {
  const stopping = new AbortController()
  const seen = { count: 0, unavailable: 0, slowestMs: 0, broken: [] as string[] }
  const asking = (async () => {
    const headers = await signedIn(ground.database.db, account, account.admin)
    while (!stopping.signal.aborted) {
      const fromMs = performance.now()
      const answer = await ground.app.inject({ url: '/api/v1/people?limit=1', headers })
      const tookMs = performance.now() - fromMs
      seen.count++
      seen.slowestMs = Math.max(seen.slowestMs, tookMs)
      if (answer.statusCode === 503) seen.unavailable++
      const isProblem = String(answer.headers['content-type']).startsWith('application/problem+json')
      if (answer.statusCode !== 200 && !(answer.statusCode === 503 && isProblem))
        seen.broken.push(`a request was answered with ${answer.statusCode} ${answer.body.slice(0, 200)}`)
      if (tookMs > LONGEST_ANSWER_MS + GRACE_MS) seen.broken.push(`a request took ${Math.round(tookMs)} ms`)
      await wait(ASK_EVERY_MS)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await asking
      return seen
    },
  }
}
