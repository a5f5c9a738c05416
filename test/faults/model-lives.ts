import fc from 'fast-check'
import type { VerificationMethod } from '../../server/features/settings/index.ts'
import { aUser, type TestAccount } from '../account.ts'
import { type SmsAnswer, scriptedSmsGateway } from '../scripted-sms-gateway.ts'
import { type ClockGround, clockGround } from './clock-ground.ts'
import type { FaultOutcome } from './fault.ts'
import { takeStep } from './model-acts.ts'
import { type Coverage, modelCoverage, type Told } from './model-coverage.ts'
import { differences } from './model-differences.ts'
import { SENDER } from './model-reports.ts'
import type { Answer, Channel, Choice, Move, Reached } from './model-steps.ts'
import { refusingMailServer } from './refusing-mail-server.ts'

const STEPS = 10
/** As many people live through their sequences side by side in each account; few of them in few accounts, as each takes its time. */
const LARGEST_BATCH = 100
const SMALLEST_BATCH = 10
const TOLD = 10
/** The real time that a step takes besides: what falls due on its very hour is due. */
const PASSING_DAYS = 1e-6
const hourMs = 3_600_000

/** With what the mail server and the gateway say to the next offers of an invitation to an address. */
export type Ground = ClockGround & { answers: Map<string, Answer[]> }

/** What the reference says of somebody. */
export type Invitee = {
  readonly state: string
  readonly isUnconfirmed: boolean
  readonly hasLiveLink: boolean
  /** Two things happened at one moment, and either may have been the first: what follows is not compared. */
  readonly isUncertain?: boolean
  tick(now: number): void
}

/** A verification method, and the reference for it. */
export type Model<I extends Invitee> = Told<I> & {
  method: VerificationMethod
  moves: fc.Arbitrary<Move>
  /** How lives begin that would else be rare. */
  openings?: fc.Arbitrary<Move[]>
  reached(number: number): Reached
  /** The channels of which it is said beforehand what their servers answer; the others take all. */
  scripted(reached: Reached): Channel[]
  invitee(reached: Reached, choice: Choice): I
  take(invitee: I, move: Move, now: number): void
  /** Whether an invitation may be offered by that channel still; what its server was to say is forgotten else. */
  isOffered(invitee: I, channel: Channel): boolean
  /** What must be told of them, under the names of the columns in model-differences.ts. */
  expected(invitee: I): object
}

export type Life<I extends Invitee = Invitee> = {
  moves: Move[]
  invitee: I
  id: string
  addresses: Record<Channel, string | null>
  scripted: Channel[]
  /** The run that invited them last with a hold. */
  heldBy?: string
}

/** Those who live in one account, with what it has chosen. */
export type Neighbours<I extends Invitee = Invitee> = {
  account: TestAccount
  choice: Choice
  lives: Life<I>[]
}

const CHOICES: Choice[] = [
  { policy: 'retry', smsAfterBounce: true },
  { policy: 'hold', smsAfterBounce: false },
  { policy: 'retry', smsAfterBounce: false },
  { policy: 'hold', smsAfterBounce: true },
]

const GATEWAY: Record<Answer, SmsAnswer> = {
  take: { status: 202, text: '0: Accepted for delivery' },
  refuse: { status: 400, text: 'Unknown receiver number' },
  'hang up': { drop: true },
  later: { status: 503, text: 'Temporal failure, try again later' },
}

/** Random lives of invitations, each beside a reference that was written from the product's rules. @param amount sequences */
export async function compareLives<I extends Invitee>(
  model: Model<I>,
  amount: number,
): Promise<FaultOutcome> {
  const seed = Date.now() & 0x7fffffff
  const coverage = modelCoverage(model)
  const broken: string[] = []
  const ground = await scriptedGround(model.method)
  try {
    const oneLife = fc
      .tuple(model.openings ?? fc.constant([]), fc.array(model.moves, { minLength: STEPS, maxLength: STEPS }))
      .map(parts => parts.flat().slice(0, STEPS))
    const all = fc.sample(oneLife, { numRuns: amount, seed })
    const size = Math.min(LARGEST_BATCH, Math.max(SMALLEST_BATCH, Math.ceil(amount / CHOICES.length)))
    const hours = fc.sample(fc.constantFrom(1, 1, 23, 23, 25, 49, 71, 73, 95, 97, 167, 169, 335, 800), {
      numRuns: Math.ceil(amount / size) * STEPS,
      seed,
    })
    while (all.length && broken.length < TOLD) {
      const accounts: Neighbours<I>[] = []
      for (const choice of CHOICES)
        if (all.length) accounts.push(await settle(ground, model, choice, all.splice(0, size)))
      broken.push(...(await liveThrough(ground, model, coverage, accounts, hours.splice(0, STEPS))))
    }
  } finally {
    await ground.close()
  }
  const told = broken.slice(0, TOLD).map(what => `${what} (seed ${seed})`)
  const covered = coverage.tell(amount)
  // What was cut short by a divergence has not met all.
  if (!told.length) told.push(...covered.broken)
  return { seen: [`${amount} sequences of ${STEPS} steps, seed ${seed}`, ...covered.seen], broken: told }
}

