import { setTimeout as wait } from 'node:timers/promises'
import type { FaultAccount } from './fault-account.ts'
import type { FaultGround } from './fault-ground.ts'
import type { MailSink } from './mail-sink.ts'
import {
  type Act,
  again,
  againByRun,
  inactivatedByRun,
  inactivatedByTransaction,
  moved,
  movedAndInvited,
  type Race,
  sameRun,
  sameRunLater,
} from './race-acts.ts'
import { type WaveProgress, waveProgress } from './wave-progress.ts'

/** Some of a wave are never settled, since they were inactivated before they had a message: what waits for all would wait long. */
const LATEST_START = 0.95
/** Those that have a lane, or are about to get one. */
const UNDER_WAY = 48
/** After DATA began; most fences have not been decided by then. */
const LATEST_IN_DATA_MS = 50

/** What of every forty people happens to how many at once: runs are of several, and transactions wait for each other. */
const ACTS: { act: Act; atOnce: number; isWithThePress?: boolean }[] = [
  { act: sameRun, atOnce: 4, isWithThePress: true },
  ...repeated(2, { act: again, atOnce: 1, isWithThePress: true }),
  { act: sameRunLater, atOnce: 4 },
  ...repeated(2, { act: again, atOnce: 1 }),
  { act: againByRun, atOnce: 6 },
  ...repeated(6, { act: moved, atOnce: 1 }),
  { act: inactivatedByTransaction, atOnce: 3 },
  ...repeated(4, { act: movedAndInvited, atOnce: 1 }),
  { act: inactivatedByRun, atOnce: 6 },
  { act: inactivatedByTransaction, atOnce: 3 },
]

function repeated<T>(times: number, what: T): T[] {
  return Array.from({ length: times }, () => what)
}

/** Invites people by one press, and lets each of them be raced. */
export async function raceWave(
  ground: FaultGround,
  account: FaultAccount,
  sink: MailSink,
  count: number,
): Promise<Race[]> {
  const people = await account.people(count)
  const progress = await waveProgress(ground, sink)
  const moments = momentsOf(progress, await addressesOf(ground, people))
  // Both have the review before them, the same people in it, and press.
  const reviewedAt = new Date().toISOString()
  const twice: string[] = []
  const acts: (() => Promise<Race[]>)[] = []
  const pressing = Promise.withResolvers<void>()
  let unready = 0
  for (let place = 0, number = 0; place < count; number++) {
    const { act, atOnce, isWithThePress } = ACTS[number % ACTS.length]!
    const personIds = people.slice(place, place + atOnce)
    if (act === sameRun) twice.push(...personIds)
    const itsTurn = isWithThePress ? null : moments[number % moments.length]!(place)
    const moment = async () => {
      if (--unready === 0) pressing.resolve()
      await pressing.promise
      await itsTurn
    }
    unready++
    acts.push(() => act({ ground, account, reviewedAt }, personIds, moment))
    place += atOnce
  }
  const racing = Promise.all(acts.map(act => act()))
  await Promise.race([pressing.promise, racing])
  progress.start()
  const pressed = [
    () => account.press('user.invite', people, {}, reviewedAt),
    () => account.second.press('user.invite', twice, reviewedAt),
  ]
  if (Math.random() < 0.5) pressed.reverse()
  const [raced] = await Promise.all([racing, ...pressed.map(press => press())])
  await progress.end()
  return raced.flat()
}

/** Messages leave in the order of their people. When what races the person at a place begins: at any time before, shortly before, in DATA. */
function momentsOf(progress: WaveProgress, addresses: string[]): ((place: number) => Promise<void>)[] {
  const before = (place: number, count: number) =>
    progress.whenSettled(LATEST_START * place - Math.random() * count)
  return [
    place => before(place, LATEST_START * place),
    place => before(place, UNDER_WAY),
    async place => {
      await progress.whenInData(addresses[place]!)
      await wait(Math.random() * LATEST_IN_DATA_MS)
    },
  ]
}

async function addressesOf({ recorder }: FaultGround, personIds: string[]): Promise<string[]> {
  const rows = await recorder.rows<{ id: string; email: string }>(
    'select id, email from person where id = any($1)',
    [personIds],
  )
  const addressOf = new Map(rows.map(({ id, email }) => [id, email]))
  return personIds.map(id => addressOf.get(id)!)
}
