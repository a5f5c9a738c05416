import PostalMime from 'postal-mime'
import type {
  MessagePreview,
  MessageTemplateName,
  MessageTestOutcome,
  MessageWords,
} from '../../../../contract/message-templates.ts'
import { inAccount, type Tx } from '../../../db/connect.ts'
import { judgeEmail } from '../../../lib/email-address.ts'
import { newId } from '../../../lib/ids.ts'
import { refuseFaults } from '../../../lib/problem.ts'
import type { Actor } from '../../permissions/index.ts'
import { accountSettings, type Context, type Installation } from '../../settings/index.ts'
import { fillMessage, prepareMessage } from '../mime/index.ts'
import { offerOnce } from '../send-test-message.ts'
import { sizeOfSms } from '../sms/index.ts'
import { fillSms, prepareSms } from '../sms/sms-words.ts'
import { type Language, personSlots } from '../templates/index.ts'
import { ownMailTemplate } from './own-template.ts'
import { emailOf } from './queries.ts'
import { samplePerson, sampleVariables } from './sample.ts'
import { faultsOf } from './save-words.ts'
import { templateOf } from './view-words.ts'

type Which = { name: MessageTemplateName; language: Language }

/** What an invented person would read. @throws Problem faulty-input */
export async function previewWords(
  tx: Tx,
  installation: Installation,
  actor: Actor,
  which: Which,
  words: MessageWords,
): Promise<MessagePreview> {
  const { mime, sms } = await compose(tx, installation, actor, which, words, 'ana@example.com')
  const { subject = '', html = '', text = '' } = await PostalMime.parse(mime)
  return { subject, html, text, sms }
}

/**
 * Sends these words to who tries them, the way that all messages go, and tells how it went. In no ledger; not to be called
 * inside a transaction. @throws Problem faulty-input
 */
export async function testWords(
  context: Context,
  actor: Actor,
  which: Which,
  words: MessageWords,
): Promise<MessageTestOutcome> {
  const { to, mime } = await inAccount(context.db, actor.accountId, async tx => {
    const { address } = judgeEmail((await emailOf(tx, actor.accountId, actor.personId)) ?? '')
    if (address === null) refuseFaults([{ path: ['to'], reason: 'no-email-of-yours' }])
    return { to: address!, ...(await compose(tx, context.installation, actor, which, words, address!)) }
  })
  const outcome = await offerOnce(context, to, mime)
  const { isAccepted, reply } = outcome
  return { to, isAccepted, reason: outcome.isAccepted ? null : outcome.reason, reply }
}

async function compose(
  tx: Tx,
  installation: Installation,
  actor: Actor,
  which: Which,
  words: MessageWords,
  to: string,
): Promise<{ mime: Buffer; sms: MessagePreview['sms'] }> {
  refuseFaults(await faultsOf(tx, actor, which, words))
  const { language } = which
  const template = templateOf(which.name)
  const account = await accountSettings(tx, actor.accountId)
  const variables = sampleVariables(template, language, account, actor.name)
  const { name, values } = samplePerson(installation, template, language)
  const batch = { from: installation.mailFrom, variables, slots: personSlots }
  const mime = fillMessage(prepareMessage(ownMailTemplate(template, language, words), batch), {
    to: { name, address: to },
    messageId: `${newId()}@${installation.mailFrom.address.split('@')[1]}`,
    date: new Date(),
    values,
  })
  if (words.sms === null) return { mime, sms: null }
  const text = fillSms(prepareSms(words.sms, variables, true), values)
  return { mime, sms: { text, segments: sizeOfSms(text).segments, characters: [...text].length } }
}
