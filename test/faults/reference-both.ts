import { type Answer, type Channel, type Choice, DAYS, isHeld, type Move } from './model-steps.ts'
import { ReferenceAddresses } from './reference-addresses.ts'
import {
  accept,
  CHANNELS,
  comesBack,
  decideDue,
  type Invitation,
  invitation,
  isAny,
  isDue,
  isInDoubt,
  isLost,
  isOpen,
  lose,
  type Message,
  mayHaveArrived,
  message,
  offer,
  prolong,
  sendAgain,
  startClock,
  told,
  withhold,
} from './reference-messages.ts'

/**
 * What an invited person goes through by the method Both: written from product.md, sections 2 and 3, not from the program. An invitation
 * is two messages with one secret; what it is follows from what they are: *sent* while one is accepted, else waiting while one waits, else
 * unconfirmed while of one it is not known, and *error* when all have failed. Times in days; after every step all that is due is done.
 */
export class ReferenceBoth {
  isActive = true
  hasJoined = false
  wantsNoReminders = false
  /** What stood before is back at the very moment at which it was to be offered: it may or may not have left. */
  isUncertain = false
  readonly #choice: Choice
  /** What servers will say to the next offers of an invitation. */
  #answers: Record<Channel, Answer[]> = { email: [], sms: [] }
  /** What they are shown as while no invitation of theirs waits or stands. */
  #standing = 'not_invited'
  #current: Invitation | null = null
  /** What stood when the current one was written: it is back if that is called back or fails, and dead once it is sent. */
  #before: Invitation | null = null
  readonly #all: Invitation[] = []
  /** Of each channel: what reports are of. */
  readonly #newest: Partial<Record<Channel, Message>> = {}
  readonly #addresses = new ReferenceAddresses()
  #wasEverSent = false
  #wasRemindedByEmail = false

  constructor(choice: Choice) {
    this.#choice = choice
  }

