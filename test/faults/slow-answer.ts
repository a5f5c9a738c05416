import { comeToRest } from './come-to-rest.ts'
import type { FaultOutcome } from './fault.ts'
import { faultGround } from './fault-ground.ts'
import { ledgerTally, tallyInWords } from './ledger-check.ts'
import { startMailSink } from './mail-sink.ts'
import { realWorkers } from './real-worker.ts'

/** Longer than a lease, shorter than a sender's patience: a server that looks into every message before it answers. */
const ANSWER_AFTER_MS = 24_000
/** As long as a lease is without being renewed. */
const LEASE_SECONDS = 8
const REST_MS = 120_000

/** The answer to the dot comes late, but it comes: nobody crashed, so nobody is in doubt and nobody is written to twice. */
export async function slowAnswer(amount: number): Promise<FaultOutcome> {
  const ground = await faultGround()
  const sink = await startMailSink(ground.folder, ANSWER_AFTER_MS)
  const startWorker = realWorkers({ ...ground, smtpUrl: sink.url })
  const accounts = [await ground.account('hold'), await ground.account('retry')]
  const broken: string[] = []
  try {
    const workers = [startWorker(), startWorker()]
    for (const account of accounts) await account.press('user.invite', await account.people(amount))
    broken.push(...(await comeToRest(ground, workers, REST_MS)))
    await Promise.all(workers.map(worker => worker.stop()))

    const accepted = sink.accepted()
    const tallies = await Promise.all(accounts.map(account => ledgerTally(ground, account, accepted)))
    broken.push(...tallies.flatMap(tally => tally.broken))
    const doubted = await ground.recorder.rows(
      `select from trail where from_state = 'dot' and state in ('unconfirmed', 'queued')`,
    )
    if (doubted.length) broken.push(`${doubted.length} messages were in doubt though nobody had crashed`)
    const [slow] = await ground.recorder.rows<{ count: number }>(
      `select count(*)::int from trail d join trail a on a.message_id = d.message_id and a.state = 'accepted'
       where d.state = 'dot' and a.at - d.at > make_interval(secs => $1)`,
      [LEASE_SECONDS],
    )
    if (slow!.count !== accounts.length * amount)
      broken.push(`only ${slow!.count} of ${accounts.length * amount} answers came after the end of a lease`)
    const resent = tallies.reduce((sum, tally) => sum + tally.resent, 0)
    if (resent) broken.push(`${resent} messages arrived twice though nobody had crashed`)
    return { seen: [`answers after ${ANSWER_AFTER_MS / 1000} s`, ...tallies.map(tallyInWords)], broken }
  } finally {
    await sink.stop()
    await ground.close(broken.length > 0)
  }
}
