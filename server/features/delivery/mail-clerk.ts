import { type Db, inAccount } from '../../db/connect.ts'
import type { Installation } from '../settings/index.ts'
import { kindOf, oncePerBatch } from './message-batch.ts'
import type { ClaimedMessage, MessageKind } from './message-kind.ts'
import { fillMessage, type PreparedMessage, prepareMessage } from './mime/index.ts'
import { greeting, mailTemplateNamed, personSlots } from './templates/index.ts'

/**
 * Makes the bytes of messages: prepares once what a batch has in common and fills in each person.
 * The same message gives the same bytes again, Message-ID and date included.
 */
export function mailClerk(db: Db, installation: Installation, accountId: string, kinds: MessageKind[]) {
  const domain = installation.mailFrom.address.split('@')[1]!

  const preparedFor = oncePerBatch(async (message: ClaimedMessage): Promise<PreparedMessage> => {
    const { kind: name, ordinal, language, senderId } = message
    const batch = { accountId, kind: name, ordinal, language, senderId }
    const { template, variables, replyTo, listName } = await inAccount(db, accountId, tx =>
      kindOf(kinds, message).describe(tx, batch),
    )
    return prepareMessage(await mailTemplateNamed(template, language), {
      from: installation.mailFrom,
      ...(replyTo && { replyTo }),
      list: { name: listName, id: `${accountId}.${domain}` },
      variables,
      slots: personSlots,
    })
  })

  /** @returns null where the person's own data cannot be made a message of */
  return async (message: ClaimedMessage): Promise<Buffer | null> => {
    const ready = await preparedFor(message)
    const kind = kindOf(kinds, message)
    try {
      return fillMessage(ready, {
        to: { name: message.toName, address: message.toAddress },
        messageId: `${message.id}@${domain}`,
        date: message.createdAt,
        ...(kind.stopUrl && { unsubscribeUrl: kind.stopUrl(accountId, message) }),
        values: {
          'person.greeting': greeting(message.language, message.greetingName),
          'person.greetingName': message.greetingName,
          ...kind.slots(accountId, message),
        },
      })
    } catch {
      return null
    }
  }
}
