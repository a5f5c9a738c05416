import pg from 'pg'
import { connect, inAccount } from '../server/db/connect.ts'
import { runsSweep, startRun } from '../server/features/bulk/index.ts'
import { loadActor } from '../server/features/permissions/index.ts'
import { bulkCatalogue } from '../server/registry.ts'
import { testInstallation } from '../test/account.ts'
import { admin } from './ground/admin.ts'
import { benchServer } from './ground/bench-database.ts'
import { crowd } from './ground/crowd.ts'
import { signedInClient } from './ground/http-client.ts'
import { atMost, type Bench, linesOf, ratioAtMost } from './ground/measurement.ts'
import { askCompanies, spreadOver } from './ground/prequalified.ts'
import { startApi } from './ground/programs.ts'
import { quantile } from './ground/statistics.ts'

const USERS = 10_000
const COMPANIES = 4_000
const LISTED = 100_000
const line = linesOf('prequalify')
const paths = [
  '',
  'sort=-company',
  'sort=expires',
  'sort=-expires',
  'form=submitted&sort=expires',
  'status=qualified',
  'status=expired',
  'status=not_qualified&sort=-company',
  'form=submitted',
  'expiring=true',
  'overdue=true',
  'trade=Framing',
  'q=builders',
].map(query => `/api/v1/prequalifications?limit=50&${query}`)

/** A run over many users of many companies beside a plain invitation of the same users; and the list, with 50 people looking. */
export const bench: Bench = async function* ({ people, note }) {
  const users = people ?? USERS
  const server = await benchServer(note)
  const closing: (() => unknown)[] = [() => server.stop()]
  try {
    const taken: Record<string, number> = {}
    for (const name of ['user.invite', 'user.prequalify'] as const) {
      const { url, drop } = await server.copyOf(await server.neverInvited(users))
      closing.unshift(drop)
      taken[name] = await onCopy(url, async ({ owner, accountId }) => {
        await spreadOver(owner, accountId, COMPANIES)
        return runOf(url, owner, accountId, name)
      })
    }
    yield line(`run over ${users} users of ${COMPANIES} companies`, taken['user.prequalify']!, 'ms', {
      floor: { value: taken['user.invite']!, what: 'user.invite of the same users: one message each' },
      goal: ratioAtMost(4),
    })

    const { url, drop } = await server.copyOf(await server.neverInvited(users))
    closing.unshift(drop)
    note(`asking ${LISTED} companies`)
    await onCopy(url, ({ owner, accountId, adminId }) => askCompanies(owner, accountId, adminId, LISTED))
    const api = await startApi(url)
    closing.unshift(api.stop)
    const client = await signedInClient(api.address)
    closing.unshift(client.close)
    for (let look = 0; look < 300; look++) await client.get(paths[look % paths.length]!)
    const floor = await crowd(() => client.get('/api/v1/session'))
    const looked = await crowd(number => client.get(paths[number % paths.length]!))
    yield line(`list of ${LISTED}, 50 people looking, p50`, quantile(looked, 0.5), 'ms', {
      floor: { value: quantile(floor, 0.5), what: 'the same people asking who they are' },
    })
    yield line(`list of ${LISTED}, 50 people looking, p99`, quantile(looked, 0.99), 'ms', {
      floor: { value: quantile(floor, 0.99), what: 'the same people asking who they are' },
      goal: atMost(50),
    })
  } finally {
    for (const close of closing) await close()
  }
}

type Copy = { owner: pg.Client; accountId: string; adminId: string }

async function onCopy<T>(url: string, work: (copy: Copy) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  try {
    const { rows } = await owner.query<{ account_id: string; id: string }>(
      'select account_id, id from person where email = $1',
      [admin.email],
    )
    return await work({ owner, accountId: rows[0]!.account_id, adminId: rows[0]!.id })
  } finally {
    await owner.end()
  }
}

/** Milliseconds from pressing until everybody is applied; sending is another bench. */
async function runOf(
  url: string,
  owner: pg.Client,
  accountId: string,
  name: 'user.invite' | 'user.prequalify',
): Promise<number> {
  const { rows } = await owner.query<{ id: string }>('select id from person where email = $1', [admin.email])
  const database = connect(url)
  try {
    const catalogue = bulkCatalogue(testInstallation)
    const action = catalogue.actions.find(one => one.name === name)!
    const startedAt = performance.now()
    await inAccount(database.db, accountId, async tx => {
      const actor = (await loadActor(tx, accountId, rows[0]!.id))!
      const selection = { filter: { kind: 'user', status: 'active' }, except: [] }
      return startRun(tx, catalogue, actor, action, {
        selection,
        input: {},
        reviewedAt: null,
        idempotencyKey: null,
      })
    })
    await runsSweep(database.db, catalogue).sweep(accountId, new Date(), new AbortController().signal)
    return performance.now() - startedAt
  } finally {
    await database.close()
  }
}
