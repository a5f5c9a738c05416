import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { BenchServer } from './bench-database.ts'
import { cpuMsOf, cpuMsOfPostgres } from './cpu-time.ts'
import { signedInClient } from './http-client.ts'
import { startApi, startWorker } from './programs.ts'
import type { CountingSink } from './sink.ts'

export type InviteRound = {
  /** From the press until its answer. */
  pressMs: number
  /** From the answer until every message was written and waited for the end of the hold. */
  writeMs: number
  /** From the end of the hold until the sink had accepted all. */
  sendMs: number
  cpuMs: Record<'worker' | 'postgres', Record<'write' | 'send', number>>
}
type Ground = { server: BenchServer; sink: CountingSink; people: number; by?: 'email' | 'sms' }

const LOOK_EVERY_MS = 25
const PATIENCE_MS_PER_PERSON = 20
const LEAST_PATIENCE_MS = 60_000

const toInvite = {
  selection: { filter: { kind: 'user', status: 'active', invitation: 'not-invited' }, except: [] },
  input: {},
}

/**
 * One run of user.invite over a fresh copy of a database, through `muster api` and `muster worker`. Sending is paused
 * until everything is written, so that the two are measured apart; the pause ends as a hold does: at once, for all.
 *
 * @throws where the ledger, the run and the sink do not agree afterwards
 */
export async function inviteRound(ground: Ground): Promise<InviteRound> {
  const { server, sink, people, by } = ground
  const paused = by === 'sms' ? 'sms_paused' : 'sending_paused'
  return onCopy(ground, async ({ owner, press, worker }) => {
    await owner.query(
      `update account set bulk_hold_seconds = 0, ${paused}_reason = 'measuring', ${paused}_until = 'infinity'`,
    )
    const cpu = () => ({ worker: cpuMsOf(worker.pid), postgres: cpuMsOfPostgres(server.pid()) })
    const start = cpu()
    const pressMs = await press()
    const answeredAt = performance.now()
    await until(owner, people, ALL_WRITTEN)
    const writeMs = performance.now() - answeredAt
    const written = cpu()

    const before = sink.count()
    await owner.query(`update account set ${paused}_reason = null, ${paused}_until = null`)
    const dueAt = performance.now()
    await owner.query(`notify muster_due`)
    await sink.reached(before + people, patienceMs(people))
    const sendMs = performance.now() - dueAt
    await until(owner, people, ALL_SETTLED)
    const sent = cpu()
    await agree(owner, sink.count() - before, people)
    const spent = (who: 'worker' | 'postgres') => ({
      write: written[who] - start[who],
      send: sent[who] - written[who],
    })
    return { pressMs, writeMs, sendMs, cpuMs: { worker: spent('worker'), postgres: spent('postgres') } }
  })
}

/** As it happens in real life: the hold ends while people are still being written. */
export async function heldRound(
  ground: Ground,
  holdSeconds: number,
): Promise<{ firstAfterHoldMs: number; allMs: number }> {
  return onCopy(ground, async ({ owner, press }) => {
    await owner.query('update account set bulk_hold_seconds = $1', [holdSeconds])
    const before = ground.sink.count()
    const pressedAt = performance.now()
    await press()
    const { rows } = await owner.query<{ ms: number }>(
      'select extract(epoch from held_until - clock_timestamp()) * 1000 as ms from run',
    )
    const holdEndsAt = performance.now() + Number(rows[0]!.ms)
    await ground.sink.reached(before + 1, patienceMs(ground.people))
    const firstAfterHoldMs = performance.now() - holdEndsAt
    await ground.sink.reached(before + ground.people, patienceMs(ground.people))
    const allMs = performance.now() - pressedAt
    await until(owner, ground.people, ALL_SETTLED)
    await agree(owner, ground.sink.count() - before, ground.people)
    return { firstAfterHoldMs, allMs }
  })
}

type Scene = { owner: pg.Client; press: () => Promise<number>; worker: { pid: number } }

async function onCopy<T>(
  { server, sink, people, by }: Ground,
  work: (scene: Scene) => Promise<T>,
): Promise<T> {
  const copy = await server.copyOf(await server.neverInvited(people))
  const closing: (() => unknown)[] = [copy.drop]
  try {
    const owner = new pg.Client({ connectionString: copy.url })
    await owner.connect()
    closing.unshift(() => owner.end())
    if (by === 'sms') await owner.query(ALL_BY_SMS)
    const [api, worker] = await Promise.all(
      by === 'sms'
        ? [startApi(copy.url, { SMS_URL: sink.url }), startWorker(copy.url, NOWHERE, { SMS_URL: sink.url })]
        : [startApi(copy.url), startWorker(copy.url, sink.url)],
    )
    closing.unshift(api.stop, worker.stop)
    const client = await signedInClient(api.address)
    closing.unshift(client.close)
    // A first look opens connections and warms what an administrator's browser has warmed before they press.
    await client.post('/api/v1/bulk-actions/user.invite/reviews', toInvite)
    const press = async () => (await client.post('/api/v1/bulk-actions/user.invite/runs', toInvite)).ms
    return await work({ owner, press, worker })
  } finally {
    for (const close of closing) await close()
  }
}

const NOWHERE = 'smtp://127.0.0.1:1'
/** Everybody has a phone, and gets an SMS. */
const ALL_BY_SMS = `
  update installation_setting set verification_method = 'sms-or-email';
  update person p set phone = '+1212' || lpad(n.number::text, 7, '0')
  from (select account_id, id, row_number() over (order by id) as number from person where phone is null) n
  where p.account_id = n.account_id and p.id = n.id;
  update person_state set phone_verdict = 'ok' where phone_verdict <> 'ok';
  analyze`

/** Each looks through an index at most at what is left, so that looking does not disturb. */
const ALL_WRITTEN = `select from run where resolved_at is not null
  and not exists (select from run_item i where i.account_id = run.account_id and i.run_id = run.id and i.outcome = 'pending' and not i.is_applied)`
const ALL_SETTLED = `select from run where finished_at is not null and state = 'completed'
  and not exists (select from run_item i where i.account_id = run.account_id and i.run_id = run.id and i.outcome = 'pending')`

async function until(owner: pg.Client, people: number, question: string): Promise<void> {
  const deadline = performance.now() + patienceMs(people)
  while (!(await owner.query(question)).rowCount) {
    if (performance.now() > deadline)
      throw new Error(`Still not so after ${patienceMs(people)} ms: ${question}`)
    await delay(LOOK_EVERY_MS)
  }
}

const patienceMs = (people: number) => LEAST_PATIENCE_MS + people * PATIENCE_MS_PER_PERSON

/** Figures of a run that lost somebody would be worth nothing. */
async function agree(owner: pg.Client, atSink: number, people: number): Promise<void> {
  const { rows } = await owner.query<Record<string, number>>(`
    select (select count(*)::int from message where state = 'accepted') as accepted,
           (select count(*)::int from message) as messages,
           (select count(*)::int from run_item where outcome = 'done') as done,
           (select count(*)::int from person_state where invitation_state = 'sent') as sent`)
  const found = { atSink, ...rows[0] }
  if (Object.values(found).some(count => count !== people)) {
    throw new Error(`Invited were ${people}, but there are ${JSON.stringify(found)}.`)
  }
}
