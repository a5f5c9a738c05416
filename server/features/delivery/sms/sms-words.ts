import { type SlottedText, slottedText } from '../mime/index.ts'

/** What differs from person to person in an SMS. No name: so a text is as long as its user name makes it. */
export const smsSlots = ['link', 'userName', 'password'] as const
type SmsValues = Readonly<Record<string, string>>

export type PreparedSms = SlottedText

/** Renders once what the messages of a batch share. @throws UnusableTemplate */
export const prepareSms = (
  template: string,
  variables: Record<string, unknown>,
  isOwn = false,
): PreparedSms => slottedText(template, 'text', { variables, slots: smsSlots }, 'sms', isOwn)

export const fillSms = (prepared: PreparedSms, values: SmsValues): string =>
  prepared.map(piece => (typeof piece === 'string' ? piece : (values[smsSlots[piece]!] ?? ''))).join('')
