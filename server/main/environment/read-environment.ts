import path from 'node:path'
import { parseBounceUrl, parseSendLimits, parseSmsUrl, parseSmtpUrl } from '../../features/delivery/index.ts'
import {
  parseDatabaseUrl,
  parseHost,
  parseMailFrom,
  parsePassphrase,
  parsePort,
  parsePublicUrl,
  parseSecret,
  parseSwitch,
  parseTrustProxy,
} from './parse-variable.ts'
import { readVariables } from './read-variables.ts'

/** What the environment says, judged; nothing of it was tried yet. */
export type Environment = {
  /** 0 takes any that is free. */
  port: number
  host: string
  /** Null: the address that the server listens on. */
  publicUrl: string | null
  /** How many proxies stand before us, or which networks they are in. */
  trustProxy: false | number | string[]
  /** Null: the embedded server in `dataDir`. */
  databaseUrl: string | null
  dataDir: string
  /** Null: messages go to the local mailbox. */
  smtpUrl: string | null
  /** Null: SMS go to the local mailbox, or nowhere where mail is real. */
  smsUrl: string | null
  /** Null: nothing listens for bounces. */
  bounceUrl: string | null
  /** Null: nothing is limited. */
  sendLimits: ReturnType<typeof parseSendLimits> | null
  mailFrom: { name: string; address: string }
  /** Null: kept in `dataDir`. */
  secret: Buffer | null
  /** Null: backups are not sealed. */
  backupPassphrase: string | null
  /** Whether a fresh installation gets the demo account. */
  demo: boolean
}

/** All that is wrong with the environment, one sentence each. */
export class EnvironmentFaults extends Error {
  readonly faults: string[]

  constructor(faults: string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}

const EXAMPLE_SENDER = { name: 'Muster', address: 'muster@example.com' }

/** @throws EnvironmentFaults with every missing or malformed variable at once */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const variables = readVariables(env)
  const { get, parsed, faults } = variables
  const smtp = parsed('SMTP_URL', parseSmtpUrl)
  const sms = parsed('SMS_URL', parseSmsUrl)
  const bounces = parsed('BOUNCE_URL', parseBounceUrl)
  const databaseUrl = parsed('DATABASE_URL', parseDatabaseUrl) ?? null
  const isAllHere = ['DATABASE_URL', 'SMTP_URL', 'SMS_URL'].every(name => get(name) === undefined)
  const environment: Environment = {
    port: parsed('PORT', parsePort) ?? 3000,
    host: parsed('HOST', parseHost) ?? '127.0.0.1',
    publicUrl: parsed('PUBLIC_URL', parsePublicUrl) ?? null,
    trustProxy: parsed('TRUST_PROXY', parseTrustProxy) ?? false,
    databaseUrl,
    dataDir: path.resolve(get('MUSTER_DATA_DIR') ?? '.muster'),
    smtpUrl: smtp ? get('SMTP_URL')! : null,
    smsUrl: sms ? get('SMS_URL')! : null,
    bounceUrl: bounces ? get('BOUNCE_URL')! : null,
    sendLimits: parsed('SEND_LIMITS', parseSendLimits) ?? null,
    mailFrom: parsed('MAIL_FROM', parseMailFrom) ?? EXAMPLE_SENDER,
    secret: parsed('MUSTER_SECRET', parseSecret) ?? null,
    backupPassphrase: parsed('MUSTER_BACKUP_PASSPHRASE', parsePassphrase) ?? null,
    demo: parsed('MUSTER_DEMO', parseSwitch('MUSTER_DEMO')) ?? isAllHere,
  }
  if (databaseUrl && get('MUSTER_SECRET') === undefined) {
    faults.push(
      'MUSTER_SECRET is missing: with DATABASE_URL it must be given, the same for every process. Make one with: openssl rand -base64 48.',
    )
  }
  // A mail server on this machine may be a test's; any other writes to real people, in whose mail these two stand.
  if (smtp && !isThisMachine(smtp.host)) {
    if (get('MAIL_FROM') === undefined) {
      faults.push(
        'MAIL_FROM is missing: with SMTP_URL it must say who sends the messages, for example MAIL_FROM="Muster <muster@example.com>".',
      )
    }
    if (get('PUBLIC_URL') === undefined) {
      faults.push(
        'PUBLIC_URL is missing: with SMTP_URL the links in messages need it, for example PUBLIC_URL=https://muster.example.com.',
      )
    }
  }
  const smsHost = sms && (sms.kind === 'smpp' ? sms.host : new URL(sms.url).hostname)
  if (smsHost && !isThisMachine(smsHost) && get('PUBLIC_URL') === undefined && !faults.some(isOfPublicUrl)) {
    faults.push(
      'PUBLIC_URL is missing: with SMS_URL the links in messages and the reports of the gateway need it, for example PUBLIC_URL=https://muster.example.com.',
    )
  }
  if (faults.length) throw new EnvironmentFaults(faults)
  return environment
}

const isOfPublicUrl = (fault: string) => fault.startsWith('PUBLIC_URL ')

const isThisMachine = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.')
