import { comeToRest } from './come-to-rest.ts'
import type { FaultOutcome } from './fault.ts'
import type { FaultAccount } from './fault-account.ts'
import { type FaultGround, faultGround } from './fault-ground.ts'
import { ledgerTally, tallyInWords } from './ledger-check.ts'
import { startMailSink } from './mail-sink.ts'
import {
  type Act,
  againAtOnce,
  againByRun,
  inactivatedByRun,
  inactivatedByTransaction,
  moved,
  movedAndInvited,
  type Race,
  sameRun,
} from './race-acts.ts'
import { racesBroken, racesInWords } from './race-check.ts'
import { realWorkers } from './real-worker.ts'
import { waveProgress } from './wave-progress.ts'

/** Slow, so that what races a message has a chance to meet it while it waits. */
const SINK_DELAY_MS = 400
/** People invited by one press. */
const PER_WAVE = 400
/** Invited first, so that the workers are under way when it counts. */
const WARM_UP = 100
const REST_MS = 120_000
/** Some of a wave are never settled, since they were inactivated before they had a message: what waits for all would wait long. */
const LATEST_START = 0.9

/** What of every forty people happens to how many at once: runs are of several, and transactions wait for each other. */
const ACTS: [act: Act, atOnce: number][] = [
  [sameRun, 8],
  ...repeated(4, againAtOnce),
  [againByRun, 6],
  ...repeated(6, moved),
  [inactivatedByTransaction, 3],
  ...repeated(4, movedAndInvited),
  [inactivatedByRun, 6],
  [inactivatedByTransaction, 3],
]

function repeated(times: number, act: Act): [Act, number][] {
  return Array.from({ length: times }, () => [act, 1])
}

/**
 * Two admins who start the same run, second invitations, changed addresses and inactivations, each while messages to the
 * same people wait, are claimed, or are in DATA. @param amount people, each in a race of their own
 */
export async function races(amount: number): Promise<FaultOutcome> {
  const ground = await faultGround()
  const sink = await startMailSink(ground.folder, SINK_DELAY_MS)
  const startWorker = realWorkers({ ...ground, smtpUrl: sink.url })
  const account = await ground.account('hold')
  const broken: string[] = []
  try {
    const workers = [startWorker(), startWorker()]
    await account.press('user.invite', await account.people(WARM_UP))
    broken.push(...(await comeToRest(ground, workers, REST_MS)))
    const all: Race[] = []
    while (all.length < amount && broken.length === 0) {
      all.push(...(await wave(ground, account, Math.min(PER_WAVE, amount - all.length))))
    }
    broken.push(...(await comeToRest(ground, workers, REST_MS)))
    await Promise.all(workers.map(worker => worker.stop()))

    const arrived = sink.accepted()
    const tally = await ledgerTally(ground, account, arrived)
    broken.push(...tally.broken, ...(await racesBroken(ground, account, all, arrived)))
    const inData = sink.lines().filter(line => line.isVoid).length
    const seen = [
      ...(await racesInWords(ground, account, all)),
      `${inData} turned away in DATA`,
      tallyInWords(tally),
    ]
    return { seen, broken }
  } finally {
    await sink.stop()
    await ground.close(broken.length > 0)
  }
}

async function wave(ground: FaultGround, account: FaultAccount, count: number): Promise<Race[]> {
  const people = await account.people(count)
  const progress = await waveProgress(ground)
  const twice: string[] = []
  const acts: (() => Promise<Race[]>)[] = []
  // Messages leave in the order of their people: each act begins at random before the turn of its first one.
  for (let place = 0, number = 0; place < count; number++) {
    const [act, atOnce] = ACTS[number % ACTS.length]!
    const personIds = people.slice(place, place + atOnce)
    if (act === sameRun) twice.push(...personIds)
    const moment = progress.whenSettled(Math.random() * LATEST_START * place)
    acts.push(() => act({ ground, account }, personIds, moment))
    place += atOnce
  }
  // Both have the review before them, the same people in it, and press.
  const reviewedAt = new Date().toISOString()
  const pressed = [
    () => account.press('user.invite', people, {}, reviewedAt),
    () => account.second.press('user.invite', twice, reviewedAt),
  ]
  if (Math.random() < 0.5) pressed.reverse()
  const [raced] = await Promise.all([Promise.all(acts.map(act => act())), ...pressed.map(press => press())])
  await progress.end()
  return raced.flat()
}
