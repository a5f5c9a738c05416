import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import pg from 'pg'
import { testDatabase } from '../../test/database.ts'
import { connect, type Database } from '../db/connect.ts'
import type { Sweep } from './sweep.ts'

/** A table of errands and a sweep that does them: the smallest state that is a queue. */
export type Ground = {
  database: Database
  url: string
  /** As an account of which everything is known by its id alone. */
  account(): string
  add(accountId: string, count: number): Promise<void>
  left(): Promise<number>
  /** Cuts the connections of that name, of all names without one. @returns how many */
  cutConnections(name?: string): Promise<number>
  sweep(behaviour?: Partial<Behaviour>): Sweep
}

type Behaviour = {
  name: string
  /** Called before each errand is done. */
  onErrand: (accountId: string, id: number) => Promise<void> | void
  errandsPerSlice: number
}

export async function aGround(t: TestContext): Promise<Ground> {
  const { url, close } = await testDatabase()
  const database = connect(url)
  const owner = new pg.Pool({ connectionString: url, max: 3 })
  owner.on('error', () => {})
  await owner.query(`
    create table errand (id integer generated always as identity, account_id uuid not null, due_at timestamptz not null default now());
    grant select, update, delete on errand to muster_app`)
  t.after(async () => {
    await Promise.all([database.close(), owner.end()])
    await close()
  })
  return {
    database,
    url,
    account: randomUUID,
    async add(accountId, count) {
      await owner.query(
        `with added as (insert into errand (account_id) select $1 from generate_series(1, $2))
         select pg_notify('muster_due', '')`,
        [accountId, count],
      )
    },
    left: async () => (await owner.query('select count(*)::int as left from errand')).rows[0].left,
    async cutConnections(name) {
      const { rowCount } = await owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
           and application_name = coalesce($1, application_name)`,
        [name],
      )
      return rowCount ?? 0
    },
    sweep: ({ name = 'errands', onErrand = () => {}, errandsPerSlice = 10 } = {}) => ({
      name,
      async dueAccounts(_db, now) {
        const { rows } = await database.pool.query(
          'select account_id from errand where due_at <= $1 group by 1 order by min(id)',
          [now],
        )
        return rows.map(row => row.account_id)
      },
      async sweep(accountId, now, stop) {
        for (let done = 0; done < errandsPerSlice; done++) {
          if (stop.aborted || !(await doOne(database.pool, accountId, now, onErrand))) return false
        }
        return true
      },
    }),
  }
}

async function doOne(pool: pg.Pool, accountId: string, now: Date, onErrand: Behaviour['onErrand']) {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query(
      `delete from errand where id = (
         select id from errand where account_id = $1 and due_at <= $2 order by id limit 1 for update skip locked)
       returning id`,
      [accountId, now],
    )
    if (rows[0]) await onErrand(accountId, rows[0].id)
    await client.query('commit')
    return rows.length > 0
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}
