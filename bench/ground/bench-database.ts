import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { ensureEmbeddedPostgres } from '../../server/db/embedded/index.ts'
import { migrate } from '../../server/db/migrate.ts'
import { MIGRATIONS_FOLDER, readMigrationFiles } from '../../server/db/migration-files.ts'
import { fillDatabase } from './fill-database.ts'

/** Raise it when what is filled in changes: databases of before are then made anew. */
const FILLING = 2

export type BenchServer = {
  /** Of the postmaster, for its processor time. */
  pid(): number
  /** A database of so many people in one account, analyzed; kept for the next bench. Not to be changed. */
  seeded(people: number): Promise<string>
  /** A database where so many people have never been invited and nobody else is but the admin. Not to be changed. */
  neverInvited(people: number): Promise<string>
  /** Migrated, without any account. */
  empty(): Promise<{ url: string; drop(): Promise<void> }>
  /** An exact copy that may be changed. Nobody may be connected to the original. */
  copyOf(url: string): Promise<{ url: string; drop(): Promise<void> }>
  stop(): Promise<void>
}

/** PostgreSQL as the product runs it, waiting for the disk, in a folder that stays between benches. */
export async function benchServer(note: (line: string) => void): Promise<BenchServer> {
  const folder = path.join(os.tmpdir(), `muster-bench`)
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  const dataDir = path.join(folder, 'postgres')
  const server = await ensureEmbeddedPostgres({ dataDir })
  const urlOf = (database: string) => Object.assign(new URL(server.url), { pathname: `/${database}` }).href

  const asAdmin = async <T>(work: (admin: pg.Client) => Promise<T>, database = 'postgres'): Promise<T> => {
    const admin = new pg.Client({ connectionString: urlOf(database) })
    await admin.connect()
    try {
      return await work(admin)
    } finally {
      await admin.end()
    }
  }
  const drop = (name: string) => asAdmin(admin => admin.query(`drop database if exists ${name} with (force)`))

  async function filled(kind: 'seeded' | 'never_invited', people: number): Promise<string> {
    const name = `${kind}_${people}_${await stateOfMigrations()}`
    const { rows } = await asAdmin(admin => admin.query('select from pg_database where datname = $1', [name]))
    if (rows.length) return urlOf(name)
    await dropOthers(kind, people)
    note(`making a database of ${people.toLocaleString('en')} people (${kind.replace('_', ' ')}); it is kept`)
    const unfinished = `${name}_unfinished`
    await drop(unfinished)
    await asAdmin(admin => admin.query(`create database ${unfinished}`))
    await migrate(urlOf(unfinished))
    await fillDatabase(urlOf(unfinished), kind, people, note)
    await asAdmin(admin => admin.query('vacuum (analyze)'), unfinished)
    await asAdmin(admin => admin.query('checkpoint'))
    await asAdmin(admin => admin.query(`alter database ${unfinished} rename to ${name}`))
    return urlOf(name)
  }

  /** Of the same size under other migrations, and copies whose bench was killed. */
  async function dropOthers(kind: string, people: number): Promise<void> {
    const { rows } = await asAdmin(admin =>
      admin.query<{ datname: string }>('select datname from pg_database'),
    )
    for (const { datname } of rows) {
      const [, maker] = /^copy_(\d+)_/.exec(datname) ?? []
      if (datname.startsWith(`${kind}_${people}_`) || (maker && !isAlive(Number(maker)))) await drop(datname)
    }
  }

  return {
    pid: () =>
      Number(fs.readFileSync(path.join(dataDir, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]),
    seeded: people => filled('seeded', people),
    neverInvited: people => filled('never_invited', people),
    async empty() {
      const name = `copy_${process.pid}_${Date.now().toString(36)}`
      await asAdmin(admin => admin.query(`create database ${name}`))
      await migrate(urlOf(name))
      return { url: urlOf(name), drop: async () => void (await drop(name)) }
    },
    async copyOf(url) {
      const name = `copy_${process.pid}_${Date.now().toString(36)}`
      const original = new URL(url).pathname.slice(1)
      await asAdmin(admin => admin.query(`create database ${name} template ${original} strategy file_copy`))
      return { url: urlOf(name), drop: async () => void (await drop(name)) }
    },
    stop: () => server.stop(),
  }
}

async function stateOfMigrations(): Promise<string> {
  const hash = createHash('sha256').update(`${FILLING}\n`)
  for (const { name, sha256 } of await readMigrationFiles(MIGRATIONS_FOLDER))
    hash.update(`${name} ${sha256}\n`)
  return hash.digest('hex').slice(0, 12)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
