import { comeToRest } from './come-to-rest.ts'
import type { FaultOutcome } from './fault.ts'
import { faultGround } from './fault-ground.ts'
import { ledgerTally, tallyInWords } from './ledger-check.ts'
import { startMailSink } from './mail-sink.ts'
import type { Race } from './race-acts.ts'
import { racesBroken, racesInWords } from './race-check.ts'
import { firstMessages, whereTheyMet } from './race-stages.ts'
import { raceWave } from './race-wave.ts'
import { realWorkers } from './real-worker.ts'

/** Slow, so that what races a message has a chance to meet it while it waits. */
const SINK_DELAY_MS = 600
/** People invited by one press. */
const PER_WAVE = 400
/** Invited first, so that the workers are under way when it counts. */
const WARM_UP = 100
const REST_MS = 120_000
/** Fences have looked, and take so long to decide: what happens meanwhile happens in DATA. */
const LONGEST_FENCE_SECONDS = 0.25
const SLOW_FENCE = `
  create function slow_fence() returns trigger language plpgsql as $$
  begin
    if current_query() like '%set state = ''dot''%' then perform pg_sleep(random() * ${LONGEST_FENCE_SECONDS}); end if;
    return null;
  end $$;
  create trigger slow_fence before update on message for each statement execute function slow_fence();`

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
    await ground.owner.query(SLOW_FENCE)
    const workers = [startWorker(), startWorker()]
    await account.press('user.invite', await account.people(WARM_UP))
    broken.push(...(await comeToRest(ground, workers, REST_MS)))
    const all: Race[] = []
    while (all.length < amount && broken.length === 0) {
      all.push(...(await raceWave(ground, account, sink, Math.min(PER_WAVE, amount - all.length))))
    }
    broken.push(...(await comeToRest(ground, workers, REST_MS)))
    await Promise.all(workers.map(worker => worker.stop()))

    const arrived = sink.accepted()
    const tally = await ledgerTally(ground, account, arrived)
    broken.push(...tally.broken, ...(await racesBroken(ground, account, all, arrived)))
    const met = whereTheyMet(all, await firstMessages(ground, account), sink.lines())
    broken.push(...met.broken)
    return { seen: [...met.seen, ...racesInWords(all), tallyInWords(tally)], broken }
  } finally {
    await sink.stop()
    await ground.close(broken.length > 0)
  }
}
