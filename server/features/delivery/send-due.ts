import { randomUUID } from 'node:crypto'
import { type AccountLine, onAccountLine } from '../../db/account-line.ts'
import { type Database, inAccount } from '../../db/connect.ts'
import { type AccountSettings, accountSettings } from '../settings/index.ts'
import type { Channel } from './channel.ts'
import { claimedMessages } from './claimed-messages.ts'
import { ledger } from './ledger.ts'
import { resumeSending } from './ledger-queries.ts'
import type { MessageKind } from './message-kind.ts'
import type { SendLimits } from './pace/send-limits.ts'
import { verdictOf } from './verdict-of.ts'

export type Sender = {
  db: Database['db']
  pool: Database['pool']
  kinds: MessageKind[]
  channel: Channel
  /** Null: nothing is limited. */
  limits: SendLimits | null
}

/** How a turn of sending ended: with nothing left, with more to do, or because the channel's server works with nobody. */
export type Turn = { more: boolean; serverReason: string | null; accepted: number }

/** The longest a turn takes, so that another account's ten do not wait for one's million. In milliseconds. */
const turnMs = 10_000
/** How often leases are looked after; a fraction of a lease. */
const renewMs = 2_000

/** Sends what is due for one account by one channel; every message through its fence. */
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
  const { db, kinds, channel } = sender
  const beganMs = performance.now()
  const moment = () => new Date(now.getTime() + performance.now() - beganMs)
  const book = ledger(
    db,
    line,
    account.id,
    channel.name,
    randomUUID(),
    kinds,
    account.unconfirmedPolicy,
    sender.limits,
  )
  const offer = channel.open(account.id)
  const messages = claimedMessages(book.claim, now, end)
  const notes = new Set<Promise<void>>()
  const givenBack: string[] = []
  let accepted = 0
  let lanesOpen = channel.lanes
  let serverReason: string | null = null
  /** Answers about a message, good or bad; and why a lane got none. */
  let answered = 0
  let blockedBy: string | null = null

  const keep = (note: Promise<void>) => {
    notes.add(note)
    note.finally(() => notes.delete(note)).catch(() => {})
  }

  async function lane(): Promise<void> {
    for await (const message of messages.all()) {
      const result = await offer(message, () => book.fence(message))
      const verdict = verdictOf(message, result, account.unconfirmedPolicy, moment())
      if ('failure' in verdict) {
        if (verdict.answer.state === 'accepted' && accepted++ === 0 && account.sendingPausedReason) {
          await inAccount(db, account.id, tx => resumeSending(tx, account.id, channel.name))
        }
        messages.settled()
        answered++
        keep(book.note(verdict.answer, verdict.failure))
        continue
      }
      if (verdict.release === 'fenced-off') {
        givenBack.push(message.id)
        continue
      }
      if (verdict.answer) keep(book.note(verdict.answer, null))
      else givenBack.push(message.id)
      // This lane's way to the server is blocked. While others get through, that is a limit of the server's, no fault.
      lanesOpen--
      blockedBy = verdict.reason
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
  const lanes = await Promise.allSettled(Array.from({ length: channel.lanes }, () => lane().catch(endAll)))
  await Promise.allSettled(notes)
  clearInterval(renewing)
  await book.release([...givenBack, ...(await messages.left())])
  for (const one of lanes) if (one.status === 'rejected') throw one.reason
  // Fewer messages than lanes: those who tried were all turned away, and the others had nothing to try with.
  if (answered === 0) serverReason ??= blockedBy
  return { more: end.aborted || (lanesOpen < channel.lanes && !serverReason), serverReason, accepted }

  function endAll(error: unknown): never {
    messages.end()
    throw error
  }
}