  get state(): string {
    if (!this.#current) return this.#standing
    if (this.#current.isExpired) return 'expired'
    return this.#current.sentAt === null ? 'waiting' : 'sent'
  }
  get isUnconfirmed(): boolean {
    return this.state === 'waiting' && !isAny(this.#current!, 'waiting')
  }
  get hasLiveLink(): boolean {
    return [this.#current, this.#before].some(one => one && one.sentAt !== null && !one.isExpired)
  }
  /** By channel, each with what their current message by it is. */
  get messages(): string[] {
    return CHANNELS.map(channel => told(this.#current?.messages.find(one => one.channel === channel)))
  }
  get messagesBefore(): string[] {
    return this.#before?.messages.map(told) ?? []
  }
  followUpsBy(channel: Channel): number[][] {
    return this.#all.map(({ followUps }) => followUps[channel])
  }
  isShut(channel: Channel): boolean {
    return this.#addresses.isShut(channel)
  }
  /** Whether an invitation may be offered by that channel still. */
  isOffered(channel: Channel): boolean {
    return this.#alive().some(one => one.channel === channel && isOpen(one))
  }

  take(move: Move, now: number): void {
    const { step } = move
    if (move.answers) this.#invite(move.answers, isHeld(step), now)
    else if (this.isActive) this.#decide(step, now)
    if (step === 'inactivate' && this.isActive) {
      this.isActive = false
      if (this.#current) this.#end('cancelled')
    }
    if (step === 'reactivate') this.isActive = true
    if (move.by) this.#hear(move, move.by, now)
    // The link stands in reminders by e-mail.
    if (step === 'stop reminders' && this.#wasRemindedByEmail) this.wantsNoReminders = true
    this.#forget()
  }

  #invite(answers: Record<Channel, Answer[]>, isOfHeldRun: boolean, now: number): void {
    if (this.state === 'waiting') return
    this.#answers = { email: [...answers.email], sms: [...answers.sms] }
    if (!this.isActive || this.hasJoined) return
    const channels = this.#addresses.open()
    if (!channels.length) {
      // Refused beforehand: who was never invited shows why.
      if (!this.#wasEverSent && this.#standing !== 'declined') this.#standing = 'error'
      return
    }
    this.#before = this.#current
    this.#current = invitation(isOfHeldRun)
    this.#all.push(this.#current)
    for (const channel of channels) this.#write(channel, isOfHeldRun ? now + DAYS.hold : now)
    if (!isOfHeldRun) this.#offerDue(now)
  }

  #write(channel: Channel, until: number): void {
    const written = message(channel, until)
    this.#current!.messages.push(written)
    this.#newest[channel] = written
    if (channel === 'sms') this.#addresses.wasTexted = true
  }

  /** What is due is offered to its server. What stood before the current one does not leave beside it, nor does anything that is over. */
  #offerDue(now: number): void {
    const before = this.#before
    const withheld = before?.messages.filter(one => isDue(one, now)) ?? []
    withheld.forEach(withhold)
    for (const one of [...(this.#current?.messages ?? [])]) if (isDue(one, now)) this.#offer(one, now)
    this.#settle(now)
    if (withheld.length && before === this.#current) this.isUncertain = true
  }

  #offer(one: Message, now: number): void {
    // Sent once more, it goes where nothing goes any more: then it is not sent.
    if (this.isShut(one.channel) || this.#current!.isExpired) withhold(one)
    const failed = offer(one, this.#answers[one.channel], this.#choice.policy, now)
    if (failed) this.#replace(one.channel, now)
    if (failed === 'nobody is there') this.#giveUp(one.channel)
  }

  /** An SMS takes the place of an e-mail, where the account wants that and none was written: the clock is that of the SMS. */
  #replace(channel: Channel, now: number): void {
    const { messages, isExpired } = this.#current ?? { messages: [], isExpired: true }
    const isAlone = messages.length === 1 && isLost(this.#current!) && !isExpired
    if (!this.#choice.smsAfterBounce || channel !== 'email' || !isAlone || this.isShut('sms')) return
    this.#current!.sentAt = null
    this.#write('sms', now)
    this.#offer(this.#newest.sms!, now)
  }

  /** Nothing leaves by that channel any more. */
  #giveUp(channel: Channel): void {
    this.#addresses.givenUp.add(channel)
    this.#withholdBy(channel)
  }
  #withholdBy(channel: Channel): void {
    for (const one of this.#alive()) if (one.channel === channel) withhold(one)
  }

  /** What an admin, or the invitee with the link they have, makes of it. */
  #decide(step: Move['step'], now: number): void {
    const messages = this.#current?.messages ?? []
    const waits = this.state === 'waiting' && !this.isUnconfirmed
    if ((step === 'cancel' && waits) || (step === 'call back' && waits && this.#current!.isOfHeldRun)) {
      for (const one of messages) withhold(one)
      this.#settle(now, true)
    }
    if ((step === 'arrived' || step === 'arrived in bulk') && this.isUnconfirmed) {
      for (const one of messages) if (one.state === 'unconfirmed') accept(one)
      this.#settle(now)
    }
    if (step.startsWith('send again') && this.isUnconfirmed) this.#sendAgain(step, now)
    if (step === 'revoke' && ['sent', 'expired'].includes(this.state)) this.#end('revoked')
    if (step === 'decline' && this.#hasLink()) this.#end('declined')
    if (step === 'accept' && this.#hasLink()) {
      this.#end('accepted')
      this.hasJoined = true
    }
  }

  /** Where it is written to no more, nothing is sent again. */
  #sendAgain(step: Move['step'], now: number): void {
    const again = this.#current!.messages.filter(one => isOpen(one) && !this.isShut(one.channel))
    const isOfHeldRun = step === 'send again with a hold'
    for (const one of again) sendAgain(one, isOfHeldRun ? now + DAYS.hold : now)
    if (again.length) this.#current!.isOfHeldRun = isOfHeldRun
    this.#offerDue(now)
  }

  /** With the newest invitation that may have arrived. */
  #hasLink(): boolean {
    const theirs = [this.#current, this.#before].find(one => one?.messages.some(mayHaveArrived))
    return theirs ? !theirs.isExpired : false
  }

  /** What comes back from outside. */
  #hear({ step, of }: Move, channel: Channel, now: number): void {
    const before = this.#all.at(-2)?.messages.find(one => one.channel === channel)
    const one = of === 'Before' ? before : this.#newest[channel]
    const isBack = of === 'Reminder' ? comesBack(this.#all.at(-1), channel) : one?.canComeBack
    if (isBack && (step === 'bounce' || step === 'missed')) {
      if (of !== 'Reminder') lose(one!)
      this.#replace(channel, now)
      if (step === 'bounce') this.#giveUp(channel)
    }
    if (one && step === 'delivered') {
      if (isInDoubt(one)) this.#tookIt(one)
      // Mail servers say so and find out later; a phone has it.
      if (channel === 'sms') one.canComeBack = false
    }
    if (one?.canComplain && step === 'complain' && channel === 'email') {
      if (isInDoubt(one)) this.#tookIt(one)
      // Whoever complains of it has it: it does not come back.
      one.canComeBack = one.canComplain = false
      this.#addresses.hasComplained = true
      this.#withholdBy('email')
    }
    if (step === 'complain' && channel === 'sms' && this.#addresses.wasTexted) {
      this.#addresses.hasStopped = true
      this.#withholdBy('sms')
    }
    if (step === 'welcome back' && channel === 'sms') this.#addresses.hasStopped = false
    this.#settle(now)
  }

  /** Also of somebody whose invitation is over by now it is known then that they had it. */
  #tookIt(one: Message): void {
    accept(one)
    this.#wasEverSent = true
  }

  /** What the invitations are follows from their messages. @param isTakenBack what none is left of did not fail */
  #settle(now: number, isTakenBack = false): void {
    // What waits of it for its first offer does not leave beside the newer one.
    if (this.#before && !this.#before.messages.some(mayHaveArrived)) {
      this.#before.messages.forEach(withhold)
      this.#before = null
      this.#standing = 'error'
    }
    const current = this.#current
    if (!current) return
    if (isLost(current)) {
      this.#current = this.#before
      this.#before = null
      if (this.#current) this.#settle(now)
      else if (!isTakenBack) this.#standing = 'error'
    } else if (current.isExpired) return
    else if (!isAny(current, 'accepted')) current.sentAt = null
    else if (current.sentAt === null) {
      // Called back after all that was accepted has come back: then it is itself what was cancelled.
      if (this.#before) this.#standing = 'cancelled'
      this.#before = null
      this.#wasEverSent = true
      startClock(current, now)
    }
    if (this.state !== 'waiting' || this.isUnconfirmed) current.isOfHeldRun = false
  }

  #end(becomes: string): void {
    for (const one of this.#alive()) withhold(one)
    this.#current = this.#before = null
    this.#standing = becomes
  }

  /** Messages of what waits or stands. */
  #alive(): Message[] {
    return [this.#current, this.#before].flatMap(one => one?.messages ?? [])
  }
  #forget(): void {
    for (const channel of CHANNELS) if (!this.isOffered(channel)) this.#answers[channel] = []
  }

  /** Time has passed: reminders, the end of the invitation's life, and what was held or put off leaves. */
  tick(now: number): void {
    for (const one of [this.#before, this.#current]) {
      if (!one) continue
      this.#remind(one, now)
      if (one.sentAt !== null && now >= one.expiresAt) one.isExpired = true
    }
    this.#offerDue(now)
    this.#forget()
  }

  /**
   * The latest reminder that is due goes by each channel that is written to, whichever of the two messages arrived: an invitation that is
   * *sent* is sent by both, and a follow-up asks for an address that is not suppressed. A complaint and the link that stops them
   * end them by every way.
   */
  #remind(invitation: Invitation, now: number): void {
    const due = decideDue(invitation, now)
    const isWanted = this.isActive && !this.#addresses.hasComplained && !this.wantsNoReminders
    const channels = isWanted && invitation === this.#current ? this.#addresses.open() : []
    if (due === null || !channels.length) return
    for (const channel of channels) invitation.followUps[channel].push(due)
    if (channels.includes('email')) this.#wasRemindedByEmail = true
    prolong(invitation, due, now)
  }
}