/**
 * What is said beforehand is said to the newest invitation. Reminders, what an older one left behind, and what is offered although its
 * address is written to no more, are taken by whatever server, so that the fence decides.
 */
async function scriptedGround(method: VerificationMethod): Promise<Ground> {
  const answers = new Map<string, Answer[]>()
  const isOfNewest = async (messageId: string) => {
    const { rowCount } = await ground.owner.query(
      `select from message m join person_state s using (account_id, person_id)
       where m.id = $1 and m.kind = 'welcome' and s.invitation_id = m.invitation_id
         and not exists (select from suppression x where x.account_id = m.account_id and x.channel = m.channel
                         and x.address = m.to_address and x.lifted_at is null)`,
      [messageId],
    )
    return rowCount === 1
  }
  const answerTo = async (address: string, messageId: string): Promise<Answer> =>
    answers.get(address)?.length && (await isOfNewest(messageId)) ? answers.get(address)!.shift()! : 'take'
  const gateway = await scriptedSmsGateway(
    async ({ to, reference }) => GATEWAY[await answerTo(to, reference)],
  )
  const smsUrl = `kannel+http://user:pass@127.0.0.1:${gateway.port}?from=${SENDER}&pace=1000`
  const mailServer = await refusingMailServer(answerTo)
  const clock = await clockGround({ smtpUrl: mailServer.url, smsUrl, bounceUrl: mailServer.bounceUrl })
  await clock.owner.query('update installation_setting set verification_method = $1', [method])
  const ground: Ground = {
    ...clock,
    answers,
    async close() {
      await clock.close()
      await Promise.all([gateway.close(), mailServer.close()])
    },
  }
  return ground
}

let phones = 0
const aPhone = () => `+7905${String(++phones).padStart(7, '0')}`

async function settle<I extends Invitee>(
  ground: Ground,
  model: Model<I>,
  choice: Choice,
  sequences: Move[][],
): Promise<Neighbours<I>> {
  const account = await ground.account('UTC')
  await ground.owner.query(
    'update account set unconfirmed_policy = $2, sms_after_bounce = $3 where id = $1',
    [account.id, choice.policy, choice.smsAfterBounce],
  )
  const lives: Life<I>[] = []
  for (const [number, moves] of sequences.entries()) {
    const reached = model.reached(number)
    const addresses = {
      email: reached.byEmail ? `${number}-${account.id}@example.com` : null,
      sms: reached.byPhone ? aPhone() : null,
    }
    const { id } = await aUser(ground.database.db, account, { email: addresses.email, phone: addresses.sms })
    const invitee = model.invitee(reached, choice)
    lives.push({ moves, id, addresses, scripted: model.scripted(reached), invitee })
  }
  return { account, choice, lives }
}

async function liveThrough<I extends Invitee>(
  ground: Ground,
  model: Model<I>,
  coverage: Coverage<I>,
  accounts: Neighbours<I>[],
  hours: number[],
): Promise<string[]> {
  const everybody = accounts.flatMap(({ lives }) => lives)
  const forget = () => {
    for (const { invitee, addresses, scripted } of everybody)
      for (const channel of scripted)
        if (!model.isOffered(invitee, channel)) ground.answers.delete(addresses[channel]!)
  }
  const compare = async (step: number, passed: number[] = []) => {
    for (const neighbours of accounts)
      broken.push(...(await differences(ground, model, neighbours, step, passed)))
    forget()
  }
  let now = 0
  const broken: string[] = []
  for (let step = 0; step < STEPS && broken.length === 0; step++) {
    await takeStep(ground, accounts, step)
    for (const { invitee, moves } of everybody) coverage.take(invitee, moves[step]!, now)
    await compare(step)
    await ground.leap(hours[step]! * hourMs)
    now += hours[step]! / 24 + PASSING_DAYS
    await ground.look()
    // An SMS in place of what was given up.
    await ground.look()
    for (const { invitee } of everybody) invitee.tick(now)
    await compare(step, hours)
  }
  return broken
}
