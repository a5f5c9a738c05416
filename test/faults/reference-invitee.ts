import { type Answer, type Choice, DAYS, INVITING, isHeld, type Reached, type Step } from './model-steps.ts'

type Channel = 'email' | 'sms'

/** The invitation whose message has not been accepted. */
type Waiting = {
  generation: number
  /** When it is offered again; null while it is unconfirmed. */
  until: number | null
  /** Of a run that can be called back. */
  isOfHeldRun?: boolean
  /** Offered once more, though it may have arrived. */
  isSecond?: boolean
  putOffSince?: number
}

/**
 * What an invited person goes through, as product.md section 3 has it: written from there, not from the program. Times in
 * days on the model's own clock. After every step all that is due has been done: what waits then is held, put off, or unconfirmed.
 * Of the steps, `complain` is a complaint or STOP, `welcome back` is START and means nothing to mail.
 */
export class ReferenceInvitee {
  isActive = true
  hasJoined = false
  /** Ordinals of the follow-ups that were sent, one list for each generation. */
  followUps: number[][] = []
  readonly #reached: Reached
  readonly #choice: Choice
  /** Of the newest welcome message. */
  #channel: Channel
  /** What the server will say to the next offers, as long as the invitation waits. */
  #answers: Answer[] = []
  /** What stands, also while a newer invitation waits: it is back if that is called back or fails. */
  #standing = 'not_invited'
  #waiting: Waiting | null = null
  /** Channels by which nobody is there. */
  readonly #givenUp = new Set<Channel>()
  #hasComplained = false
  #hasStopped = false
  wantsNoReminders = false
  #wasRemindedByEmail = false
  #wasEverSent = false
  /** STOP counts of whoever a text was written to, whether or not the gateway took it. */
  #wasEverTexted = false
  /** The generation that an SMS was written for last. */
  #texted = -1
  /** Of the newest welcome message: that nothing is known of it, and what can still be reported. */
  #isUnheard = false
  #canComeBack = false
  #canComplain = false
  /** The generation whose link works: follow-ups are of it. */
  #live = -1
  #sentAt = 0
  #expiresAt = 0
  #decided = 0

  constructor(reached: Reached, choice: Choice) {
    this.#reached = reached
    this.#choice = choice
    this.#channel = reached.byEmail ? 'email' : 'sms'
  }

