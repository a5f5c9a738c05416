import type { RawBuilder } from 'kysely'
import type { Database } from './connect.ts'

/** One connection inside one account, for single statements that are each to commit at once. */
export type AccountLine = {
  /** @param name of the statement, planned once per connection: for what runs hundreds of times a second */
  run<Row>(name: string, statement: RawBuilder<Row>): Promise<Row[]>
}

/** Keeps a connection inside the account while `work` lasts; what is asked of it runs one after the other. */
export async function onAccountLine<T>(
  { db, pool }: Pick<Database, 'db' | 'pool'>,
  accountId: string,
  work: (line: AccountLine) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let isClean = false
  try {
    await client.query('select set_config($1, $2, false)', ['muster.account_id', accountId])
    const done = await work({
      async run<Row>(name: string, statement: RawBuilder<Row>): Promise<Row[]> {
        const { sql, parameters } = statement.compile(db)
        return (await client.query({ name, text: sql, values: [...parameters] })).rows
      },
    })
    await client.query('reset muster.account_id')
    isClean = true
    return done
  } finally {
    // Never given back inside an account: who takes it next must see nothing of it.
    client.release(!isClean)
  }
}
