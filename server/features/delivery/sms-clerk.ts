import { type Db, inAccount } from '../../db/connect.ts'
import { batchOf, kindOf, oncePerBatch } from './message-batch.ts'
import type { ClaimedMessage, MessageDescription, MessageKind } from './message-kind.ts'
import { type OwnWords, wordsInForce } from './own-words/words-in-force.ts'
import { fillSms, prepareSms } from './sms/sms-words.ts'
import { type Language, smsTemplateNamed } from './templates/index.ts'

/** Writes the texts of SMS. The same message gives the same text again. */
export function smsClerk(db: Db, accountId: string, kinds: MessageKind[]) {
  const describe = oncePerBatch(kinds, message => {
    const kind = kindOf(kinds, message)
    return inAccount(db, accountId, tx => kind.describe(tx, batchOf(accountId, message, kind)))
  })
  const ownWords = wordsInForce(work => inAccount(db, accountId, work), accountId)
  const prepare = oncePerBatch(
    kinds,
    async ({ language }, { template, variables }: MessageDescription, own: OwnWords | null) =>
      preparedSms(template, language, variables, own),
    (_, own) => own?.id ?? '',
  )
  return async (message: ClaimedMessage): Promise<string> => {
    const description = await describe(message)
    const own = await ownWords(description.template, message.language, message.createdAt)
    return fillSms(await prepare(message, description, own), kindOf(kinds, message).slots(accountId, message))
  }
}

/** In the account's own words where it has some that can be read; else in Muster's. */
export function preparedSms(
  template: string,
  language: Language,
  variables: Record<string, unknown>,
  own: OwnWords | null,
) {
  const words = own?.words.sms
  try {
    if (words) return prepareSms(words, variables, true)
  } catch {
    // As in the mail clerk: judged when it was saved, and ours where that is not enough any more.
  }
  return prepareSms(smsTemplateNamed(template, language), variables)
}
