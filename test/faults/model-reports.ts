import { noteMailReport } from '../../server/features/delivery/bounces/note-mail-report.ts'
import { noteReport } from '../../server/features/delivery/note-report.ts'
import { kannelReport } from '../../server/features/delivery/sms/delivery-report.ts'
import { hearAnswer } from '../../server/features/delivery/suppression/hear-answer.ts'
import { messageKinds } from '../../server/registry.ts'
import type { TestAccount } from '../account.ts'
import type { ClockGround } from './clock-ground.ts'

/** The number that texts come from. */
export const SENDER = '15550100'

type Reported = 'bounce' | 'missed' | 'delivered' | 'complain' | 'welcome back'
type Known = { message: string | null }

/** As a mail server reports it. Nobody takes a complaint back. */
export async function reportOfMail(
  { database, installation }: ClockGround,
  _: TestAccount,
  what: Reported,
  { message }: Known,
) {
  const report = {
    bounce: { outcome: 'failed', status: '5.1.1', words: '550 5.1.1 No such user' },
    missed: { outcome: 'failed', status: '4.4.7', words: 'Delivery time expired' },
    delivered: { outcome: 'delivered', status: '2.0.0', words: '' },
    complain: { outcome: 'complained', status: '', words: '' },
    'welcome back': null,
  } as const
  const said = report[what]
  if (said) await noteMailReport(database.db, messageKinds(installation), message!, () => said)
}

/** As Kannel calls back, and as people answer. */
export async function reportOfPhone(
  { database, installation }: ClockGround,
  account: TestAccount,
  what: Reported,
  { message, phone }: Known & { phone: string },
) {
  const kinds = messageKinds(installation)
  if (what === 'complain' || what === 'welcome back') {
    const text = what === 'complain' ? 'STOP' : 'START'
    return hearAnswer(database.db, kinds, SENDER, { from: phone, text })
  }
  const words = { bounce: 'id:1 stat:UNDELIV', missed: 'id:1 stat:EXPIRED', delivered: '' }[what]
  const report = kannelReport(what === 'delivered' ? '1' : '2', words)!
  await noteReport(database.db, kinds, { accountId: account.id, messageId: message! }, report)
}
