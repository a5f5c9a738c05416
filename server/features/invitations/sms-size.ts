import type { Tx } from '../../db/connect.ts'
import type { Selected, SmsVolume, UserJudge } from '../bulk/index.ts'
import { smsSizeOf } from '../delivery/index.ts'
import type { Installation } from '../settings/index.ts'
import { invitationMessages } from './invitation-messages.ts'
import { smsReceivers } from './story-queries.ts'

/** Up to so many SMS the texts themselves are measured. */
const mostMeasured = 10_000
/** As long as a secret is, and a number with its country code mostly is. */
const secretCharacters = 43
const usualUserName = '+79051111111'

/** How many parts the SMS of an invitation take: measured text by text, or from one usual text where they are very many. */
export async function smsVolume(
  tx: Tx,
  installation: Installation,
  { account, actor }: UserJudge,
  receivers: Selected,
  count: number,
): Promise<SmsVolume> {
  const link = `${installation.publicUrl}/join/${'x'.repeat(secretCharacters)}`
  const { describe } = invitationMessages(installation)
  const sizes = new Map<string, (userName: string) => number>()
  async function sizeIn(language: 'en' | 'ru'): Promise<(userName: string) => number> {
    const known = sizes.get(language)
    if (known) return known
    const batch = { accountId: account.id, kind: 'welcome', ordinal: 0, language, senderId: actor.personId }
    const { template, variables } = await describe(tx, batch)
    const size = smsSizeOf(template, language, variables, link)
    sizes.set(language, size)
    return size
  }

  if (count > mostMeasured) {
    const each = (await sizeIn(account.language))(usualUserName)
    return { segments: each * count, isExact: false }
  }
  let segments = 0
  for (const { language, userName } of await smsReceivers(tx, account.id, receivers))
    segments += (await sizeIn(language ?? account.language))(userName)
  return { segments, isExact: true }
}
