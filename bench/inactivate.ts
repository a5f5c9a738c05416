import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { admin } from './ground/admin.ts'
import { benchServer } from './ground/bench-database.ts'
import { canMeasureCpu, cpuMsOfPostgres } from './ground/cpu-time.ts'
import { crowd } from './ground/crowd.ts'
import { type HttpClient, signedInClient } from './ground/http-client.ts'
import { type Leavers, makeLeavers } from './ground/leavers.ts'
import { atMost, type Bench, linesOf, ratioAtMost } from './ground/measurement.ts'
import { startApi, startWorker } from './ground/programs.ts'
import { quantile } from './ground/statistics.ts'

const MILLION = 1_000_000
const MOST_LEAVERS = 100_000
const FLOOR_TURNS = 3
const LOOK_EVERY_MS = 50
const PATIENCE_MS = 600_000
const line = linesOf('inactivate')

/**
 * Inactivating many users in one run: with their sessions, snapshots, open items handed to a successor, and the audit log; and
 * undoing it; against one UPDATE of the same rows of the narrow table.
 */
export const bench: Bench = async function* ({ people: asked, note }) {
  const people = asked ?? MILLION
  const server = await benchServer(note)
  const closing: (() => unknown)[] = [() => server.stop()]
  try {
    const copy = await server.copyOf(await server.seeded(people))
    closing.unshift(copy.drop)
    const owner = new pg.Client({ connectionString: copy.url })
    await owner.connect()
    closing.unshift(() => owner.end())
    const { rows } = await owner.query<{ account_id: string; id: string }>(
      'select account_id, id from person where email = $1',
      [admin.email],
    )
    const { account_id: accountId, id: adminId } = rows[0]!
    note('making leavers')
    const leavers = await makeLeavers(
      owner,
      accountId,
      adminId,
      Math.min(MOST_LEAVERS, Math.floor(people / 5)),
    )
    const cpuSeconds = () => cpuMsOfPostgres(server.pid()) / 1000
    const floor = await oneUpdate(owner, leavers, cpuSeconds)
    const what = 'one UPDATE of the same rows'
    const against = { floor: { value: floor.seconds, what }, goal: ratioAtMost(6) }
    const cpu = 'processor time of PostgreSQL for it'
    const cpuAgainst = { floor: { value: floor.cpu, what } }

    const [api, worker] = [await startApi(copy.url), await startWorker(copy.url, 'smtp://127.0.0.1:1')]
    closing.unshift(api.stop, worker.stop)
    const client = await signedInClient(api.address)
    closing.unshift(client.close)
    const n = leavers.count.toLocaleString('en')

    const before = cpuSeconds()
    const gone = await inactivate(owner, client, leavers)
    const between = cpuSeconds()
    await agree(owner, leavers, 'inactive')
    yield line(`${n} users inactivated`, gone.seconds, 's', against)
    if (canMeasureCpu) yield line(cpu, between - before, 's', cpuAgainst)
    const beforeBack = cpuSeconds()
    const back = await timed(owner, client, `/api/v1/runs/${gone.id}/undo`, undefined)
    const after = cpuSeconds()
    await agree(owner, leavers, 'active')
    yield line(`${n} users brought back by undoing it`, back.seconds, 's', against)
    if (canMeasureCpu) yield line(cpu, after - beforeBack, 's', cpuAgainst)

    // The two runs before left what autovacuum would clear away during the third: that is to be the run's price, and not theirs.
    await owner.query('vacuum')
    let isOver = false
    for (let look = 0; look < 500; look++) await client.get('/api/v1/people?limit=50')
    const looking = crowd(
      () => client.get('/api/v1/people?limit=50'),
      () => isOver,
    )
    await inactivate(owner, client, leavers)
    isOver = true
    const taken = await looking
    yield line('50 people looking meanwhile, p50', quantile(taken, 0.5), 'ms')
    yield line('50 people looking meanwhile, p99', quantile(taken, 0.99), 'ms', { goal: atMost(50) })
  } finally {
    for (const close of closing) await close()
  }
}

/**
 * The least that it could cost: committed, and from a checkpoint on, as the runs are. The quickest of some, each taken back, so
 * that the same rows are there for the run.
 */
async function oneUpdate(
  owner: pg.Client,
  { companyId }: Leavers,
  cpuSeconds: () => number,
): Promise<{ seconds: number; cpu: number }> {
  const taken: { seconds: number; cpu: number }[] = []
  for (let turn = 0; turn < FLOOR_TURNS; turn++) {
    await owner.query(
      'create temporary table before as select person_id, active_email, changed_at from person_state where company_id = $1',
      [companyId],
    )
    await owner.query('checkpoint')
    const [from, before] = [performance.now(), cpuSeconds()]
    await owner.query(
      `update person_state set status = 'inactive', active_email = null, changed_at = clock_timestamp()
       where company_id = $1 and status = 'active'`,
      [companyId],
    )
    taken.push({ seconds: (performance.now() - from) / 1000, cpu: cpuSeconds() - before })
    await owner.query(
      `update person_state s set status = 'active', active_email = b.active_email, changed_at = b.changed_at
       from before b where s.company_id = $1 and s.person_id = b.person_id`,
      [companyId],
    )
    await owner.query('drop table before')
    await owner.query('vacuum person_state')
  }
  const least = (of: 'seconds' | 'cpu') => Math.min(...taken.map(one => one[of]))
  return { seconds: least('seconds'), cpu: least('cpu') }
}

const inactivate = (owner: pg.Client, client: HttpClient, { companyId, successorId }: Leavers) =>
  timed(owner, client, '/api/v1/bulk-actions/user.inactivate/runs', {
    selection: { filter: { company: companyId }, except: [] },
    input: { successor: successorId },
  })

/** From the press until the run is completed. Asks its row alone: each look by HTTP counts a hundred thousand items. */
async function timed(
  owner: pg.Client,
  client: HttpClient,
  path: string,
  body: unknown,
): Promise<{ id: string; seconds: number }> {
  await owner.query('checkpoint')
  const from = performance.now()
  const { id } = JSON.parse((await client.post(path, body)).text) as { id: string }
  for (const until = from + PATIENCE_MS; performance.now() < until; await delay(LOOK_EVERY_MS)) {
    const { rowCount } = await owner.query('select from run where id = $1 and finished_at is not null', [id])
    if (rowCount) return { id, seconds: (performance.now() - from) / 1000 }
  }
  throw new Error('The run did not come to its end.')
}

/** Figures of a run that forgot somebody would be worth nothing. */
async function agree(
  owner: pg.Client,
  { count, successorId }: Leavers,
  status: 'active' | 'inactive',
): Promise<void> {
  const { rows } = await owner.query(
    `select (select count(*) from person_state s join leaver l using (person_id) where s.status = $1)::int as people,
            (select count(*) from inactivation i join leaver l using (person_id) where (i.ended_at is null) = ($1 = 'inactive'))::int as kept,
            (select count(*) from session s join leaver l using (person_id) where s.ended_at is null)::int as sessions,
            (select count(*) from open_item where (person_id = $2) = ($1 = 'inactive'))::int as items`,
    [status, successorId],
  )
  const expected = { people: count, kept: count, sessions: 0, items: Math.floor(count / 2) }
  if (JSON.stringify(rows[0]) !== JSON.stringify(expected))
    throw new Error(`Expected ${JSON.stringify(expected)}, and there are ${JSON.stringify(rows[0])}.`)
}
