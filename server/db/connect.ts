import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { keepPlans } from './kept-plans.ts'
import type { Schema } from './views.ts'

/** For reading outside an account; what it shows of walled tables is nothing. */
export type Db = Kysely<Schema>
/** A transaction inside one account: its tables show that account only. */
export type Tx = Transaction<Schema>

// int8 is what count() answers: our counts stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

export type Database = { db: Db; pool: pg.Pool; url: string; close(): Promise<void> }

/**
 * Workers of PostgreSQL take 10 ms and more to start on a busy machine: worth it for counting a million, never for a page of
 * fifty, for which the server's own setting of 1000 took them.
 */
const PARALLEL_SETUP_COST = 5_000

/**
 * Connects as the application role: whatever role the URL names, every statement runs as muster_app,
 * which owns nothing and cannot look past row-level security.
 *
 * @param connections at most this many at once
 */
export function connect(url: string, connections = 10): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    options: `-c role=muster_app -c jit=off -c timezone=UTC -c parallel_setup_cost=${PARALLEL_SETUP_COST}`,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  // A connection that dies while idle is replaced by the next one asked for; without a listener it would end the process.
  pool.on('error', () => {})
  // The same while it waits inside a transaction: the next statement reports it.
  pool.on('connect', client => client.on('error', () => {}))
  pool.on('connect', keepPlans)
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  urls.set(db, url)
  return { db, pool, url, close: () => db.destroy() }
}

const urls = new WeakMap<Db, string>()

/**
 * Whether the database answers within that time, asked over a connection of its own: that all of ours are busy, or wait for
 * each other, says nothing about the database.
 */
export async function isDatabaseThere(db: Db, withinMs: number): Promise<boolean> {
  const client = new pg.Client({
    connectionString: urls.get(db),
    connectionTimeoutMillis: withinMs,
    query_timeout: withinMs,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch (error) {
    // Too many connections: it is there and says so.
    return (error as { code?: string }).code === '53300'
  } finally {
    void client.end().catch(() => {})
  }
}

/** The transaction that a client has begun, to be written in by what takes a `Tx`. */
export function txOn(client: pg.Client): Tx {
  const connection = { query: client.query.bind(client), release() {} }
  const pool = { connect: async () => connection, end: async () => {} }
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: pool as unknown as pg.Pool }) }) as Tx
}

/**
 * Two transactions that waited for each other, a standby that took over, or somebody who took an address after we had
 * looked for it: the database undid ours, whole, and at the next look all is clear.
 */
const undoneByDatabase = new Set(['40P01', '40001', '23505'])
const mostTries = 4

/**
 * Runs `work` in one transaction inside one account; again from the start where the database undid it for the sake of another.
 * So `work` must have no effect but through `tx`.
 *
 * @throws whatever `work` throws, after rolling back
 */
export async function inAccount<T>(db: Db, accountId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await inOneTransaction(db, accountId, work)
    } catch (error) {
      const code = (error as { code?: string }).code
      if (tries === mostTries || !code || !undoneByDatabase.has(code)) throw error
    }
  }
}

/** The database was told to commit and did not answer: whether it did so nobody knows. */
export class CommitUnheard extends Error {
  constructor(cause: Error) {
    super('The answer to a commit was not heard.', { cause })
    Object.assign(this, { code: (cause as { code?: string }).code })
  }
}

/** Beginning and entering the account is one trip to the database: every page waits for it. */
function inOneTransaction<T>(db: Db, accountId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.connection().execute(async connection => {
    const account = pg.escapeLiteral(accountId)
    await sql.raw(`begin; select set_config('muster.account_id', ${account}, true)`).execute(connection)
    try {
      const done = await work(connection as Tx)
      await sql`commit`.execute(connection).catch(error => {
        const wasHeard = error instanceof pg.DatabaseError && error.severity === 'ERROR'
        throw wasHeard ? error : new CommitUnheard(error)
      })
      return done
    } catch (error) {
      // Where the connection is dead, the database has rolled back by itself.
      await sql`rollback`.execute(connection).catch(() => {})
      throw error
    }
  })
}

/**
 * Runs `work` in one transaction as the role of the super admins' pages, which sees no account's people, messages or
 * files: only what is granted to it.
 */
export function asOperator<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async tx => {
    await becomeOperator(tx)
    return work(tx)
  })
}

/** For the rest of the transaction, or until `leaveOperator`. */
export async function becomeOperator(tx: Tx): Promise<void> {
  await sql`set local role muster_operator`.execute(tx)
}

/** The transaction goes on as the application, in whichever account it has entered. */
export async function leaveOperator(tx: Tx): Promise<void> {
  await sql`set local role muster_app`.execute(tx)
}

/** Names the account for the rest of the transaction; before it, walled tables are empty. */
export async function enterAccount(tx: Tx, accountId: string): Promise<void> {
  await sql`select set_config('muster.account_id', ${accountId}, true)`.execute(tx)
}

/** Wakes the workers once the transaction commits; without it they look again within a second. */
export async function wakeWorkers(tx: Tx): Promise<void> {
  await sql`select pg_notify('muster_due', '')`.execute(tx)
}
