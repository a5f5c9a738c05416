import { blamesReceiver } from './delivery-result.ts'
import type { SettledMessage } from './message-kind.ts'

/** Nobody got it, and never will there: reported after it was accepted, or answered at once. To people both are the same. */
export const cameBack = ({ state, reason }: Pick<SettledMessage, 'state' | 'reason'>): boolean =>
  state === 'bounced' || (state === 'refused' && blamesReceiver(reason))
