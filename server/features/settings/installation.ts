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
  /** Sender of every message. */
  mailFrom: { name: string; address: string }
  /** Behind a proxy: whether its X-Forwarded-* headers are believed. */
  trustProxy: boolean
  /** Where the ends of the audit chains are noted, outside of the database. */
  auditAnchorsFile: string
}

/** What every route and command works with. */
export type Context = { db: Db; installation: Installation }
