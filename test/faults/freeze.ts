import { setTimeout as wait } from 'node:timers/promises'
import { comeToRest } from './come-to-rest.ts'
import type { FaultOutcome } from './fault.ts'
import { type FaultGround, faultGround } from './fault-ground.ts'
import { keepBusy } from './keep-busy.ts'
import { soon } from './kill-again.ts'
import { ledgerTally, tallyInWords } from './ledger-check.ts'
import { startMailSink } from './mail-sink.ts'
import { type RealWorker, realWorkers } from './real-worker.ts'

/** Slow, so that few messages keep many workers busy. */
const SINK_DELAY_MS = 400
/** So many are frozen at once, each at a moment of its own; one more goes on and takes over. */
const FROZEN_AT_ONCE = 4
const LONGEST_FREEZE_MS = 40_000
const REST_MS = 120_000

/** Freezes workers in the middle of sending until others have taken over, and lets them go on as if nothing had been. */
export async function freeze(amount: number): Promise<FaultOutcome> {
  const ground = await faultGround()
  const sink = await startMailSink(ground.folder, SINK_DELAY_MS)
  const startWorker = realWorkers({ ...ground, smtpUrl: sink.url })
  const accounts = [await ground.account('hold'), await ground.account('retry')]
  const broken: string[] = []
  const frozen = { times: 0, sending: 0, dots: 0 }
  try {
    const workers = Array.from({ length: FROZEN_AT_ONCE + 1 }, startWorker)
    const busy = keepBusy(accounts, 400, 500)
    while (frozen.times < amount && broken.length === 0) {
      const round = workers.slice(0, Math.min(FROZEN_AT_ONCE, amount - frozen.times))
      await Promise.all(round.map(freezeOnce))
      workers.push(...workers.splice(0, 1)) // another one stays awake in the next round
    }
    broken.push(...(await busy.stop()))
    broken.push(...(await comeToRest(ground, workers, REST_MS)))
    await Promise.all(workers.map(worker => worker.stop()))

    const tallies = await Promise.all(accounts.map(account => ledgerTally(ground, account, sink.accepted())))
    broken.push(...tallies.flatMap(tally => tally.broken))
    const seen = [
      `${frozen.times} freezes past the lease, of ${frozen.sending} claimed and ${frozen.dots} between dot and answer`,
      ...tallies.map(tallyInWords),
    ]
    return { seen, broken }
  } finally {
    await sink.stop()
    await ground.close(broken.length > 0)
  }

  /** Counts only when it held messages, and each is in other hands by now or its lease long over. */
  async function freezeOnce(worker: RealWorker): Promise<void> {
    for (const until = Date.now() + LONGEST_FREEZE_MS; ; ) {
      await soon(() => ground.recorder.hasBrought(worker.name, 'accepted'), worker, LONGEST_FREEZE_MS)
      await wait(Math.random() * 400)
      worker.freeze()
      await statementsDone(ground, worker)
      const inHand = await ground.recorder.inHandOf(worker.name)
      if (inHand.length) {
        const isPast = await leaseRanOut(
          ground,
          worker,
          inHand.map(one => one.id),
          LONGEST_FREEZE_MS,
        )
        worker.thaw()
        if (!isPast) broken.push(`the leases of ${worker.name} still run after ${LONGEST_FREEZE_MS / 1000} s`)
        frozen.times++
        frozen.dots += inHand.filter(one => one.state === 'dot').length
        frozen.sending += inHand.filter(one => one.state === 'sending').length
        return
      }
      worker.thaw()
      if (worker.hasFailed() || Date.now() > until)
        return void broken.push(`${worker.name} held nothing to freeze it with`)
    }
  }
}

/** What was on its way when the process froze is done; nothing follows. */
async function statementsDone(ground: FaultGround, { name }: RealWorker): Promise<void> {
  for (;;) {
    const active = await ground.recorder.rows(
      `select from pg_stat_activity where application_name = $1 and state = 'active'`,
      [name],
    )
    if (!active.length) return
    await wait(5)
  }
}

/** @returns whether all of the messages went into other hands in time, but for those that a frozen transaction locks: these are only overdue */
async function leaseRanOut(
  ground: FaultGround,
  { name }: RealWorker,
  ids: string[],
  limitMs: number,
): Promise<boolean> {
  for (const until = Date.now() + limitMs; Date.now() < until; await wait(100)) {
    const left = await ground.recorder.rows(
      `select from message m join trail_owner o on o.owner = m.owner
       where m.id = any($1) and o.worker = $2 and m.state in ('sending', 'dot')
         and m.lease_until > now() - interval '3 s'`,
      [ids, name],
    )
    if (!left.length) return true
  }
  return false
}
