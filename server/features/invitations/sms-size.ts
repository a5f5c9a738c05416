import type { Tx } from '../../db/connect.ts'
import type { Selected, SmsVolume, UserJudge } from '../bulk/index.ts'
import { smsSizeOf, welcomeTemplate, wordsInForce } from '../delivery/index.ts'
import type { Installation } from '../settings/index.ts'
import { invitationMessages } from './invitation-messages.ts'
import { smsReceivers } from './story-queries.ts'

/** Up to so many SMS the texts themselves are measured. */
const mostMeasured = 10_000
/** As long as a secret is, and a number with its country code mostly is. */
const secretCharacters = 43
const usualUserName = '+79051111111'
const aPassword = '0000-0000-0000-0000-0000-0000'

/** How many parts the SMS of an invitation take: measured text by text, or from one usual text where they are very many. */
export async function smsVolume(
  tx: Tx,
  installation: Installation,
  { account, actor }: UserJudge,
  receivers: Selected,
  count: number,
): Promise<SmsVolume> {
  const { publicUrl } = installation
  const { describe } = invitationMessages(installation)
  const ownWords = wordsInForce(work => work(tx), account.id)
  const sizes = new Map<string, (userName: string) => number>()
  async function sizeIn(language: 'en' | 'ru', isAgain: boolean, hasLogin: boolean) {
    const carries = account.invitationCarries === 'temporary-password' && !hasLogin ? 'password' : 'link'
    const template = welcomeTemplate(isAgain, carries)
    const known = sizes.get(`${language} ${template}`)
    if (known) return known
    const batch = {
      accountId: account.id,
      kind: 'welcome',
      template,
      ordinal: 0,
      language,
      at: null,
      about: null,
    }
    const { variables } = await describe(tx, { ...batch, senderId: actor.personId })
    const link =
      carries === 'password' ? `${publicUrl}/sign-in` : `${publicUrl}/join/${'x'.repeat(secretCharacters)}`
    const own = await ownWords(template, language, new Date())
    const size = smsSizeOf(template, language, variables, { link, password: aPassword }, own)
    sizes.set(`${language} ${template}`, size)
    return size
  }

  if (count > mostMeasured) {
    const each = (await sizeIn(account.language, false, false))(usualUserName)
    return { segments: each * count, isExact: false }
  }
  let segments = 0
  for (const { language, userName, isAgain, hasLogin } of await smsReceivers(tx, account.id, receivers))
    segments += (await sizeIn(language ?? account.language, isAgain, hasLogin))(userName)
  return { segments, isExact: true }
}
