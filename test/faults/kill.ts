import { comeToRest } from './come-to-rest.ts'
import type { Fault, FaultOutcome } from './fault.ts'
import type { ReachedBy } from './fault-account.ts'
import { type FaultGround, faultGround } from './fault-ground.ts'
import { keepBusy } from './keep-busy.ts'
import { type Kill, killAgain, soon } from './kill-again.ts'
import { type LedgerTally, ledgerTally, tallyInWords } from './ledger-check.ts'
import { startMailSink, startSmsSink } from './mail-sink.ts'
import { type RealWorker, realWorkers } from './real-worker.ts'

const SINK_DELAY_MS = 100
/** Of the worker that lives through it all, so that it leaves the most of the messages to the victims. */
const SLOW_SINK_DELAY_MS = 300
/** Source: quality.md section 1. */
const RECOVERY_GOAL_MS = 15_000
const LEAST_FOR_PERCENTILE = 100
const LEAST_SHARE_IN_RECOVERY = 0.15
/** Claimed, and between dot and answer. */
const LEAST_SHARE_OF_EACH_STATE = 0.3
const LONGEST_START_MS = 30_000
const REST_MS = 180_000

/** What is sent, to whom and through what. */
type Way = {
  reachedBy: ReachedBy
  startSink: typeof startMailSink
  urls(sinkUrl: string): { smtpUrl: string; smsUrl?: string }
}
const byEmail: Way = {
  reachedBy: 'email',
  startSink: startMailSink,
  urls: smtpUrl => ({ smtpUrl }),
}
const bySms: Way = {
  reachedBy: 'phone',
  startSink: startSmsSink,
  // Nobody has an e-mail address.
  urls: smsUrl => ({ smtpUrl: 'smtp://127.0.0.1:1', smsUrl }),
}

/** Kills workers at random moments while they send e-mails, and looks whether anybody was forgotten or written to twice. */
export const kill: Fault = amount => killWhileSending(byEmail, amount)

/** The same while SMS go out through an HTTP gateway. */
export const smsKill: Fault = amount => killWhileSending(bySms, amount)

async function killWhileSending(way: Way, amount: number): Promise<FaultOutcome> {
  const ground = await faultGround()
  const sink = await way.startSink(ground.folder, SINK_DELAY_MS)
  const slowSink = await way.startSink(ground.folder, SLOW_SINK_DELAY_MS)
  const startWorker = realWorkers({ ...ground, ...way.urls(sink.url) })
  const accounts = [await ground.account('hold', way.reachedBy), await ground.account('retry', way.reachedBy)]
  const broken: string[] = []
  try {
    const busy = keepBusy(accounts, 600, 800)
    broken.push(...(await stopCleanly(ground, startWorker())))
    // Recovery is measured as it is where not every worker dies at once.
    const survivor = realWorkers({ ...ground, ...way.urls(slowSink.url) }, 'survivor')()
    const { kills, others, broken: whileKilling } = await killAgain(ground, startWorker, amount)
    const last = [survivor, startWorker(), startWorker()]
    broken.push(...whileKilling, ...(await busy.stop()), ...(await comeToRest(ground, last, REST_MS)))
    await Promise.all(last.map(worker => worker.stop()))

    const accepted = [...sink.accepted(), ...slowSink.accepted()]
    const tallies = await Promise.all(accounts.map(account => ledgerTally(ground, account, accepted)))
    const recovery = await recoveryTimes(ground, kills)
    broken.push(...judge(kills, recovery, tallies))
    return { seen: words(kills, others, recovery, tallies), broken }
  } finally {
    await Promise.all([sink.stop(), slowSink.stop()])
    await ground.close(broken.length > 0)
  }
}

/** It also leaves a compile cache behind, which whoever is killed never does. */
async function stopCleanly({ recorder }: FaultGround, worker: RealWorker): Promise<string[]> {
  const isSending = await soon(() => recorder.hasBrought(worker.name, 'accepted'), worker, LONGEST_START_MS)
  await worker.stop()
  if (!isSending) return ['a worker that was to be stopped in the middle of its work had sent nothing']
  const inHand = await recorder.inHandOf(worker.name)
  return inHand.length ? [`a worker that was told to stop left ${inHand.length} messages in hand`] : []
}

type Recovery = { sortedMs: number[]; never: number }

/** Of every kill: until the first of its victim's messages that had not reached its dot was claimed again. */
async function recoveryTimes({ recorder }: FaultGround, kills: Kill[]): Promise<Recovery> {
  const again = await Promise.all(
    kills
      .filter(({ sending }) => sending.length > 0)
      .map(async ({ sending, atMs }) => {
        const claimedMs = await recorder.claimedAgain(sending, atMs)
        return claimedMs && claimedMs - atMs
      }),
  )
  const sortedMs = again.filter(ms => ms !== null).sort((a, b) => a - b)
  return { sortedMs, never: again.length - sortedMs.length }
}

function judge(kills: Kill[], { sortedMs, never }: Recovery, tallies: LedgerTally[]): string[] {
  const broken = tallies.flatMap(tally => tally.broken)
  if (never) broken.push(`after ${never} kills nothing of the victim's was sent again`)
  const p99 = percentile(sortedMs, 0.99)
  // A short round has too few kills for a percentile: there it is only told.
  if (kills.length >= LEAST_FOR_PERCENTILE && p99 > RECOVERY_GOAL_MS) {
    broken.push(`recovery p99 is ${seconds(p99)} s, the goal is ${RECOVERY_GOAL_MS / 1000} s`)
  }
  const atLeast = (share: number, what: string, isSo: (kill: Kill) => boolean) => {
    const count = kills.filter(isSo).length
    if (!(kills.length && count >= kills.length * share))
      broken.push(`only ${count} of ${kills.length} kills ${what}`)
  }
  atLeast(LEAST_SHARE_IN_RECOVERY, 'were inside recovery', ({ inside }) => inside !== 'work')
  atLeast(LEAST_SHARE_OF_EACH_STATE, 'hit claimed messages', ({ sending }) => sending.length > 0)
  atLeast(LEAST_SHARE_OF_EACH_STATE, 'hit messages between dot and answer', one => one.dots > 0)
  const dots = kills.reduce((sum, one) => sum + one.dots, 0)
  if (!sortedMs.length) broken.push('no recovery was timed')
  const doubtful = tallies.reduce((sum, one) => sum + one.unconfirmed + one.resent, 0)
  if (doubtful > dots) {
    broken.push(`${doubtful} are unconfirmed or were sent again; kills caught ${dots} between dot and answer`)
  }
  return broken
}

function words(kills: Kill[], others: number, { sortedMs }: Recovery, tallies: LedgerTally[]): string[] {
  const count = (inside: Kill['inside']) => kills.filter(one => one.inside === inside).length
  const sum = (of: (kill: Kill) => number) => kills.reduce((total, kill) => total + of(kill), 0)
  const [restarted, takingOver] = [count('restarted'), count('taking-over')]
  const [p50, p99] = [percentile(sortedMs, 0.5), percentile(sortedMs, 0.99)]
  return [
    `${kills.length} counted kills of ${sum(one => one.sending.length)} claimed messages and ${sum(one => one.dots)} between dot and answer (${restarted + takingOver} in recovery: ${restarted} just restarted, ${takingOver} taking over; ${others} more hit nothing)`,
    ...tallies.map(tallyInWords),
    `recovery p50 ${seconds(p50)} p99 ${seconds(p99)} max ${seconds(sortedMs.at(-1) ?? 0)} s`,
  ]
}

const percentile = (sorted: number[], share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0
const seconds = (ms: number) => (ms / 1000).toFixed(1)
