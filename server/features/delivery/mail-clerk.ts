import { type Db, inAccount } from '../../db/connect.ts'
import type { Installation } from '../settings/index.ts'
import type { ClaimedMessage, MessageKind } from './message-kind.ts'
import { fillMessage, type PreparedMessage, prepareMessage } from './mime/index.ts'
import { greeting, mailTemplateNamed, personSlots } from './templates/index.ts'

/**
 * Makes the bytes of messages: prepares once what a batch has in common and fills in each person.
 * The same message gives the same bytes again, Message-ID and date included.
 */
export function mailClerk(db: Db, installation: Installation, accountId: string, kinds: MessageKind[]) {
  const prepared = new Map<string, Promise<PreparedMessage>>()
  const domain = installation.mailFrom.address.split('@')[1]!

  async function prepare(kind: MessageKind, message: ClaimedMessage): Promise<PreparedMessage> {
    const { kind: name, ordinal, language, senderId } = message
    const batch = { accountId, kind: name, ordinal, language, senderId }
    const { template, variables, replyTo, listName } = await inAccount(db, accountId, tx =>
      kind.describe(tx, batch),
    )
    return prepareMessage(await mailTemplateNamed(template, language), {
      from: installation.mailFrom,
      ...(replyTo && { replyTo }),
      list: { name: listName, id: `${accountId}.${domain}` },
      variables,
      slots: personSlots,
    })
  }

  /** @returns null where the person's own data cannot be made a message of */
  return async (message: ClaimedMessage): Promise<Buffer | null> => {
    const kind = kinds.find(one => one.names.includes(message.kind))
    if (!kind) throw new Error(`No feature sends messages of kind ${message.kind}.`)
    const key = `${message.kind} ${message.ordinal} ${message.language} ${message.senderId}`
    let batch = prepared.get(key)
    if (!batch) {
      batch = prepare(kind, message)
      prepared.set(key, batch)
    }
    const ready = await batch
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
