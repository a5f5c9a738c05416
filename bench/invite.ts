import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { LANES } from '../server/main/start-worker.ts'
import { type BenchServer, benchServer } from './ground/bench-database.ts'
import { canMeasureCpu } from './ground/cpu-time.ts'
import { heldRound, type InviteRound, inviteRound } from './ground/invite-round.ts'
import { atMost, type Bench, linesOf, ratioAtLeast, ratioAtMost } from './ground/measurement.ts'
import { type CountingSink, smtpSource, startSink } from './ground/sink.ts'
import { median } from './ground/statistics.ts'

const ROUNDS = 2
/** The floors are steady from the first thousands on; a million of them would only take time. */
const MOST_FLOOR_MESSAGES = 20_000
const SMALL_RUN = 10_000
const HOLD_SECONDS = 3
const MAIL_LOOP = fileURLToPath(new URL('./ground/mail-loop.ts', import.meta.url))
const run = promisify(execFile)
const line = linesOf('invite')

type Loop = { perSecond: number; cpuMs: number; bytes: number }

/** Inviting everybody who never was: the press, the writing, the sending; and the same messages without any of it. */
export const bench: Bench = async function* ({ people: asked, note }) {
  const people = asked ?? 20_000
  const server = await benchServer(note)
  const sink = await startSink()
  try {
    await server.neverInvited(people)
    note(`sink: ${sink.name}; ${LANES} connections; ${ROUNDS} rounds, floor and ours by turns`)
    const loops: Loop[] = []
    const prepared: Loop[] = []
    const inC: number[] = []
    const ours: InviteRound[] = []
    const count = Math.min(people, MOST_FLOOR_MESSAGES)
    for (let round = 1; round <= ROUNDS; round++) {
      loops.push(await mailLoop('pool', sink, count))
      ours.push(await inviteRound({ server, sink, people }))
      prepared.push(await mailLoop('prepared', sink, count))
      inC.push(...(await cSender(sink, count, loops[0]!.bytes)))
      note(
        `round ${round}: plain loop ${whole(loops.at(-1)!.perSecond)}/s, ours ${whole(rates(people, ours).at(-1)!)}/s`,
      )
    }
    const sending = median(rates(people, ours))
    const of = (values: (round: InviteRound) => number) => median(ours.map(values))
    const loop = median(loops.map(one => one.perSecond))

    yield line(
      'pressing until the answer',
      of(round => round.pressMs),
      'ms',
      { goal: atMost(500) },
    )
    yield line(
      'resolved, judged and written',
      of(round => (people / round.writeMs) * 1000),
      'people/s',
    )
    yield line('sent, from the end of the hold until the sink has all', sending, 'messages/s', {
      floor: { value: loop, what: 'plain pooled nodemailer loop' },
      goal: ratioAtLeast(2),
    })
    if (inC.length) {
      yield line('sent, beside a sender in C', sending, 'messages/s', {
        floor: { value: median(inC), what: 'smtp-source -d; also the ceiling of the sink' },
        goal: ratioAtLeast(0.2),
      })
    }
    yield line('sent, beside SMTP alone', sending, 'messages/s', {
      floor: { value: median(prepared.map(one => one.perSecond)), what: 'SMTPConnection, bytes made before' },
    })
    if (canMeasureCpu) {
      yield line(
        'processor time of Node to send',
        of(round => round.cpuMs.worker.send / people),
        'ms/message',
        {
          floor: { value: median(loops.map(one => one.cpuMs / count)), what: 'plain loop' },
        },
      )
      yield line(
        'processor time of PostgreSQL to send',
        of(round => round.cpuMs.postgres.send / people),
        'ms/message',
      )
      yield line(
        'processor time of Node to write',
        of(round => round.cpuMs.worker.write / people),
        'ms/person',
      )
      yield line(
        'processor time of PostgreSQL to write',
        of(round => round.cpuMs.postgres.write / people),
        'ms/person',
      )
    }
    yield* held(server, sink, people)
    if (people > SMALL_RUN) yield* beside(await smallRuns(server, sink), ours, people)
  } finally {
    await sink.stop()
    await server.stop()
  }
}

/** The hold may end while people are still being written. */
async function* held(server: BenchServer, sink: CountingSink, people: number) {
  const { firstAfterHoldMs, allMs } = await heldRound({ server, sink, people }, HOLD_SECONDS)
  yield line('first mail out after the hold', firstAfterHoldMs, 'ms', { goal: atMost(2_000) })
  yield line(
    'writing and sending at once, hold of 3 s taken off',
    people / (allMs / 1000 - HOLD_SECONDS),
    'messages/s',
  )
}

async function smallRuns(server: BenchServer, sink: CountingSink): Promise<InviteRound[]> {
  const rounds = []
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push(await inviteRound({ server, sink, people: SMALL_RUN }))
  }
  return rounds
}

/** Whether one among very many costs more than one among few. */
function* beside(small: InviteRound[], ours: InviteRound[], people: number) {
  const clock = (rounds: InviteRound[], count: number) =>
    median(rounds.map(({ writeMs, sendMs }) => (writeMs + sendMs) / count))
  const cpu = (rounds: InviteRound[], count: number) =>
    median(
      rounds.map(
        ({ cpuMs: { worker, postgres } }) =>
          (worker.write + worker.send + postgres.write + postgres.send) / count,
      ),
    )
  const what = `an invitation of ${whole(SMALL_RUN)}`
  yield line(`one of ${whole(people)} invitations, written and sent`, clock(ours, people), 'ms', {
    floor: { value: clock(small, SMALL_RUN), what },
    goal: ratioAtMost(1.1),
  })
  if (canMeasureCpu) {
    yield line('the same in processor time', cpu(ours, people), 'ms', {
      floor: { value: cpu(small, SMALL_RUN), what },
    })
  }
}

const rates = (people: number, rounds: InviteRound[]) => rounds.map(({ sendMs }) => (people / sendMs) * 1000)
const whole = (value: number) => Math.round(value).toLocaleString('en')

async function mailLoop(mode: 'pool' | 'prepared', sink: CountingSink, count: number): Promise<Loop> {
  const { stdout } = await run(process.execPath, [MAIL_LOOP, mode, ...[sink.port, LANES, count].map(String)])
  const { ms, cpuMs, bytes } = JSON.parse(stdout) as { ms: number; cpuMs: number; bytes: number }
  return { perSecond: (count / ms) * 1000, cpuMs, bytes }
}

/** @returns messages per second; nothing where it is not installed */
async function cSender(sink: CountingSink, count: number, bytes: number): Promise<number[]> {
  const sender = smtpSource()
  if (!sender) return []
  const startedAt = performance.now()
  await run(sender, [
    '-d',
    '-s',
    String(LANES),
    '-m',
    String(count),
    '-l',
    String(bytes),
    `127.0.0.1:${sink.port}`,
  ])
  return [(count / (performance.now() - startedAt)) * 1000]
}
