import { randomUUID } from 'node:crypto'
import { type AccountLine, onAccountLine } from '../../db/account-line.ts'
import { type Database, inAccount } from '../../db/connect.ts'
import { type AccountSettings, accountSettings, type Installation } from '../settings/index.ts'
import { claimedMessages } from './claimed-messages.ts'
import { ledger } from './ledger.ts'
import { resumeSending } from './ledger-queries.ts'
import { mailClerk } from './mail-clerk.ts'
import type { ClaimedMessage, MessageKind } from './message-kind.ts'
import type { ConnectionPool, DeliveryResult } from './smtp/index.ts'
import { verdictOf } from './verdict-of.ts'

export type Sender = {
  db: Database['db']
  pool: Database['pool']
  installation: Installation
  kinds: MessageKind[]
  connections: ConnectionPool
  /** Messages under way at once; about so many are unconfirmed when the process is killed. */
  lanes: number
}

/** How a turn of sending ended: with nothing left, with more to do, or because the mail server works with nobody. */
export type Turn = { more: boolean; serverReason: string | null; accepted: number }

/** The longest a turn takes, so that another account's ten do not wait for one's million. In milliseconds. */
const turnMs = 10_000
/** How often leases are looked after; a fraction of a lease. */
const renewMs = 2_000

/** Sends what is due for one account; every message through its fence. */
export async function sendDue(
  sender: Sender,
  accountId: string,
  now: Date,
  stop: AbortSignal,
): Promise<Turn> {
  const settings = await inAccount(sender.db, accountId, tx => accountSettings(tx, accountId))
  const end = AbortSignal.any([stop, AbortSignal.timeout(turnMs)])
  return onAccountLine(sender, accountId, line => takeTurn(sender, line, settings, now, end))
}

async function takeTurn(
  sender: Sender,
  line: AccountLine,
  account: AccountSettings,
  now: Date,
  end: AbortSignal,
): Promise<Turn> {
  const { db, installation, kinds, connections } = sender
  const book = ledger(db, line, account.id, randomUUID(), kinds, account.unconfirmedPolicy)
  const fill = mailClerk(db, installation, account.id, kinds)
  const messages = claimedMessages(book.claim, now, end)
  const notes = new Set<Promise<void>>()
  const givenBack: string[] = []
  let accepted = 0
  let lanesOpen = sender.lanes
  let serverReason: string | null = null

  const deliver = async (message: ClaimedMessage): Promise<DeliveryResult> => {
    const mime = await fill(message)
    if (!mime)
      return { failed: { phase: 'rcpt', afterDot: false, enhancedCode: '5.1.3', klass: 'permanent' } }
    const envelope = { from: installation.mailFrom.address, to: message.toAddress }
    return connections.deliver(envelope, mime, () => book.fence(message))
  }
  const keep = (note: Promise<void>) => {
    notes.add(note)
    note.finally(() => notes.delete(note)).catch(() => {})
  }

  async function lane(): Promise<void> {
    for await (const message of messages.all()) {
      const verdict = verdictOf(message, await deliver(message), account.unconfirmedPolicy, new Date())
      if ('answer' in verdict) {
        if (verdict.answer.state === 'accepted' && accepted++ === 0 && account.sendingPausedReason) {
          await inAccount(db, account.id, tx => resumeSending(tx, account.id))
        }
        messages.settled()
        keep(book.note(verdict.answer, verdict.failure))
        continue
      }
      givenBack.push(message.id)
      if (verdict.release === 'fenced-off') continue
      // This lane's way to the server is blocked. While others get through, that is a limit of the server's, no fault.
      lanesOpen--
      if (lanesOpen === 0 || verdict.needsMending) {
        serverReason = verdict.reason
        messages.end()
      }
      return
    }
  }

  // One that fails changes nothing: the next comes soon, and the lease of who cannot renew runs out.
  const renewing = setInterval(() => book.renew().catch(() => {}), renewMs)
  // Every lane ends before its connection is given back, also when one of them fails.
  const lanes = await Promise.allSettled(Array.from({ length: sender.lanes }, () => lane().catch(endAll)))
  await Promise.allSettled(notes)
  clearInterval(renewing)
  await book.release([...givenBack, ...(await messages.left())])
  for (const one of lanes) if (one.status === 'rejected') throw one.reason
  return { more: end.aborted || (lanesOpen < sender.lanes && !serverReason), serverReason, accepted }

  function endAll(error: unknown): never {
    messages.end()
    throw error
  }
}
