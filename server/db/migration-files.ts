import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../db/migrations/', import.meta.url))

export type MigrationFile = { name: string; sql: string; sha256: string }

/** The migrations in a folder, in the order in which they are applied. */
export async function readMigrationFiles(folder: string): Promise<MigrationFile[]> {
  const names = (await fs.readdir(folder)).filter(name => name.endsWith('.sql')).sort()
  for (const name of names) {
    if (!/^\d{4}_[a-z0-9_]+\.sql$/.test(name)) {
      throw new Error(`A migration is named like 0001_ground.sql, not ${name}.`)
    }
  }
  const twice = names.find((name, index) => names[index - 1]?.slice(0, 4) === name.slice(0, 4))
  if (twice) throw new Error(`Two migrations have the number ${twice.slice(0, 4)}.`)
  return Promise.all(names.map(name => read(folder, name)))
}

async function read(folder: string, name: string): Promise<MigrationFile> {
  // Git on Windows may check files out with other line ends: they are the same migration.
  const sql = (await fs.readFile(path.join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
  return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
}
