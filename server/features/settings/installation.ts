import type { Db } from '../../db/connect.ts'

/** What the environment says about this installation; read once, in main/. */
export type Installation = {
  /** Where people reach it, without a trailing slash; links in messages begin with it. */
  publicUrl: string
  /** At least 32 bytes; invitation secrets are derived from it. Changing it kills every link sent. */
  secret: Buffer
  /** Null: messages go to the local mailbox. */
  smtpUrl: string | null
  /** Null: SMS go to the local mailbox, or nowhere where smtpUrl is real. */
  smsUrl: string | null
  /** Null: no return path of ours; what comes back goes to the sender's own mailbox. */
  bounceUrl: string | null
  /** Null: nothing is limited. Of e-mails and SMS in a minute or a day, and the hours between two to one person. */
  sendLimits: Record<'account' | 'domain' | 'day' | 'person', number | null> | null
  /** Sender of every message. */
  mailFrom: { name: string; address: string }
  /** Whose X-Forwarded-* headers are believed: of nobody, of so many proxies in a row, or of those in these networks. */
  trustProxy: false | number | string[]
  /** Where the ends of the audit chains are noted, outside of the database. */
  auditAnchorsFile: string
}

/** What every route and command works with. */
export type Context = { db: Db; installation: Installation }
