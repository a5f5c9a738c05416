import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { applyWithin, ensureMigrationTable } from '../migrate.ts'
import type { MigrationFile } from '../migration-files.ts'
import { byteReader } from './byte-reader.ts'
import { NotABackup } from './container.ts'
import { loosened } from './loosened.ts'
import { readRecord, readRows } from './records.ts'
import { listed, quoted, tablesOf } from './tables.ts'

/** What was read of a backup, once all of it was. */
export type Loaded = { secret: string | null; rows: Record<string, number> }

/**
 * Makes the database what the backup says: everything in it is dropped, the tables are made as they were when it was made,
 * filled, and brought up to this version. In the transaction that the client has begun; nothing is kept of the old rows
 * but by rolling back.
 *
 * @param known the migrations of the backup, which `files` begins with
 * @throws NotABackup where something is missing or too much
 */
export async function loadDatabase(
  client: pg.Client,
  plain: AsyncIterable<Buffer>,
  known: number,
  files: MigrationFile[],
): Promise<Loaded> {
  await client.query(
    `drop schema public cascade; create schema public; grant usage on schema public to public;
     set local maintenance_work_mem = '256MB'; set local timezone = 'UTC'; set local datestyle = 'ISO'; set local statement_timeout = 0`,
  )
  await ensureMigrationTable(client)
  for (const file of files.slice(0, known)) await applyWithin(client, file)
  let loaded: Loaded | null = null
  await loosened(client, async () => {
    loaded = await pourIn(client, plain)
  })
  for (const file of files.slice(known)) await applyWithin(client, file)
  return loaded!
}

async function pourIn(client: pg.Client, plain: AsyncIterable<Buffer>): Promise<Loaded> {
  const bytes = byteReader(plain, () => {})
  const tables = await tablesOf(client)
  // What migrations put in is in the backup as well, as it had become.
  for (const { name } of tables) await client.query(`delete from ${quoted(name)}`)
  const rows: Record<string, number> = {}
  let [secret, end] = [null as string | null, null as Record<string, number> | null]
  for (;;) {
    const record = await readRecord(bytes)
    if (!record) break
    if (end) throw new NotABackup('The backup goes on after its end.')
    if (record.kind === 'secret') secret = record.secret
    else if (record.kind === 'end') end = record.rows
    else {
      const { table, columns } = record
      if (!tables.some(one => one.name === table)) throw new NotABackup(`The backup has a table ${table}.`)
      const copying = client.query(copyFrom(`copy ${quoted(table)} (${listed(columns)}) from stdin`))
      await pipeline(readRows(bytes), copying)
      rows[table] = copying.rowCount
    }
  }
  for (const { name } of tables) {
    if (!end || end[name] !== rows[name]) throw new NotABackup(`The backup lacks rows of ${name}.`)
  }
  return { secret, rows }
}
