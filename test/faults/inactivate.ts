import { setTimeout as wait } from 'node:timers/promises'
import { aUser } from '../account.ts'
import { comeToRest } from './come-to-rest.ts'
import type { FaultOutcome } from './fault.ts'
import type { FaultAccount } from './fault-account.ts'
import { type FaultGround, faultGround } from './fault-ground.ts'
import { byRun, byTransaction, type Pair, type Race } from './inactivation-race.ts'
import { ledgerTally } from './ledger-check.ts'
import { startMailSink } from './mail-sink.ts'
import { realWorkers } from './real-worker.ts'

const SINK_DELAY_MS = 50
/** Invited at once. */
const PAIRS_PER_WAVE = 40
/** In one transaction, so that fences of several and inactivations of several can wait for each other. */
const PAIRS_PER_TRANSACTION = 5
/** Also invited for every pair, but left alone: their fences go together with those of the pairs. */
const BYSTANDERS = 5
/** The last race begins when this share of the wave's dots was let pass. */
const LATEST_START = 0.7
const LONGEST_WAVE_MS = 20_000
/** Invited first, so that the workers are under way when it counts. */
const WARM_UP = 100
const REST_MS = 60_000

/** Inactivates people while their invitations are on their way and they are signed in. */
export async function inactivate(amount: number): Promise<FaultOutcome> {
  const ground = await faultGround()
  const sink = await startMailSink(ground.folder, SINK_DELAY_MS)
  const startWorker = realWorkers({ ...ground, smtpUrl: sink.url })
  const account = await ground.account('hold')
  const broken: string[] = []
  try {
    const workers = [startWorker(), startWorker()]
    await account.press('user.invite', await account.people(WARM_UP))
    broken.push(...(await comeToRest(ground, workers, REST_MS)))
    const races: Race[] = []
    while (races.length < amount) {
      races.push(...(await wave(ground, account, Math.min(PAIRS_PER_WAVE, amount - races.length))))
    }
    broken.push(...(await comeToRest(ground, workers, REST_MS)))
    await Promise.all(workers.map(worker => worker.stop()))

    broken.push(...(await ledgerTally(ground, account, sink.accepted())).broken)
    const ends = await endsOf(ground, account, races)
    const count = (is: (end: (typeof ends)[number]) => boolean) => ends.filter(is).length
    const late = count(end => end.dotMs !== null && (end.dotMs > end.committedMs || end.dotWhileInactive))
    const letIn = races.reduce((sum, one) => sum + one.letIn, 0)
    if (late) broken.push(`${late} messages passed their fence after the inactivation had committed`)
    if (letIn) broken.push(`${letIn} requests were let in after the inactivation had committed`)
    const seen = [
      `${races.length} races: ${count(end => end.messageId === null)} before there was a message`,
      `${count(end => end.cancelledFrom === 'queued')} while queued`,
      `${count(end => end.cancelledFrom === 'sending')} while claimed (turned away at the fence)`,
      `${count(end => end.dotMs !== null)} after the dot was let pass`,
    ]
    const refused = races.reduce((sum, one) => sum + one.refused, 0)
    return {
      seen: [
        seen.join(', '),
        `${late} fenced afterwards`,
        `${letIn} of ${letIn + refused} requests let in afterwards`,
      ],
      broken,
    }
  } finally {
    await sink.stop()
    await ground.close(broken.length > 0)
  }
}

async function wave(ground: FaultGround, account: FaultAccount, count: number): Promise<Race[]> {
  const people = await account.people(count * (1 + BYSTANDERS))
  // Messages leave in the order of their people: some early, some late.
  const invitees = people.filter((_, place) => place % (1 + BYSTANDERS) === 0)
  const pairs: Pair[] = await Promise.all(
    invitees.map(async invitee => ({
      invitee,
      member: await aUser(ground.database.db, account.account, { hasJoined: true }),
    })),
  )
  shuffle(pairs)
  const moment = progress(ground)
  await account.press('user.invite', people)
  const half = Math.ceil(count / 2)
  const races = pairs.slice(0, half).map(pair => [pair])
  for (let from = half; from < count; from += PAIRS_PER_TRANSACTION) {
    races.push(pairs.slice(from, from + PAIRS_PER_TRANSACTION))
  }
  const decided = races.map(async (several, place) => {
    await moment.whenLetPass(Math.random() * LATEST_START * people.length)
    return (place < half ? byRun : byTransaction)(ground, account, several)
  })
  const ends = await Promise.all(decided)
  await moment.end()
  return ends.flat()
}

/** Lets races begin as far as the wave has come, however fast the machine is. */
function progress({ recorder }: FaultGround) {
  const waiting: { count: number; begin: () => void }[] = []
  let isOver = false
  const count = async () =>
    (await recorder.rows<{ count: number }>(`select count(*)::int from trail where state = 'dot'`))[0]!.count
  const watching = (async () => {
    const before = await count()
    for (const until = Date.now() + LONGEST_WAVE_MS; !isOver; await wait(10)) {
      const now = (await count()) - before
      for (const one of waiting) if (now >= one.count || Date.now() > until) one.begin()
    }
  })()
  return {
    whenLetPass: (count: number) => new Promise<void>(begin => waiting.push({ count, begin })),
    end() {
      isOver = true
      return watching
    },
  }
}

function shuffle(pairs: Pair[]): void {
  for (let last = pairs.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1))
    ;[pairs[last], pairs[other]] = [pairs[other]!, pairs[last]!]
  }
}

type End = {
  committedMs: number
  /** Null where the person was inactive before their message could be written. */
  messageId: string | null
  cancelledFrom: 'queued' | 'sending' | null
  dotMs: number | null
  dotWhileInactive: boolean
}

async function endsOf({ recorder }: FaultGround, { account }: FaultAccount, races: Race[]): Promise<End[]> {
  const rows = await recorder.rows<Omit<End, 'committedMs'> & { personId: string }>(
    `select m.person_id as "personId", m.id as "messageId",
       max(t.from_state::text) filter (where t.state = 'cancelled') as "cancelledFrom",
       max(extract(epoch from t.at)::float8 * 1000) filter (where t.state = 'dot') as "dotMs",
       coalesce(bool_or(t.was_inactive) filter (where t.state = 'dot'), false) as "dotWhileInactive"
     from message m left join trail t on t.message_id = m.id
     where m.account_id = $1 and m.person_id = any($2) group by 1, 2`,
    [account.id, races.map(one => one.invitee)],
  )
  const byPerson = new Map(rows.map(row => [row.personId, row]))
  const none = { messageId: null, cancelledFrom: null, dotMs: null, dotWhileInactive: false }
  return races.map(({ invitee, committedMs }) => ({ ...(byPerson.get(invitee) ?? none), committedMs }))
}
