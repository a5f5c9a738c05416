import type { OperatedChannel } from './channel.ts'
import { email } from './email.ts'
import { sms } from './sms.ts'

export type { OperatedChannel }

/** The ways on which messages leave, in the order of the panel. */
export const channels: Record<'email' | 'sms', OperatedChannel> = { email, sms }
