import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { migrate } from '../server/db/migrate.ts'
import { MIGRATIONS_FOLDER, readMigrationFiles } from '../server/db/migration-files.ts'
import { testPostgres } from './postgres.ts'

export type TestDatabase = {
  /** As the superuser that owns everything; the program's own role is `muster_app`. */
  url: string
  /** Drops the database, even under connections that are still open. */
  close(): Promise<void>
}

/** A fresh, migrated, empty database: a copy of a template that is made once per state of the migrations. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await testPostgres()
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`
  await asAdmin(server.url, async admin => {
    const template = await ensureTemplate(server.url, admin)
    await admin.query(`create database ${name} template ${template} strategy file_copy`)
  })
  return {
    url: withDatabase(server.url, name),
    async close() {
      await asAdmin(server.url, admin => admin.query(`drop database if exists ${name} with (force)`))
      await server.leave()
    },
  }
}

/** Several test files, and several states of the migrations, may want their template at once. */
async function ensureTemplate(serverUrl: string, admin: pg.Client): Promise<string> {
  const files = await readMigrationFiles(MIGRATIONS_FOLDER)
  const hash = createHash('sha256')
  for (const { name, sha256 } of files) hash.update(`${name} ${sha256}\n`)
  const template = `template_${hash.digest('hex').slice(0, 16)}`
  await admin.query(`select pg_advisory_lock(hashtext('muster test template'))`)
  try {
    const { rows } = await admin.query('select from pg_database where datname = $1', [template])
    if (rows.length === 0) await makeTemplate(serverUrl, admin, template)
    return template
  } finally {
    await admin.query(`select pg_advisory_unlock(hashtext('muster test template'))`)
  }
}

async function makeTemplate(serverUrl: string, admin: pg.Client, template: string): Promise<void> {
  // Takes its name only when it is whole.
  const unfinished = `${template}_unfinished`
  await admin.query(`drop database if exists ${unfinished} with (force)`)
  await admin.query(`create database ${unfinished}`)
  await migrate(withDatabase(serverUrl, unfinished))
  await dropLeftovers(admin)
  // Nobody connects to it any more, not even autovacuum: a copy needs it at rest.
  await admin.query(`alter database ${unfinished} with allow_connections false`)
  await admin.query(`alter database ${unfinished} rename to ${template}`)
}

/** Databases of test processes that were killed, and templates of yesterday's migrations. */
async function dropLeftovers(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    `select datname from pg_database where datname ~ '^test_[0-9]+_'
      or datname ~ '^template_' and (pg_stat_file('base/' || oid || '/PG_VERSION')).modification < now() - interval '1 day'`,
  )
  for (const { datname } of rows) {
    if (datname.startsWith('test_') && isAlive(Number(datname.split('_')[1]))) continue
    await admin.query(`drop database if exists ${datname} with (force)`)
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function withDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}

async function asAdmin<T>(serverUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: withDatabase(serverUrl, 'postgres') })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}
