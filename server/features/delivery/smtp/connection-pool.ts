import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import { type DeliveryResult, deliverFenced, type Envelope } from './deliver-fenced.ts'
import { defaultTimeouts, openConnection, outcome, type SmtpTimeouts } from './open-connection.ts'
import type { SmtpServer } from './smtp-url.ts'

export interface ConnectionPool {
  /** As `deliverFenced`, over whichever connection is free; waits while all are busy. */
  deliver(envelope: Envelope, mime: Buffer, fence: () => Promise<boolean>): Promise<DeliveryResult>
  /** Takes nothing more, waits for what is under way, says QUIT. */
  close(): Promise<void>
}

export interface PoolOptions {
  /** Connections at most; about so many messages are unconfirmed when the process is killed. */
  lanes?: number
  /** Afterwards an unused connection is closed. */
  idleMs?: number
  timeouts?: SmtpTimeouts
}

/** How long a server may take over QUIT. */
const GOODBYE_MS = 1_000

export function connectionPool(server: SmtpServer, options: PoolOptions = {}): ConnectionPool {
  const { lanes = 20, idleMs = 5_000, timeouts = defaultTimeouts } = options
  const idle = new Map<SMTPConnection, NodeJS.Timeout>()
  const waiting: (() => void)[] = []
  let busy = 0
  let isClosed = false
  let onQuiet: (() => void) | undefined

  function takeIdle(): SMTPConnection | undefined {
    // The one used last: the others may then rest long enough to be closed.
    for (const [connection, timer] of [...idle].reverse()) {
      clearTimeout(timer)
      idle.delete(connection)
      if (!connection.destroyed) return connection
    }
    return undefined
  }

  function leave(connection: SMTPConnection): void {
    if (isClosed) {
      quit(connection)
      return
    }
    const rest = () => {
      idle.delete(connection)
      quit(connection)
    }
    idle.set(connection, setTimeout(rest, idleMs).unref())
  }

  async function offer(
    envelope: Envelope,
    mime: Buffer,
    fence: () => Promise<boolean>,
  ): Promise<DeliveryResult> {
    let wasAsked = false
    const asked = () => {
      wasAsked = true
      return fence()
    }
    const used = takeIdle()
    if (used) {
      const result = await deliverFenced(used, envelope, mime, asked)
      await settle(used, result)
      // A server may hang up an idle connection just then; that says nothing about the message.
      if (wasAsked || !isHungUp(result)) return result
    }
    const opened = await openConnection(server, timeouts)
    if ('failed' in opened) return opened
    const result = await deliverFenced(opened.connection, envelope, mime, asked)
    await settle(opened.connection, result)
    return result
  }

  async function settle(connection: SMTPConnection, result: DeliveryResult): Promise<void> {
    if (!connection.destroyed && (!('failed' in result) || (await isReset(connection)))) leave(connection)
    else connection.close()
  }

  return {
    async deliver(envelope, mime, fence) {
      if (isClosed) throw new Error('The connections to the mail server are closed')
      if (busy >= lanes) await new Promise<void>(resolve => waiting.push(resolve))
      else busy += 1
      try {
        return await offer(envelope, mime, fence)
      } finally {
        const next = waiting.shift()
        if (next) next()
        else if (--busy === 0) onQuiet?.()
      }
    },
    async close() {
      isClosed = true
      for (let connection = takeIdle(); connection; connection = takeIdle()) quit(connection)
      if (busy > 0) await new Promise<void>(resolve => (onQuiet = resolve))
    },
  }
}

/** Lost, or told to go, before anything was said about the message. */
function isHungUp(result: DeliveryResult): boolean {
  return 'failed' in result && (result.failed.code === undefined || result.failed.code === 421)
}

/** A refused message leaves a transaction open; RSET ends it. */
async function isReset(connection: SMTPConnection): Promise<boolean> {
  return (await outcome(connection, done => connection.reset(done))) === undefined
}

function quit(connection: SMTPConnection): void {
  connection.quit()
  setTimeout(() => connection.close(), GOODBYE_MS).unref()
}
