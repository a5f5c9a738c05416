import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { applyWithin, ensureMigrationTable } from '../migrate.ts'
import type { MigrationFile } from '../migration-files.ts'
import { loosened } from './loosened.ts'
import { NotABackup } from './not-a-backup.ts'
import { type BackupContent, eachTable } from './records.ts'
import { listed, quoted, tablesOf } from './tables.ts'

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
): Promise<BackupContent> {
  await client.query(
    `drop schema public cascade; create schema public; grant usage on schema public to public;
     set local maintenance_work_mem = '256MB'; set local timezone = 'UTC'; set local datestyle = 'ISO'; set local statement_timeout = 0`,
  )
  await ensureMigrationTable(client)
  for (const file of files.slice(0, known)) await applyWithin(client, file)
  let content: BackupContent | null = null
  await loosened(client, async () => {
    content = await pourIn(client, plain)
  })
  for (const file of files.slice(known)) await applyWithin(client, file)
  return content!
}

async function pourIn(client: pg.Client, plain: AsyncIterable<Buffer>): Promise<BackupContent> {
  const tables = await tablesOf(client)
  // What migrations put in is in the backup as well, as it had become.
  for (const { name } of tables) await client.query(`delete from ${quoted(name)}`)
  const content = await eachTable(plain, async (table, columns, rows) => {
    if (!tables.some(one => one.name === table)) throw new NotABackup(`The backup has a table ${table}.`)
    const copying = client.query(copyFrom(`copy ${quoted(table)} (${listed(columns)}) from stdin`))
    await pipeline(rows, copying)
    return copying.rowCount
  })
  const missing = tables.filter(({ name }) => content.rows[name] === undefined)
  if (missing.length) throw new NotABackup(`The backup lacks ${missing.map(one => one.name).join(', ')}.`)
  return content
}
