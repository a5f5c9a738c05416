import pg from 'pg'
import { connect, type Database, inAccount, type Tx } from '../../server/db/connect.ts'
import { type Actor, loadActor } from '../../server/features/permissions/index.ts'
import { admin } from './admin.ts'
import { benchServer } from './bench-database.ts'
import { cpuMsOf, cpuMsOfPostgres } from './cpu-time.ts'
import { type HttpClient, signedInClient } from './http-client.ts'
import { startApi } from './programs.ts'

export type Statement = { text: string; values: unknown[] }

/** A directory of many people, answered for by `muster api`, and ways to ask its database directly. */
export type DirectoryGround = {
  people: number
  accountId: string
  client: HttpClient
  /** Milliseconds of processor time so far, of the API's process and of PostgreSQL. */
  cpuMs(): { api: number; postgres: number }
  /** As the program: behind row-level security, inside the account. */
  asProgram: pg.Client
  /** As the superuser, past row-level security; `current_account_id()` is known. */
  asOwner: pg.Client
  /** What is asked of the database by a piece of the program, settling into the account left out. */
  statementsOf(work: (tx: Tx, actor: Actor) => Promise<unknown>): Promise<Statement[]>
}

const MILLION = 1_000_000
const WARMING_LOOKS = 1_000

/** @param asked people, as with --people; a million without */
export async function* onDirectory<T>(
  asked: number | null,
  note: (line: string) => void,
  measure: (ground: DirectoryGround) => AsyncIterable<T>,
): AsyncIterable<T> {
  const people = asked ?? MILLION
  const server = await benchServer(note)
  const closing: (() => unknown)[] = [() => server.stop()]
  try {
    const url = await server.seeded(people)
    const asOwner = await connected(url)
    closing.unshift(() => asOwner.end())
    const { rows } = await asOwner.query<{ account_id: string; id: string }>(
      'select account_id, id from person where email = $1',
      [admin.email],
    )
    const { account_id: accountId, id: adminId } = rows[0]!
    await asOwner.query(`select set_config('muster.account_id', $1, false)`, [accountId])
    const asProgram = await connected(url)
    closing.unshift(() => asProgram.end())
    await asProgram.query('set jit = off; set parallel_setup_cost = 5000; set role muster_app')
    await asProgram.query(`select set_config('muster.account_id', $1, false)`, [accountId])

    const database = connect(url, 1)
    closing.unshift(() => database.close())
    const heard = listenTo(database)
    const actor = await inAccount(database.db, accountId, tx => loadActor(tx, accountId, adminId))
    const api = await startApi(url)
    closing.unshift(api.stop)
    const client = await signedInClient(api.address)
    closing.unshift(client.close)
    // As it is in the middle of a working day: connections are open, the program is warm.
    for (let look = 0; look < WARMING_LOOKS; look++) await client.get('/api/v1/people?limit=50')
    yield* measure({
      ...{ people, accountId, client, asOwner, asProgram },
      cpuMs: () => ({ api: cpuMsOf(api.pid), postgres: cpuMsOfPostgres(server.pid()) }),
      async statementsOf(work) {
        heard.length = 0
        await inAccount(database.db, accountId, tx => work(tx, actor!))
        return heard.filter(({ text }) => !/^(begin|commit|select set_config)/.test(text))
      },
    })
  } finally {
    for (const close of closing) await close()
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

/** Keeps what passes over the connections of a database. */
function listenTo({ pool }: Database): Statement[] {
  const heard: Statement[] = []
  pool.on('connect', client => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    Object.assign(client, {
      query(...args: unknown[]) {
        if (typeof args[0] === 'string') heard.push({ text: args[0], values: (args[1] as unknown[]) ?? [] })
        return query(...args)
      },
    })
  })
  return heard
}
