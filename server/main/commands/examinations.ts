import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { MIGRATIONS_FOLDER, readMigrationFiles } from '../../db/migration-files.ts'
import {
  eventsUrlOf,
  inboundUrlOf,
  openConnection,
  parseBounceUrl,
  parseSmsUrl,
  parseSmtpUrl,
  reportUrlOf,
  smsGatewayFor,
  smsIsOpen,
} from '../../features/delivery/index.ts'
import { webDir } from '../build-web.ts'
import { type Environment, secretFile } from '../environment/index.ts'
import { installationOf } from '../installation-of.ts'
import { reachDatabase } from '../open-database.ts'
import { note } from '../say.ts'
import { CommandFault } from './command-fault.ts'
import { wordsOf } from './words.ts'

/** What is examined; the database is reached once and then known to the others. */
export type Patient = { environment: Environment; url: string | null; leave(): Promise<void> }

const OLDEST_NODE = 24
const OLDEST_POSTGRES = 15

/** In this order; each answers what it found, or throws a sentence with the mend. */
export const examinations: Record<string, (patient: Patient) => string | Promise<string>> = {
  node() {
    if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) return process.versions.node
    throw new CommandFault(
      `Node ${process.versions.node} is too old: start Muster with npx muster, which brings Node ${OLDEST_NODE}.`,
    )
  },

  'data folder'({ environment: { dataDir } }) {
    const stats = fs.statSync(dataDir, { throwIfNoEntry: false })
    if (!stats) return `${dataDir} is not there yet; the first start makes it`
    fs.accessSync(dataDir, fs.constants.W_OK)
    const open = ['secret', 'demo.json'].filter(name => isOpen(path.join(dataDir, name)))
    if (open.length)
      throw new CommandFault(`Others can read ${open.join(' and ')} in ${dataDir}: chmod 600 them.`)
    return dataDir
  },

  secret({ environment }) {
    if (environment.secret) return 'given as MUSTER_SECRET'
    const file = secretFile(environment.dataDir)
    return fs.existsSync(file) ? `kept in ${file}; a backup needs it` : 'is made at the first start'
  },

  async database(patient) {
    const reached = await reachDatabase(patient.environment, note)
    patient.leave = reached.leave
    const [row] = await ask<{ server: number }>(
      reached.url,
      `select current_setting('server_version_num')::int as server`,
    )
    patient.url = reached.url
    const major = Math.floor(row!.server / 10_000)
    if (major < OLDEST_POSTGRES) {
      throw new CommandFault(`PostgreSQL ${major} is too old: upgrade it to ${OLDEST_POSTGRES} or newer.`)
    }
    return `PostgreSQL ${major}, ${patient.environment.databaseUrl ? 'as DATABASE_URL says' : 'embedded'}`
  },

  async migrations({ url }) {
    const files = await readMigrationFiles(MIGRATIONS_FOLDER)
    const applied = await ask<{ name: string }>(theDatabase(url), 'select name from schema_migration').catch(
      () => [],
    )
    const missing = files.filter(file => !applied.some(one => one.name === file.name))
    if (missing.length)
      throw new CommandFault(
        `${missing.map(one => one.name).join(', ')} not applied: run npx muster migrate.`,
      )
    return `${files.length} applied`
  },

  async 'tenant wall'({ url }) {
    const bypassing = await ask(
      theDatabase(url),
      `select from pg_roles where rolname = 'muster_app' and (rolbypassrls or rolsuper)`,
    )
    if (bypassing.length) {
      throw new CommandFault(
        'The role muster_app can look past the wall between accounts: alter role muster_app nosuperuser nobypassrls.',
      )
    }
    const open = await ask<{ name: string }>(
      theDatabase(url),
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'account_id'
       where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not (c.relrowsecurity and c.relforcerowsecurity)`,
    )
    if (open.length)
      throw new CommandFault(
        `No wall between accounts in ${open.map(one => one.name).join(', ')}: alter table … force row level security.`,
      )
    return 'stands in every table of an account'
  },

  async mail({ environment: { smtpUrl } }) {
    if (!smtpUrl) return 'no SMTP_URL: messages are caught in the local mailbox'
    const answer = await openConnection(parseSmtpUrl(smtpUrl))
    if ('connection' in answer) {
      answer.connection.quit()
      return 'the mail server answers'
    }
    const reply = answer.failed.reply ? ` It said: ${answer.failed.reply}` : ''
    throw new CommandFault(
      `${wordsOf('reason', answer.failed.phase === 'auth' ? 'sign-in-refused-by-mail-server' : answer.failed.phase === 'tls' ? 'tls-failed' : 'server-unreachable')}: look at SMTP_URL.${reply}`,
    )
  },

  bounces({ environment }) {
    const url = eventsUrlOf(installationOf(environment))
    const events = environment.smtpUrl ? ` A mail provider's events go to ${url}` : ''
    if (!environment.bounceUrl)
      return `no BOUNCE_URL: what comes back goes to the mailbox of MAIL_FROM, and nobody here learns of it.${events}`
    const { host, port, domain } = parseBounceUrl(environment.bounceUrl)
    return `whoever reports a message to an address in ${domain} has to reach ${host}:${port}.${events}`
  },

  async sms({ environment }) {
    if (!smsIsOpen(environment)) return 'no SMS_URL: who has only a phone cannot be written to'
    if (!environment.smsUrl) return 'no SMS_URL: SMS are caught in the local mailbox'
    const server = parseSmsUrl(environment.smsUrl)
    const installation = installationOf(environment)
    const ears = { reportUrl: reportUrlOf(installation), heard: async () => {} }
    const gateway = smsGatewayFor(server, ears)
    const failed = await gateway.tryOut()
    await gateway.close()
    if (failed) {
      const reply = failed.reply ? ` It said: ${failed.reply}` : ''
      throw new CommandFault(`${wordsOf('reason', failed.reason)}: look at SMS_URL.${reply}`)
    }
    if (server.kind === 'smpp') return 'the SMS gateway answers and takes our sign-in'
    return `the SMS gateway answers. People's answers, such as STOP, it has to send to ${inboundUrlOf(installation)}`
  },

  async 'super admin'({ url }) {
    const [row] = await ask<{ count: number }>(
      theDatabase(url),
      'select count(*)::int as count from super_admin',
    )
    if (!row?.count) {
      throw new CommandFault(
        'Nobody can open the super admin\u2019s panel: npx muster super-admin add USERNAME makes somebody.',
      )
    }
    return row.count === 1 ? 'one; a second would be good to have' : `${row.count}`
  },

  async sending({ url }) {
    const [paused] = await ask<{ reason: string }>(
      theDatabase(url),
      'select sending_paused_reason as reason from installation_setting where sending_paused_at is not null',
    )
    if (!paused) return 'goes on'
    throw new CommandFault(
      `Nothing is sent for any account (${paused.reason}): npx muster sending resume lets it go on.`,
    )
  },

  web() {
    if (fs.existsSync(path.join(webDir, 'index.html'))) return 'built'
    return 'is built at the next start'
  },
}

const isOpen = (file: string) => ((fs.statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0

function theDatabase(url: string | null): string {
  if (url) return url
  throw new CommandFault('not known: the database cannot be used.')
}

async function ask<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows as Row[]
  } finally {
    await client.end()
  }
}
