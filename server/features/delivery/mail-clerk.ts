import { type Db, inAccount } from '../../db/connect.ts'
import type { Installation } from '../settings/index.ts'
import { batchOf, kindOf, oncePerBatch } from './message-batch.ts'
import type { ClaimedMessage, MessageDescription, MessageKind } from './message-kind.ts'
import { fillMessage, type PreparedMessage, prepareMessage, UnusableTemplate } from './mime/index.ts'
import { ownMailTemplate } from './own-words/own-template.ts'
import { type OwnWords, wordsInForce } from './own-words/words-in-force.ts'
import { greeting, mailTemplateNamed, personSlots } from './templates/index.ts'

/**
 * Makes the bytes of messages: prepares once what a batch has in common and fills in each person.
 * The same message gives the same bytes again, Message-ID and date included.
 */
export function mailClerk(db: Db, installation: Installation, accountId: string, kinds: MessageKind[]) {
  const domain = installation.mailFrom.address.split('@')[1]!

  const describe = oncePerBatch(kinds, message => {
    const kind = kindOf(kinds, message)
    return inAccount(db, accountId, tx => kind.describe(tx, batchOf(accountId, message, kind)))
  })
  const ownWords = wordsInForce(work => inAccount(db, accountId, work), accountId)
  const prepare = oncePerBatch(
    kinds,
    (message, description: MessageDescription, own: OwnWords | null) => prepared(message, description, own),
    (_, own) => own?.id ?? '',
  )

  async function prepared(
    { language }: ClaimedMessage,
    { template, variables, replyTo, listName }: MessageDescription,
    own: OwnWords | null,
  ): Promise<PreparedMessage> {
    const batch = {
      from: installation.mailFrom,
      ...(replyTo && { replyTo }),
      list: { name: listName, id: `${accountId}.${domain}` },
      variables,
      slots: personSlots,
    }
    try {
      if (own) return prepareMessage(ownMailTemplate(template, language, own.words), batch)
    } catch (error) {
      // Judged when it was saved; a later Muster may read less. Then ours says it, and nobody waits.
      if (!(error instanceof UnusableTemplate)) throw error
    }
    return prepareMessage(mailTemplateNamed(template, language), batch)
  }

  /** @returns null where the person's own data cannot be made a message of */
  return async (message: ClaimedMessage): Promise<Buffer | null> => {
    const description = await describe(message)
    const own = await ownWords(description.template, message.language, message.createdAt)
    const ready = await prepare(message, description, own)
    const kind = kindOf(kinds, message)
    const unsubscribeUrl = kind.stopUrl?.(accountId, message)
    try {
      return fillMessage(ready, {
        to: { name: message.toName, address: message.toAddress },
        messageId: `${message.id}@${domain}`,
        date: message.createdAt,
        ...(unsubscribeUrl && { unsubscribeUrl }),
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
