import { type Db, inAccount } from '../../db/connect.ts'
import type { MessageKind } from './message-kind.ts'
import {
  acceptedAfterAll,
  isAnswerAwaited,
  markBounced,
  markDelivered,
  messageOfGateway,
} from './report-queries.ts'
import type { DeliveryReport } from './sms/index.ts'
import { accountsThatTexted } from './suppression/queries.ts'
import { suppress } from './suppression/suppress.ts'
import { tellKinds } from './tell-kinds.ts'

const replyCharacters = 500

/** As it is kept: somebody else's words, however long they are. */
export const onOneLine = (reply: string): string =>
  reply
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, replyCharacters)
    .toWellFormed()

/**
 * Notes what the gateway says became of an SMS. A report of a message whose answer was lost tells that it was taken: so what
 * was unconfirmed is known after all. Of a message that is none, or that never left, nothing changes.
 */
export async function noteReport(
  db: Db,
  kinds: MessageKind[],
  message: { accountId: string; messageId: string },
  { outcome, reply, reason: known }: DeliveryReport,
): Promise<void> {
  const { accountId, messageId } = message
  const words = onOneLine(reply)
  await inAccount(db, accountId, async tx => {
    if (outcome === 'delivered') {
      await tellKinds(tx, accountId, kinds, await acceptedAfterAll(tx, accountId, 'sms', messageId))
      await markDelivered(tx, accountId, 'sms', messageId, words)
      return
    }
    const reason = known ?? (outcome === 'bounced' ? 'number-does-not-exist' : 'phone-unreachable')
    const bounced = await markBounced(tx, accountId, 'sms', messageId, reason, words)
    await tellKinds(tx, accountId, kinds, bounced)
    const [message] = bounced
    if (!message || outcome !== 'bounced') return
    const address = message.toAddress
    await suppress(tx, accountId, kinds, [
      { channel: 'sms', address, reason, sendingNumber: null, detail: words },
    ])
  })
}

/**
 * The same for a gateway that names the message by its own reference, which its answer tells: a receipt may be here before that is noted.
 *
 * @throws Error where it may be of such a message, so that it is told again
 */
export async function noteReceipt(
  db: Db,
  kinds: MessageKind[],
  receipt: { reference: string; to: string; report: DeliveryReport },
): Promise<void> {
  const message = await messageOfGateway(db, receipt.reference, receipt.to)
  if (message) return noteReport(db, kinds, message, receipt.report)
  for (const accountId of await accountsThatTexted(db, receipt.to))
    if (await inAccount(db, accountId, tx => isAnswerAwaited(tx, accountId, receipt.to)))
      throw new Error('The answer to the message is not noted yet.')
}