  get state(): string {
    return this.#waiting ? 'waiting' : this.#standing
  }
  get isUnconfirmed(): boolean {
    return this.#waiting?.until === null
  }
  get isSuppressed(): boolean {
    return this.#isShut('email') || this.#isShut('sms')
  }
  get isPutOff(): boolean {
    return !this.isUnconfirmed && this.#waiting?.putOffSince !== undefined
  }
  /** Offered once more, though it may have arrived; that waits. */
  get leavesOnceMore(): boolean {
    return this.#waiting?.isSecond === true && !this.isUnconfirmed
  }
  get isBySms(): boolean {
    return this.#channel === 'sms'
  }
  get #mayHaveArrived(): boolean {
    return this.isUnconfirmed || this.leavesOnceMore
  }
  /** Its link opens, as long as a newer one was not accepted. */
  get hasLiveLink(): boolean {
    return this.#standing === 'sent'
  }

  take(step: Step, now: number): void {
    const answers = INVITING[step]
    if (answers) this.#invite(step, answers, now)
    if (this.isActive) this.#decide(step, now)
    if (step === 'inactivate' && this.isActive) {
      this.isActive = false
      if (this.#waiting || this.#stands()) this.#end('cancelled')
    }
    if (step === 'reactivate') this.isActive = true
    this.#hear(step, now)
    if (!this.#waiting) this.#answers = []
  }

  #invite(step: Step, answers: Answer[], now: number): void {
    if (!this.isActive || this.hasJoined || this.#waiting) return
    const channel = this.#channelNow()
    if (!channel) {
      // Refused beforehand: who was never invited shows why.
      if (!this.#wasEverSent && this.#standing !== 'declined') this.#end('error')
      return
    }
    const generation = this.followUps.push([]) - 1
    this.#write(channel, generation)
    this.#answers = [...answers]
    this.#waiting = {
      generation,
      until: isHeld(step) ? now + DAYS.hold : now,
      isOfHeldRun: isHeld(step),
    }
    if (!isHeld(step)) this.#offer(now)
  }

  #write(channel: Channel, generation: number): void {
    this.#channel = channel
    this.#forget()
    if (channel === 'email') return
    this.#wasEverTexted = true
    this.#texted = generation
  }

  /** How they would be written to now; null where they cannot be. */
  #channelNow(): Channel | null {
    const { byEmail, byPhone } = this.#reached
    if (byEmail && !this.#isShut('email')) return 'email'
    return byPhone && !this.#isShut('sms') && (!byEmail || this.#choice.smsAfterBounce) ? 'sms' : null
  }

  #isShut(channel: Channel): boolean {
    return this.#givenUp.has(channel) || (channel === 'email' ? this.#hasComplained : this.#hasStopped)
  }

  /** The waiting message is offered to its server. Of who has both, the phone's gateway takes all. */
  #offer(now: number): void {
    const waiting = this.#waiting!
    const answer = this.isBySms === !this.#reached.byEmail ? this.#answers.shift() : 'take'
    if (answer === 'refuse') {
      // Nobody is there: said at once or reported later, it is the same.
      this.#givenUp.add(this.#channel)
      this.#lose(now)
    } else if (answer === 'hang up') {
      this.#isUnheard = this.#canComeBack = this.#canComplain = true
      if (this.#choice.policy === 'hold' || waiting.isSecond) {
        waiting.until = null
        return
      }
      waiting.isSecond = true
      this.#offer(now)
    } else if (answer === 'later') {
      waiting.putOffSince ??= now
      waiting.until = now
      if (now - waiting.putOffSince <= DAYS.longestPutOff) return
      // Of the first copy it is still not known.
      if (waiting.isSecond) waiting.until = null
      else this.#lose(now)
    } else this.#accepted(now)
  }

  /** What an admin, or the invitee with the link they have, makes of it. */
  #decide(step: Step, now: number): void {
    const waits = this.#waiting !== null && !this.isUnconfirmed
    if (step === 'cancel' && waits) this.#takeBack()
    if (step === 'call back' && waits && this.#waiting!.isOfHeldRun) this.#takeBack()
    const isShut = this.#isShut(this.#channel)
    const again = { generation: this.#waiting?.generation ?? 0, until: now, isSecond: true }
    if (step === 'send again with a hold' && this.isUnconfirmed && !isShut)
      this.#waiting = { ...again, until: now + DAYS.hold, isOfHeldRun: true }
    if ((step === 'arrived' || step === 'arrived in bulk') && this.isUnconfirmed) this.#accepted(now)
    // Whoever is written to no more is passed over.
    if ((step === 'send again' || step === 'send again in bulk') && this.isUnconfirmed && !isShut) {
      this.#waiting = again
      this.#offer(now)
    }
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
      if (step === 'bounce') this.#givenUp.add(this.#channel)
      this.#lose(now)
    }
    const isMailComplaint = step === 'complain' && !this.isBySms && this.#canComplain
    // Also of somebody whose invitation is over by now it is known then that they had it.
    if (this.#isUnheard && (step === 'delivered' || isMailComplaint)) this.#wasEverSent = true
    if (step === 'delivered') {
      if (this.#mayHaveArrived) this.#accepted(now)
      // Mail servers say so and find out later; a phone has it.
      if (this.isBySms) this.#canComeBack = false
    }
    if (step === 'complain' && this.isBySms && this.#wasEverTexted) {
      this.#hasStopped = true
      if (this.leavesOnceMore) this.#takeBack()
      else if (this.#waiting && !this.isUnconfirmed) this.#failed()
    }
    if (isMailComplaint) {
      if (this.#mayHaveArrived) this.#accepted(now)
      this.#hasComplained = true
      this.#canComeBack = this.#canComplain = false
    }
    if (step === 'welcome back' && this.isBySms) this.#hasStopped = false
    // The link stands in reminders by e-mail.
    if (step === 'stop reminders' && this.#wasRemindedByEmail) this.wantsNoReminders = true
  }

  readonly #stands = () => ['sent', 'expired'].includes(this.#standing)

  /** What stands is as it was before the hold. */
  #takeBack(): void {
    const { generation, isSecond } = this.#waiting!
    this.#waiting = isSecond ? { generation, until: null } : null
  }

  /** A message that waits for its first offer then is cancelled, and nothing that is reported of it counts any more. */
  #end(becomes: string): void {
    if (this.#waiting && !this.#mayHaveArrived) this.#forget()
    this.#waiting = null
    this.#standing = becomes
  }

  #forget(): void {
    this.#isUnheard = this.#canComeBack = this.#canComplain = false
  }

  #accepted(now: number): void {
    const { generation } = this.#waiting!
    // A reminder that was decided is not decided again.
    if (this.#live !== generation) this.#decided = 0
    this.#live = generation
    this.#wasEverSent = true
    this.#end('sent')
    this.#isUnheard = false
    this.#canComeBack = this.#canComplain = true
    this.#sentAt = now
    this.#expiresAt = now + DAYS.followUps.at(-1)! + DAYS.life
  }

  /** The newest message does not arrive: an SMS takes its place once, where the account wants that, or the invitation fails. */
  #lose(now: number): void {
    const generation = this.#waiting?.generation ?? this.#live
    const counts = this.#waiting !== null || this.#standing === 'sent'
    const { byEmail, byPhone } = this.#reached
    const maySend = this.#choice.smsAfterBounce && byEmail && byPhone && !this.#isShut('sms')
    if (maySend && counts && !this.isBySms && this.#texted !== generation) {
      this.#write('sms', generation)
      this.#waiting = { generation, until: now }
      this.#offer(now)
    } else if (this.#waiting) this.#failed()
    else if (this.#stands()) this.#end('error')
  }

  /** The one before it stands as it stood. */
  #failed(): void {
    this.#isUnheard = this.#canComeBack = false
    this.#end(this.#stands() ? this.#standing : 'error')
  }

  /** Time has passed: what was held or put off leaves, reminders, each the latest due one alone, and the end of the invitation's life. */
  tick(now: number): void {
    const waited = this.#waiting !== null
    const until = this.#waiting?.until
    if (typeof until === 'number' && now >= until) this.#offer(now)
    if (!this.#waiting) this.#answers = []
    if (this.#standing !== 'sent') return
    if (now >= this.#expiresAt) {
      this.#standing = 'expired'
      return
    }
    const due = DAYS.followUps.filter(days => this.#sentAt + days <= now).length
    if (due <= this.#decided) return
    this.#decided = due
    const channel = this.#channelNow()
    if (waited || !channel || !this.isActive || this.#hasComplained || this.wantsNoReminders) return
    this.followUps[this.#live]!.push(due)
    if (channel === 'email') this.#wasRemindedByEmail = true
    // A reminder that leaves late names a later day, and the invitation works until then.
    const left = DAYS.followUps.at(-1)! + DAYS.life - DAYS.followUps[due - 1]!
    this.#expiresAt = Math.max(this.#expiresAt, now + left)
  }
}
