import { type Db, inAccount } from '../../db/connect.ts'
import { kindOf, oncePerBatch } from './message-batch.ts'
import type { ClaimedMessage, MessageKind } from './message-kind.ts'
import { fillSms, type PreparedSms, prepareSms } from './sms/sms-words.ts'
import { smsTemplateNamed } from './templates/index.ts'

/** Writes the texts of SMS. The same message gives the same text again. */
export function smsClerk(db: Db, accountId: string, kinds: MessageKind[]) {
  const preparedFor = oncePerBatch(async (message: ClaimedMessage): Promise<PreparedSms> => {
    const { kind: name, ordinal, language, senderId } = message
    const batch = { accountId, kind: name, ordinal, language, senderId }
    const { template, variables } = await inAccount(db, accountId, tx =>
      kindOf(kinds, message).describe(tx, batch),
    )
    return prepareSms(smsTemplateNamed(template, language), variables)
  })
  return async (message: ClaimedMessage): Promise<string> =>
    fillSms(await preparedFor(message), kindOf(kinds, message).slots(accountId, message))
}
