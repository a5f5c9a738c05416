/**
 * What an invited person goes through, as product.md section 3 has it: written from there, not from the program. Times in
 * days on the model's own clock. After every step all that is due has been done, so nothing waits.
 */
export const steps = [
  'invite',
  'refused',
  'accept',
  'revoke',
  'decline',
  'inactivate',
  'reactivate',
  'bounce',
  'missed',
  'delivered',
  'complain',
  'welcome back',
  'rest',
] as const
export type Step = (typeof steps)[number]

const FOLLOW_UP_DAYS = [3, 7, 14]
const LIFE_DAYS = 14

/** Of the steps, by e-mail and by SMS: `complain` is a complaint or STOP, `welcome back` is START and means nothing to mail. */
export class ReferenceInvitee {
  state = 'not_invited'
  isActive = true
  hasJoined = false
  /** Ordinals of the follow-ups that were sent, one list for each generation. */
  followUps: number[][] = []
  readonly #isByPhone: boolean
  #isGivenUp = false
  #hasStopped = false
  /** STOP counts of whoever a text was written to, whether or not the gateway took it. */
  #wasEverTexted = false
  /** Of the newest welcome message: what can still be reported. */
  #canComeBack = false
  #canComplain = false
  /** The generation whose link works: follow-ups are of it. */
  #live = -1
  #sentAt = 0
  #expiresAt = 0
  #decided = 0

  constructor(isByPhone = false) {
    this.#isByPhone = isByPhone
  }

  get isSuppressed(): boolean {
    return this.#isGivenUp || this.#hasStopped
  }

  take(step: Step, now: number): void {
    const isStanding = ['sent', 'expired'].includes(this.state)
    const mayBeInvited = this.isActive && !this.hasJoined && !this.isSuppressed
    if (step === 'invite' && mayBeInvited) {
      this.state = 'sent'
      this.#live = this.followUps.push([]) - 1
      this.#wasEverTexted = true
      this.#canComeBack = true
      this.#canComplain = true
      this.#sentAt = now
      this.#expiresAt = now + FOLLOW_UP_DAYS.at(-1)! + LIFE_DAYS
      this.#decided = 0
    }
    // The one before it stands as it stood.
    if (step === 'refused' && mayBeInvited) {
      this.followUps.push([])
      this.#wasEverTexted = true
      this.#canComeBack = false
      this.#canComplain = false
      if (!isStanding) this.state = 'error'
    }
    if (step === 'accept' && this.isActive && this.state === 'sent') {
      this.state = 'accepted'
      this.hasJoined = true
    }
    if (step === 'revoke' && this.isActive && isStanding) this.state = 'revoked'
    if (step === 'decline' && this.isActive && this.state === 'sent') this.state = 'declined'
    if (step === 'inactivate' && this.isActive) {
      this.isActive = false
      if (isStanding) this.state = 'cancelled'
    }
    if (step === 'reactivate') this.isActive = true
    if ((step === 'bounce' || step === 'missed') && this.#canComeBack) {
      this.#canComeBack = false
      if (step === 'bounce') this.#isGivenUp = true
      if (isStanding) this.state = 'error'
    }
    // Mail servers say so and find out later; a phone has it.
    if (step === 'delivered' && this.#isByPhone) this.#canComeBack = false
    if (step === 'complain' && (this.#isByPhone ? this.#wasEverTexted : this.#canComplain)) {
      if (this.#isByPhone) this.#hasStopped = true
      else this.#isGivenUp = true
      if (!this.#isByPhone) this.#canComeBack = false
      this.#canComplain = false
    }
    if (step === 'welcome back' && this.#isByPhone) this.#hasStopped = false
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
    this.followUps[this.#live]!.push(due)
    // A reminder that leaves late names a later day, and the invitation works until then.
    const left = FOLLOW_UP_DAYS.at(-1)! + LIFE_DAYS - FOLLOW_UP_DAYS[due - 1]!
    this.#expiresAt = Math.max(this.#expiresAt, now + left)
  }
}
