import type { Channel } from './model-steps.ts'
import { CHANNELS } from './reference-messages.ts'

/** Somebody's e-mail address and phone, by the method Both: which of them is written to. */
export class ReferenceAddresses {
  /** By which nobody is there. */
  readonly givenUp = new Set<Channel>()
  hasComplained = false
  hasStopped = false
  /** STOP counts of whoever a text was written to, whether or not the gateway took it. */
  wasTexted = false

  isShut(channel: Channel): boolean {
    return this.givenUp.has(channel) || (channel === 'email' ? this.hasComplained : this.hasStopped)
  }
  open(): Channel[] {
    return CHANNELS.filter(channel => !this.isShut(channel))
  }
}
