/**
 * What an invited person goes through, as product.md section 3 has it: written from there, not from the program. Times in
 * days on the model's own clock. After every step all that is due has been done, so nothing waits.
 */
export const steps = [
  'invite',
  'accept',
  'revoke',
  'decline',
  'inactivate',
  'reactivate',
  'bounce',
  'complain',
  'rest',
] as const
export type Step = (typeof steps)[number]

const FOLLOW_UP_DAYS = [3, 7, 14]
const LIFE_DAYS = 14

export class ReferenceInvitee {
  state = 'not_invited'
  isActive = true
  hasJoined = false
  isSuppressed = false
  /** Ordinals of the follow-ups that were sent, one list for each generation. */
  followUps: number[][] = []
  /** The newest welcome message, once: it can come back a single time. */
  #canComeBack = false
  #sentAt = 0
  #expiresAt = 0
  #decided = 0

  take(step: Step, now: number): void {
    if (step === 'invite' && this.isActive && !this.hasJoined && !this.isSuppressed) {
      this.state = 'sent'
      this.followUps.push([])
      this.#canComeBack = true
      this.#sentAt = now
      this.#expiresAt = now + FOLLOW_UP_DAYS.at(-1)! + LIFE_DAYS
      this.#decided = 0
    }
    if (step === 'accept' && this.isActive && this.state === 'sent') {
      this.state = 'accepted'
      this.hasJoined = true
    }
    if (step === 'revoke' && this.isActive && ['sent', 'expired'].includes(this.state)) this.state = 'revoked'
    if (step === 'decline' && this.isActive && this.state === 'sent') this.state = 'declined'
    if (step === 'inactivate' && this.isActive) {
      this.isActive = false
      if (['sent', 'expired'].includes(this.state)) this.state = 'cancelled'
    }
    if (step === 'reactivate') this.isActive = true
    if (step === 'bounce' && this.#canComeBack) {
      this.#canComeBack = false
      this.isSuppressed = true
      if (['sent', 'expired'].includes(this.state)) this.state = 'error'
    }
    if (step === 'complain' && this.#canComeBack) {
      this.#canComeBack = false
      this.isSuppressed = true
    }
  }

  /** Time has passed: reminders, each the latest due one alone, and the end of the invitation's life. */
  tick(now: number): void {
    if (this.state !== 'sent') return
    if (now >= this.#expiresAt) {
      this.state = 'expired'
      return
    }
    const due = FOLLOW_UP_DAYS.filter(days => this.#sentAt + days <= now).length
    if (due <= this.#decided) return
    this.#decided = due
    if (this.isSuppressed || !this.isActive) return
    this.followUps.at(-1)!.push(due)
    // A reminder that leaves late names a later day, and the invitation works until then.
    const left = FOLLOW_UP_DAYS.at(-1)! + LIFE_DAYS - FOLLOW_UP_DAYS[due - 1]!
    this.#expiresAt = Math.max(this.#expiresAt, now + left)
  }
}
