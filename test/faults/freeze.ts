import { comeToRest } from './come-to-rest.ts'
import type { FaultOutcome } from './fault.ts'
import { faultGround } from './fault-ground.ts'
import { type Freeze, freezeUntilTakenOver } from './freeze-once.ts'
import { keepBusy } from './keep-busy.ts'
import { ledgerTally, tallyInWords } from './ledger-check.ts'
import { type SinkLine, startMailSink } from './mail-sink.ts'
import { realWorkers } from './real-worker.ts'

/** Slow, so that few messages keep many workers busy. */
const SINK_DELAY_MS = 400
/** So many are frozen at once, each at a moment of its own; one more goes on and takes over. */
const FROZEN_AT_ONCE = 4
const REST_MS = 120_000
/** Of the messages that were in a frozen worker's hands; the others' rows it has locked itself. */
const LEAST_SHARE_TAKEN_OVER = 0.9
/** Of the freezes after which the worker went on with what was not its own any more. */
const LEAST_SHARE_FENCED = 0.8

/** Freezes workers in the middle of sending until others have taken over, and lets them go on as if nothing had been. */
export async function freeze(amount: number): Promise<FaultOutcome> {
  const ground = await faultGround()
  const sink = await startMailSink(ground.folder, SINK_DELAY_MS)
  const startWorker = realWorkers({ ...ground, smtpUrl: sink.url })
  const accounts = [await ground.account('hold'), await ground.account('retry')]
  const broken: string[] = []
  const freezes: Freeze[] = []
  try {
    const workers = Array.from({ length: FROZEN_AT_ONCE + 1 }, startWorker)
    const busy = keepBusy(accounts, 400, 500)
    while (freezes.length < amount && broken.length === 0) {
      const round = workers.slice(0, Math.min(FROZEN_AT_ONCE, amount - freezes.length))
      for (const one of await Promise.all(round.map(worker => freezeUntilTakenOver(ground, worker)))) {
        if ('broken' in one) broken.push(one.broken)
        else freezes.push(one)
      }
      workers.push(...workers.splice(0, 1)) // another one stays awake in the next round
    }
    broken.push(...(await busy.stop()))
    broken.push(...(await comeToRest(ground, workers, REST_MS)))
    await Promise.all(workers.map(worker => worker.stop()))

    const tallies = await Promise.all(accounts.map(account => ledgerTally(ground, account, sink.accepted())))
    broken.push(...tallies.flatMap(tally => tally.broken))
    const met = whatWasMet(freezes, sink.lines())
    return { seen: [met.seen, ...tallies.map(tallyInWords)], broken: [...broken, ...met.broken] }
  } finally {
    await sink.stop()
    await ground.close(broken.length > 0)
  }
}

/** That others really took over, and that who came back really tried to go on and was turned away. */
function whatWasMet(freezes: Freeze[], lines: SinkLine[]): { seen: string; broken: string[] } {
  const sum = (of: (one: Freeze) => number) => freezes.reduce((total, one) => total + of(one), 0)
  const [held, taken] = [sum(one => one.sending + one.dots), sum(one => one.taken.length)]
  const voids = lines.filter(line => line.isVoid)
  const triedBy = ({ takenUnsent, thawedMs }: Freeze) =>
    voids.filter(({ messageId, atMs }) => atMs >= thawedMs && takenUnsent.has(messageId))
  const withUnsent = freezes.filter(one => one.takenUnsent.size > 0)
  const fenced = withUnsent.filter(one => triedBy(one).length > 0)
  const broken: string[] = []
  if (!(taken >= held * LEAST_SHARE_TAKEN_OVER))
    broken.push(`of ${held} messages in frozen hands others took over only ${taken}`)
  if (!(withUnsent.length && fenced.length >= withUnsent.length * LEAST_SHARE_FENCED))
    broken.push(
      `of ${withUnsent.length} that came back to messages of others, only ${fenced.length} tried to send one`,
    )
  return {
    seen: `${freezes.length} freezes past the lease, of ${sum(one => one.sending)} claimed and ${sum(one => one.dots)} between dot and answer: ${taken} taken over by others; ${fenced.length} of ${withUnsent.length} thawed went on and were turned away, ${new Set(freezes.flatMap(triedBy)).size} times`,
    broken,
  }
}
