/**
 * What an invited person goes through, as product.md section 3 has it: written from there, not from the program. Times in
 * days on the model's own clock. After every step all that is due has been done: what waits then is held, or unconfirmed.
 */
export const steps = [
  'invite',
  'refused',
  'unheard',
  'hold',
  'cancel',
  'call back',
  'send again',
  'send again in bulk',
  'send again with a hold',
  'arrived',
  'arrived in bulk',
  'accept',
  'revoke',
  'decline',
  'stop reminders',
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
export const HOLD_DAYS = 1

/** Of the steps, by e-mail and by SMS: `complain` is a complaint or STOP, `welcome back` is START and means nothing to mail. */
export class ReferenceInvitee {
  isActive = true
  hasJoined = false
  /** Ordinals of the follow-ups that were sent, one list for each generation. */
  followUps: number[][] = []
  readonly #isByPhone: boolean
  /** What stands, also while a newer invitation waits: it is back if that is called back or fails. */
  #standing = 'not_invited'
  /** The invitation whose message is held until a day, perhaps for the second time, or unconfirmed. */
  #waiting: { generation: number; until: number | null; isSecond?: boolean } | null = null
  #isGivenUp = false
  #hasStopped = false
  #wantsNoReminders = false
  #wasEverSent = false
  /** STOP counts of whoever a text was written to, whether or not the gateway took it. */
  #wasEverTexted = false
  /** Of the newest welcome message: that nothing is known of it, and what can still be reported. */
  #isUnheard = false
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

  get state(): string {
    return this.#waiting ? 'waiting' : this.#standing
  }
  get isUnconfirmed(): boolean {
    return this.#waiting?.until === null
  }
  get isSuppressed(): boolean {
    return this.#isGivenUp || this.#hasStopped
  }
  /** Sent once more, though it may have arrived; that is held. */
  get isHeldOnceMore(): boolean {
    return this.#waiting?.isSecond === true && !this.isUnconfirmed
  }
  get wantsReminders(): boolean {
    return !this.#wantsNoReminders
  }
  get #mayHaveArrived(): boolean {
    return this.isUnconfirmed || this.isHeldOnceMore
  }
  /** Its link opens, as long as a newer one was not accepted. */
  get hasLiveLink(): boolean {
    return this.#standing === 'sent'
  }

  take(step: Step, now: number): void {
    if (step === 'invite' || step === 'refused' || step === 'unheard' || step === 'hold')
      this.#invite(step, now)
    if (this.isActive) this.#decide(step, now)
    if (step === 'inactivate' && this.isActive) {
      this.isActive = false
      if (this.#waiting || this.#stands()) this.#end('cancelled')
    }
    if (step === 'reactivate') this.isActive = true
    this.#hear(step, now)
  }

  #invite(how: 'invite' | 'refused' | 'unheard' | 'hold', now: number): void {
    if (!this.isActive || this.hasJoined || this.#waiting) return
    if (this.isSuppressed) {
      // Refused beforehand: who was never invited shows why.
      if (!this.#wasEverSent && this.#standing !== 'declined') this.#end('error')
      return
    }
    const generation = this.followUps.push([]) - 1
    this.#wasEverTexted = true
    this.#isUnheard = how === 'unheard'
    this.#canComeBack = how === 'unheard'
    this.#canComplain = how === 'unheard'
    this.#waiting = { generation, until: how === 'hold' ? now + HOLD_DAYS : null }
    if (how === 'invite') this.#accepted(now)
    if (how === 'refused') {
      // Nobody is there: said at once or reported later, it is the same.
      this.#isGivenUp = true
      this.#failed()
    }
  }

  /** What an admin, or the invitee with the link they have, makes of it. */
  #decide(step: Step, now: number): void {
    const isHeld = this.#waiting !== null && !this.isUnconfirmed
    if ((step === 'cancel' || step === 'call back') && isHeld) this.#takeBack()
    if (step === 'send again with a hold' && this.isUnconfirmed && !this.isSuppressed)
      this.#waiting = { ...this.#waiting!, until: now + HOLD_DAYS, isSecond: true }
    if ((step === 'arrived' || step === 'arrived in bulk') && this.isUnconfirmed) this.#accepted(now)
    // In bulk whoever is written to no more is passed over.
    if (step === 'send again' && this.isUnconfirmed) this.isSuppressed ? this.#failed() : this.#accepted(now)
    if (step === 'send again in bulk' && this.isUnconfirmed && !this.isSuppressed) this.#accepted(now)
    if (step === 'revoke' && !this.#waiting && this.#stands()) this.#end('revoked')
    const hasLink = this.#mayHaveArrived || this.hasLiveLink
    if (step === 'decline' && hasLink) this.#end('declined')
    if (step === 'accept' && hasLink) {
      this.#end('accepted')
      this.hasJoined = true
    }
  }

  /** What comes back from outside. */
  #hear(step: Step, now: number): void {
    if ((step === 'bounce' || step === 'missed') && this.#canComeBack) {
      this.#canComeBack = false
      if (step === 'bounce') this.#isGivenUp = true
      if (this.#waiting) this.#failed()
      else if (this.#stands()) this.#end('error')
    }
    const isMailComplaint = step === 'complain' && !this.#isByPhone && this.#canComplain
    // Also of somebody whose invitation is over by now it is known then that they had it.
    if (this.#isUnheard && (step === 'delivered' || isMailComplaint)) this.#wasEverSent = true
    if (step === 'delivered') {
      if (this.#mayHaveArrived) this.#accepted(now)
      // Mail servers say so and find out later; a phone has it.
      if (this.#isByPhone) this.#canComeBack = false
    }
    if (step === 'complain' && this.#isByPhone && this.#wasEverTexted) {
      this.#hasStopped = true
      if (this.#waiting && !this.isUnconfirmed) this.#failed()
    }
    if (isMailComplaint) {
      if (this.#mayHaveArrived) this.#accepted(now)
      this.#isGivenUp = true
      this.#canComeBack = false
      this.#canComplain = false
    }
    if (step === 'welcome back' && this.#isByPhone) this.#hasStopped = false
    // The link stands in reminders by e-mail.
    if (step === 'stop reminders' && !this.#isByPhone && this.followUps.some(sent => sent.length > 0))
      this.#wantsNoReminders = true
  }

  #stands(): boolean {
    return ['sent', 'expired'].includes(this.#standing)
  }

  /** What stands is as it was before the hold. */
  #takeBack(): void {
    const { generation, isSecond } = this.#waiting!
    this.#waiting = isSecond ? { generation, until: null } : null
  }

  /** A message that is in the queue then is cancelled, and nothing that is reported of it counts any more. */
  #end(becomes: string): void {
    if (this.#waiting && !this.isUnconfirmed) this.#forget()
    this.#waiting = null
    this.#standing = becomes
  }

  #forget(): void {
    this.#isUnheard = false
    this.#canComeBack = false
    this.#canComplain = false
  }

  #accepted(now: number): void {
    this.#live = this.#waiting!.generation
    this.#wasEverSent = true
    this.#end('sent')
    this.#isUnheard = false
    this.#canComeBack = true
    this.#canComplain = true
    this.#sentAt = now
    this.#expiresAt = now + FOLLOW_UP_DAYS.at(-1)! + LIFE_DAYS
    this.#decided = 0
  }

  /** The one before it stands as it stood. */
  #failed(): void {
    this.#isUnheard = false
    this.#canComeBack = false
    this.#end(this.#stands() ? this.#standing : 'error')
  }

  /** Time has passed: what was held leaves, reminders, each the latest due one alone, and the end of the invitation's life. */
  tick(now: number): void {
    const until = this.#waiting?.until
    if (typeof until === 'number' && now >= until) this.#accepted(now)
    if (this.#standing !== 'sent') return
    if (now >= this.#expiresAt) {
      this.#standing = 'expired'
      return
    }
    const due = FOLLOW_UP_DAYS.filter(days => this.#sentAt + days <= now).length
    if (due <= this.#decided) return
    this.#decided = due
    if (this.#waiting || this.isSuppressed || !this.isActive || this.#wantsNoReminders) return
    this.followUps[this.#live]!.push(due)
    // A reminder that leaves late names a later day, and the invitation works until then.
    const left = FOLLOW_UP_DAYS.at(-1)! + LIFE_DAYS - FOLLOW_UP_DAYS[due - 1]!
    this.#expiresAt = Math.max(this.#expiresAt, now + left)
  }
}
