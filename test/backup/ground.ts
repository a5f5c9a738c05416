import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { migrate } from '../../server/db/migrate.ts'
import { testDatabase } from '../database.ts'
import { testPostgres } from '../postgres.ts'
import { muster } from '../server.ts'

export const secret = 'a secret of thirty-two characters'

/** Empty databases that belong to an ordinary role, as with a PostgreSQL of one's own, and a folder to back up into. */
export async function aBackupGround() {
  const server = await testPostgres()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'muster-backup-'))
  const owner = `backup_${process.pid}_${randomBytes(4).toString('hex')}`
  const admin = new pg.Pool({ connectionString: server.url, max: 1 })
  const made: string[] = []
  await admin.query(`create role ${owner} login password '${owner}'`)
  await grantRoles(admin, owner)
  const urlOf = (name: string) =>
    Object.assign(new URL(server.url), { pathname: `/${name}`, username: owner, password: owner }).href
  let migrated: Promise<string> | undefined
  async function migratedOnce(): Promise<string> {
    migrated ??= (async () => {
      const name = `test_${process.pid}_migrated`
      await admin.query(`create database ${name} owner ${owner}`)
      made.push(name)
      await migrate(urlOf(name))
      return name
    })()
    return migrated
  }
  return {
    file: (name: string) => path.join(folder, name),
    async database({ isMigrated = true } = {}): Promise<string> {
      const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`
      const template = isMigrated ? ` template ${await migratedOnce()}` : ''
      await admin.query(`create database ${name} owner ${owner}${template}`)
      made.push(name)
      return urlOf(name)
    },
    muster: (url: string, args: string[], env = {}) =>
      muster(args, { ...environmentOf(url, folder), ...env }),
    env: (url: string) => environmentOf(url, folder),
    async isCopyingInto(url: string): Promise<boolean> {
      const { rows } = await admin.query(
        `select from pg_stat_activity where datname = $1 and application_name = 'muster restore' and query ilike 'copy%'`,
        [new URL(url).pathname.slice(1)],
      )
      return rows.length > 0
    },
    async close() {
      for (const name of made) await admin.query(`drop database ${name} with (force)`)
      await admin.query(`drop role ${owner}`)
      await admin.end()
      await server.leave()
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

const environmentOf = (url: string, folder: string) => ({
  DATABASE_URL: url,
  MUSTER_SECRET: secret,
  MUSTER_DATA_DIR: path.join(folder, 'data'),
})

/** The three roles are made by the first migration of the server, which is that of the template. */
async function grantRoles(admin: pg.Pool, owner: string): Promise<void> {
  await (await testDatabase()).close()
  await admin.query(`grant muster_app, muster_definer, muster_operator to ${owner}`)
}

/** What a restore changes on purpose, table by table: those columns are left out, and those rows. */
const CHANGED: Record<string, { columns?: string[]; rows?: string }> = {
  audit_event: { rows: `event <> 'installation.restored'`, columns: ['written_in'] },
  audit_link: { columns: ['goes_on_in'] },
  installation_event: {
    rows: `event not in ('backup.restored', 'sending.paused')`,
    columns: ['written_in'],
  },
  installation_link: { columns: ['goes_on_in'] },
  installation_setting: { columns: ['sending_paused_at', 'sending_paused_reason'] },
  message: { columns: ['state', 'is_open', 'reason', 'answered_at', 'owner', 'lease_until'] },
  person_state: { columns: ['is_unconfirmed', 'changed_at'] },
  restoration: { rows: 'false' },
  schema_migration: { columns: ['applied_at'] },
  session: { columns: ['ended_at'] },
  super_admin_session: { columns: ['ended_at'] },
}

/** Every table's rows as text, in order, but for what a restore changes on purpose. */
export async function contentOf(url: string): Promise<Record<string, string[]>> {
  const server = await testPostgres()
  const client = new pg.Client(Object.assign(new URL(server.url), { pathname: new URL(url).pathname }).href)
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
    )
    const content: Record<string, string[]> = {}
    for (const { name } of tables) {
      const { columns = [], rows = 'true' } = CHANGED[name] ?? {}
      const answer = await client.query<{ row: string }>(
        `select (to_jsonb(t) - $1::text[])::text as row from ${name} t where ${rows} order by 1`,
        [columns],
      )
      content[name] = answer.rows.map(({ row }) => row)
    }
    return content
  } finally {
    await client.end()
    await server.leave()
  }
}

/** Rows that only one of two databases has, by table: nothing where they are the same. */
export async function differences(url: string, other: string): Promise<Record<string, string[]>> {
  const [one, two] = [await contentOf(url), await contentOf(other)]
  const found: Record<string, string[]> = {}
  for (const table of new Set([...Object.keys(one), ...Object.keys(two)])) {
    const [here, there] = [new Set(one[table]), new Set(two[table])]
    const only = [...here.symmetricDifference(there)]
    if (only.length || !one[table] || !two[table]) found[table] = only.slice(0, 3)
  }
  return found
}
