import pg from 'pg'

/** Everything in a database, to look for what should not be there. */
export type Dump = {
  /** `table.column` of each place where it stands, in any case, as text or in bytes. */
  placesOf(text: string): string[]
}

/** @param url as a superuser: no wall hides anything from it */
export async function dumpOf(url: string): Promise<Dump> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows: columns } = await client.query<{ table: string; column: string; type: string }>(
      `select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1, 2`,
    )
    const texts = new Map<string, string>()
    for (const { table, column, type } of columns) {
      const value = type === 'bytea' ? `encode(${column}, 'escape')` : `${column}::text`
      const { rows } = await client.query<{ all: string | null }>(
        `select string_agg(${value}, E'\\n') as all from ${table}`,
      )
      texts.set(`${table}.${column}`, (rows[0]!.all ?? '').toLowerCase())
    }
    return {
      placesOf: text =>
        [...texts].filter(([, all]) => all.includes(text.toLowerCase())).map(([place]) => place),
    }
  } finally {
    await client.end()
  }
}
