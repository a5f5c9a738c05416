import type { ReportVerdict } from '../../../../contract/mail-reports.ts'
import { type Db, inAccount, type Tx } from '../../../db/connect.ts'
import type { MessageKind } from '../message-kind.ts'
import { onOneLine } from '../note-report.ts'
import { acceptedAfterAll, markBounced, markDelivered } from '../report-queries.ts'
import { suppress } from '../suppression/suppress.ts'
import { tellKinds } from '../tell-kinds.ts'
import {
  accountOfMessage,
  countReport,
  insertReport,
  lockReported,
  markComplained,
} from './bounce-queries.ts'
import { isFaultOfAddress, reasonOfReport } from './reason-of-report.ts'

/** What is said to have become of one e-mail that a mail server had taken. */
export type MailReport = {
  outcome: 'delivered' | 'delayed' | 'failed' | 'complained'
  /** RFC 3463; empty where none was told. */
  status: string
  words: string
}

/**
 * Notes a report of a message that was proven to be ours. What it says happens once: the same report again, and one of a
 * message that never left, changes nothing. Counts it either way.
 *
 * failed: the message is bounced, its invitation in Error; where the address itself is at fault, it is suppressed.
 * delayed: is kept for the timeline. complained: the address is suppressed.
 * @param of picks the report of this message's recipient, where there are several; null where none is of them
 */
export async function noteMailReport(
  db: Db,
  kinds: MessageKind[],
  messageId: string,
  of: (toAddress: string) => MailReport | null,
): Promise<ReportVerdict> {
  const accountId = await accountOfMessage(db, messageId)
  const verdict = accountId
    ? await inAccount(db, accountId, tx => note(tx, accountId, kinds, messageId, of))
    : 'unknown'
  await countReport(db, verdict)
  return verdict
}

async function note(
  tx: Tx,
  accountId: string,
  kinds: MessageKind[],
  messageId: string,
  of: (toAddress: string) => MailReport | null,
): Promise<ReportVerdict> {
  const message = await lockReported(tx, accountId, messageId)
  const report = message && of(message.to_address)
  if (!report) return 'unknown'
  const { outcome, status } = report
  const words = onOneLine(report.words)
  const reason = outcome === 'delivered' ? null : reasonOfReport(report)
  if (!(await insertReport(tx, accountId, { messageId, outcome, status, reason }))) return 'replayed'

  if (outcome === 'failed') {
    const [bounced] = await markBounced(tx, accountId, 'email', messageId, reason!, words)
    if (!bounced) return 'replayed'
    await tellKinds(tx, accountId, kinds, [bounced])
    if (!isFaultOfAddress(status, reason!)) return 'missed'
    await stopWritingTo(tx, accountId, kinds, message.to_address, reason!, words)
    return 'bounced'
  }
  // Whatever else is said of it, it was taken: so what was unconfirmed is known after all.
  await tellKinds(tx, accountId, kinds, await acceptedAfterAll(tx, accountId, 'email', messageId))
  if (outcome === 'delivered') await markDelivered(tx, accountId, 'email', messageId, words)
  if (outcome === 'complained') {
    await markComplained(tx, accountId, messageId, reason!)
    await stopWritingTo(tx, accountId, kinds, message.to_address, reason!, words)
  }
  return outcome
}

const stopWritingTo = (
  tx: Tx,
  accountId: string,
  kinds: MessageKind[],
  address: string,
  reason: string,
  words: string,
): Promise<void> =>
  suppress(tx, accountId, kinds, [
    { channel: 'email', address, reason, sendingNumber: null, detail: words || null },
  ])
