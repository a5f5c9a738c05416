import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { hasKannel } from '../test/kannel.ts'
import { type BenchServer, benchServer } from './ground/bench-database.ts'
import { canMeasureCpu } from './ground/cpu-time.ts'
import { type InviteRound, inviteRound } from './ground/invite-round.ts'
import { type Bench, linesOf, ratioAtLeast } from './ground/measurement.ts'
import { type CountingSink, SMS_LANES, startKannel, startSmsGateway } from './ground/sink.ts'
import { median } from './ground/statistics.ts'

const ROUNDS = 2
/** Of one message: what Kannel 1.4.5 takes before its fake SMSC where one request follows another at once. */
const KANNEL_MS = 20
/**
 * About what a fence takes. Where requests come so far apart, Kannel answers each 40 ms later, whoever sends it: its own processes
 * wait for each other's acknowledgement. Source: decision 0019.
 */
const FENCE_MS = 5
const KANNEL = 'Kannel'
const SMS_LOOP = fileURLToPath(new URL('./ground/sms-loop.ts', import.meta.url))
const run = promisify(execFile)
const line = linesOf('sms')

/** Inviting everybody by SMS through an HTTP gateway; and the same requests in a bare loop. */
export const bench: Bench = async function* ({ people: asked, note }) {
  const people = asked ?? 10_000
  const server = await benchServer(note)
  try {
    await server.neverInvited(people)
    const beside = (gateway: CountingSink, what: string) => measured({ server, people, note }, gateway, what)
    if (hasKannel) yield* beside(await startKannel(), KANNEL)
    yield* beside(await startSmsGateway(KANNEL_MS), 'a gateway as fast as Kannel')
    yield* beside(await startSmsGateway(0), 'a gateway that answers at once')
  } finally {
    await server.stop()
  }
}

type Loop = { ms: number; cpuMs: number }

async function bareLoop(gateway: CountingSink, people: number, pauseMs: number): Promise<Loop> {
  const args = [SMS_LOOP, ...[gateway.port, SMS_LANES, people, pauseMs].map(String)]
  return JSON.parse((await run(process.execPath, args)).stdout)
}

type Ground = { server: BenchServer; people: number; note(line: string): void }

async function* measured({ server, people, note }: Ground, gateway: CountingSink, what: string) {
  try {
    const loops: Loop[] = []
    const paused: Loop[] = []
    const ours: InviteRound[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      loops.push(await bareLoop(gateway, people, 0))
      if (what === KANNEL) paused.push(await bareLoop(gateway, people, FENCE_MS))
      ours.push(await inviteRound({ server, sink: gateway, people, by: 'sms' }))
      const perSecond = (ms: number) => Math.round((people / ms) * 1000).toLocaleString('en')
      note(`${what}: bare loop ${perSecond(loops.at(-1)!.ms)}/s, ours ${perSecond(ours.at(-1)!.sendMs)}/s`)
    }
    const rate = (ms: number[]) => (people / median(ms)) * 1000
    yield line(`sent to ${what}`, rate(ours.map(one => one.sendMs)), 'SMS/s', {
      floor: { value: rate(loops.map(one => one.ms)), what: `bare loop, ${SMS_LANES} connections` },
      goal: ratioAtLeast(0.5),
    })
    if (paused.length) {
      yield line('sent to it, beside a loop that pauses', rate(ours.map(one => one.sendMs)), 'SMS/s', {
        floor: {
          value: rate(paused.map(one => one.ms)),
          what: `the same, ${FENCE_MS} ms before each request`,
        },
      })
    }
    if (!canMeasureCpu) return
    const each = (values: number[]) => median(values) / people
    yield line('processor time of Node to send', each(ours.map(one => one.cpuMs.worker.send)), 'ms/SMS', {
      floor: { value: each(loops.map(one => one.cpuMs)), what: 'bare loop' },
    })
    yield line(
      'processor time of PostgreSQL to send',
      each(ours.map(one => one.cpuMs.postgres.send)),
      'ms/SMS',
    )
  } finally {
    await gateway.stop()
  }
}
