import { blamesReceiver } from './delivery-result.ts'

/** Nobody got it, and never will there: reported after it was accepted, or answered at once. To people both are the same. */
export const cameBack = ({ state, reason }: { state: string; reason: string | null }): boolean =>
  state === 'bounced' || (state === 'refused' && blamesReceiver(reason))
