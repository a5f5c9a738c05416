import pg from 'pg'
import { MIGRATIONS_FOLDER, type MigrationFile, readMigrationFiles } from './migration-files.ts'

/**
 * Brings a database up to this version of Muster: applies the migrations it does not have yet, in order, each in one transaction.
 *
 * Two processes may call it at once: the second waits for the first. What fails leaves nothing behind of its own file.
 *
 * @returns the names applied now; empty when the database was up to date
 * @throws one sentence when an applied file was changed, is unknown, or was jumped over
 */
export async function migrate(url: string, folder = MIGRATIONS_FOLDER): Promise<string[]> {
  const files = await readMigrationFiles(folder)
  const client = new pg.Client({ connectionString: url, application_name: 'muster migrate' })
  await client.connect()
  try {
    // Held by the connection: it ends with this process, whatever happens to it.
    await client.query(`select pg_advisory_lock(hashtext('muster migrate'))`)
    const waiting = await notApplied(client, files)
    for (const file of waiting) await apply(client, file)
    return waiting.map(file => file.name)
  } finally {
    await client.end()
  }
}

/** Where it is noted what was applied. */
export async function ensureMigrationTable(client: pg.Client): Promise<void> {
  await client.query(`
    create table if not exists schema_migration (
      name       text primary key,
      sha256     text not null,
      applied_at timestamptz not null default now()
    )`)
}

async function notApplied(client: pg.Client, files: MigrationFile[]): Promise<MigrationFile[]> {
  await ensureMigrationTable(client)
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from schema_migration order by name',
  )
  for (const [index, applied] of rows.entries()) {
    const file = files.find(({ name }) => name === applied.name)
    if (!file) {
      throw new Error(
        `The database has the migration ${applied.name}, which this version of Muster does not know: start the newer version.`,
      )
    }
    if (file.sha256 !== applied.sha256) {
      throw new Error(
        `The migration ${applied.name} was changed after it was applied: bring the file back, and write a new one.`,
      )
    }
    const expected = files[index]
    if (expected && expected.name !== applied.name) {
      throw new Error(
        `The migration ${expected.name} comes before ${applied.name}, which is applied: give it the next number.`,
      )
    }
  }
  return files.slice(rows.length)
}

async function apply(client: pg.Client, file: MigrationFile): Promise<void> {
  try {
    await client.query('begin')
    await applyWithin(client, file)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

/** In the transaction that the client has begun. */
export async function applyWithin(client: pg.Client, { name, sql, sha256 }: MigrationFile): Promise<void> {
  try {
    await client.query(sql)
    await client.query('insert into schema_migration (name, sha256) values ($1, $2)', [name, sha256])
  } catch (error) {
    throw new Error(`The migration ${place(name, sql, error)} failed: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

function place(name: string, sql: string, error: unknown): string {
  const position = Number((error as { position?: string }).position)
  return position ? `${name}, line ${sql.slice(0, position).split('\n').length},` : name
}
