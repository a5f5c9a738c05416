import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { type BackupRecord, recordLine, rowsInLengths } from './records.ts'
import { listed, quoted, tablesOf } from './tables.ts'

/** One moment of the database, held open until `close`; whatever is written meanwhile is not in it. */
export type Snapshot = {
  at: Date
  migrations: { name: string; sha256: string }[]
  /** All records, once. @param secret goes along where it is not null @param tell how many rows a table had, once it is read */
  records(secret: string | null, tell: (rows: number) => void): AsyncGenerator<Buffer>
  close(): Promise<void>
}

export async function takeSnapshot(url: string): Promise<Snapshot> {
  const client = new pg.Client({ connectionString: url, application_name: 'muster backup' })
  await client.connect()
  try {
    if (!(await isMuster(client)))
      throw new Error('There is nothing to back up yet: Muster has not been started here.')
    await client.query('begin isolation level repeatable read read only')
    // Migrations wait until all is read; what only reads and writes does not.
    const tables = await tablesOf(client)
    for (const { name } of tables) await client.query(`lock table ${quoted(name)} in access share mode`)
    await client.query(
      `set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'postgres';
       set local bytea_output = 'hex'; set local extra_float_digits = 1; set local statement_timeout = 0`,
    )
    const { rows: migrations } = await client.query('select name, sha256 from schema_migration order by name')
    const { rows: moments } = await client.query<{ at: Date }>('select now() as at')
    return {
      at: moments[0]!.at,
      migrations,
      records: (secret, tell) => recordsOf(client, secret, tell),
      close: () => client.end(),
    }
  } catch (error) {
    await client.end()
    throw error
  }
}

async function isMuster(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ is: boolean }>(
    `select to_regclass('public.schema_migration') is not null as is`,
  )
  return rows[0]!.is
}

async function* recordsOf(
  client: pg.Client,
  secret: string | null,
  tell: (rows: number) => void,
): AsyncGenerator<Buffer> {
  if (secret !== null) yield recordLine({ kind: 'secret', secret })
  const rows: Extract<BackupRecord, { kind: 'end' }>['rows'] = {}
  for (const { name, columns, isWalled } of await tablesOf(client)) {
    yield recordLine({ kind: 'table', table: name, columns })
    // Who owns the tables is behind the tenant wall too; muster_definer looks across it, and is granted no other table.
    await client.query(`set local role ${isWalled ? 'muster_definer' : 'none'}`)
    const copying = client.query(copyTo(`copy (select ${listed(columns)} from ${quoted(name)}) to stdout`))
    yield* rowsInLengths(copying)
    rows[name] = copying.rowCount
    tell(copying.rowCount)
  }
  yield recordLine({ kind: 'end', rows })
}
