import type { RawBuilder } from 'kysely'
import type { Database } from './connect.ts'

/** One connection inside one account, for single statements that are each to commit at once. */
export type AccountLine = {
  /** @param name of the statement, planned once per connection: for what runs hundreds of times a second */
  run<Row>(name: string, statement: RawBuilder<Row>): Promise<Row[]>
}

/**
 * Planned anew each time, a statement of a few rows costs PostgreSQL seven times what it does: it takes every short list of ids
 * for a case of its own. A plan that is kept was perhaps made when there was next to nothing in the tables, so it may not read them whole.
 */
const PLANNED_ONCE = `set_config('plan_cache_mode', 'force_generic_plan', false), set_config('enable_seqscan', 'off', false)`
const AS_BEFORE = 'reset plan_cache_mode; reset enable_seqscan; reset muster.account_id'

/**
 * Keeps a connection inside the account while `work` lasts; what is asked of it runs one after the other, and finds its rows by
 * their keys.
 */
export async function onAccountLine<T>(
  { db, pool }: Pick<Database, 'db' | 'pool'>,
  accountId: string,
  work: (line: AccountLine) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let isClean = false
  try {
    await client.query(`select set_config('muster.account_id', $1, false), ${PLANNED_ONCE}`, [accountId])
    const done = await work({
      async run<Row>(name: string, statement: RawBuilder<Row>): Promise<Row[]> {
        const { sql, parameters } = statement.compile(db)
        return (await client.query({ name, text: sql, values: [...parameters] })).rows
      },
    })
    await client.query(AS_BEFORE)
    isClean = true
    return done
  } finally {
    // Never given back inside an account: who takes it next must see nothing of it.
    client.release(!isClean)
  }
}
