import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { benchServer } from './ground/bench-database.ts'
import { canMeasureCpu } from './ground/cpu-time.ts'
import { type InviteRound, inviteRound } from './ground/invite-round.ts'
import { type Bench, linesOf, ratioAtLeast } from './ground/measurement.ts'
import { SMS_LANES, startSmsGateway } from './ground/sink.ts'
import { median } from './ground/statistics.ts'

const ROUNDS = 2
const SMS_LOOP = fileURLToPath(new URL('./ground/sms-loop.ts', import.meta.url))
const run = promisify(execFile)
const line = linesOf('sms')

/** Inviting everybody by SMS through an HTTP gateway; and the same requests in a bare loop. */
export const bench: Bench = async function* ({ people: asked, note }) {
  const people = asked ?? 10_000
  const server = await benchServer(note)
  const gateway = await startSmsGateway()
  try {
    await server.neverInvited(people)
    note(`gateway: ${gateway.name}; ${SMS_LANES} connections; ${ROUNDS} rounds, floor and ours by turns`)
    const loops: { ms: number; cpuMs: number }[] = []
    const ours: InviteRound[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      const { stdout } = await run(process.execPath, [
        SMS_LOOP,
        ...[gateway.port, SMS_LANES, people].map(String),
      ])
      loops.push(JSON.parse(stdout))
      ours.push(await inviteRound({ server, sink: gateway, people, by: 'sms' }))
      note(
        `round ${round}: bare loop ${perSecond(loops.at(-1)!.ms)}/s, ours ${perSecond(ours.at(-1)!.sendMs)}/s`,
      )
    }
    const rate = (ms: number[]) => (people / median(ms)) * 1000
    yield line(
      'sent, from the end of the hold until the gateway has all',
      rate(ours.map(one => one.sendMs)),
      'SMS/s',
      {
        floor: { value: rate(loops.map(one => one.ms)), what: 'bare loop over the same gateway' },
        goal: ratioAtLeast(0.5),
      },
    )
    if (canMeasureCpu) {
      const each = (values: number[]) => median(values) / people
      yield line('processor time of Node to send', each(ours.map(one => one.cpuMs.worker.send)), 'ms/SMS', {
        floor: { value: each(loops.map(one => one.cpuMs)), what: 'bare loop' },
      })
      yield line(
        'processor time of PostgreSQL to send',
        each(ours.map(one => one.cpuMs.postgres.send)),
        'ms/SMS',
      )
    }

    function perSecond(ms: number): string {
      return Math.round((people / ms) * 1000).toLocaleString('en')
    }
  } finally {
    await gateway.stop()
    await server.stop()
  }
}
