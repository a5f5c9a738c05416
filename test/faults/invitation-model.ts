import fc from 'fast-check'
import { inAccount } from '../../server/db/connect.ts'
import { declineInvitation } from '../../server/features/invitations/decline.ts'
import { invitationStop } from '../../server/features/invitations/index.ts'
import { join } from '../../server/features/invitations/join.ts'
import { secretOf } from '../../server/features/invitations/secret.ts'
import { Problem } from '../../server/lib/problem.ts'
import { aUser, type TestAccount, testInstallation, testPassword } from '../account.ts'
import { type SmsAnswer, scriptedSmsGateway } from '../scripted-sms-gateway.ts'
import { type ClockGround, clockGround } from './clock-ground.ts'
import type { FaultOutcome } from './fault.ts'
import { type Coverage, modelCoverage } from './model-coverage.ts'
import { differences, type Life } from './model-differences.ts'
import { reportOfMail, reportOfPhone, SENDER } from './model-reports.ts'
import { type Answer, type Choice, DAYS, INVITING, isHeld, type Step, steps } from './model-steps.ts'
import { ReferenceInvitee } from './reference-invitee.ts'
import { refusingMailServer } from './refusing-mail-server.ts'

const STEPS = 10
/** As many people live through their sequences side by side, in one account. */
const LARGEST_BATCH = 100
const TOLD = 10
/** The real time that a step takes besides: what falls due on its very hour is due. */
const PASSING_DAYS = 1e-6
const hourMs = 3_600_000

/** With what the mail server and the gateway say to the next offers to an address. */
type Ground = ClockGround & { answers: Map<string, Answer[]> }

/** What accounts choose: each batch lives in one of them. */
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
export async function invitationModel(amount: number): Promise<FaultOutcome> {
  const seed = Date.now() & 0x7fffffff
  const answers = new Map<string, Answer[]>()
  const answerTo = (address: string) => answers.get(address)?.shift() ?? 'take'
  const gateway = await scriptedSmsGateway(({ to }) => GATEWAY[answerTo(to)])
  const smsUrl = `kannel+http://user:pass@127.0.0.1:${gateway.port}?from=${SENDER}&pace=1000`
  const mailServer = await refusingMailServer(answerTo)
  const ground = { ...(await clockGround({ smtpUrl: mailServer.url, smsUrl })), answers }
  const coverage = modelCoverage()
  const broken: string[] = []
  try {
    const often = [
      'invite',
      'invite',
      'hold',
      'unheard',
      'put off',
      'put off',
      'send again with a hold',
    ] as const
    const oneLife = fc.array(fc.constantFrom(...steps, ...often), {
      minLength: STEPS,
      maxLength: STEPS,
    })
    const lives = fc.sample(oneLife, { numRuns: amount, seed })
    /** Of few lives there are some in each account. */
    const size = Math.min(LARGEST_BATCH, Math.ceil(amount / CHOICES.length))
    const hours = fc.sample(fc.constantFrom(1, 1, 23, 23, 25, 49, 71, 73, 95, 97, 167, 169, 335, 800), {
      numRuns: Math.ceil(amount / size) * STEPS,
      seed,
    })
    for (let batch = 0; batch * size < amount && broken.length < TOLD; batch++) {
      const choice = CHOICES[batch % CHOICES.length]!
      const theirs = lives.slice(batch * size, (batch + 1) * size)
      broken.push(...(await liveThrough(ground, coverage, choice, theirs, hours.splice(0, STEPS))))
    }
  } finally {
    await ground.close()
    await Promise.all([gateway.close(), mailServer.close()])
  }
  const told = broken.slice(0, TOLD).map(what => `${what} (seed ${seed})`)
  const covered = coverage.tell(amount)
  // What was cut short by a divergence has not met all.
  if (!told.length) told.push(...covered.broken)
  return { seen: [`${amount} sequences of ${STEPS} steps, seed ${seed}`, ...covered.seen], broken: told }
}

async function liveThrough(
  ground: Ground,
  coverage: Coverage,
  choice: Choice,
  sequences: Step[][],
  hours: number[],
): Promise<string[]> {
  const account = await ground.account('UTC')
  await ground.owner.query(
    'update account set unconfirmed_policy = $2, sms_after_bounce = $3 where id = $1',
    [account.id, choice.policy, choice.smsAfterBounce],
  )
  const lives: Life[] = []
  for (const [number, steps] of sequences.entries()) {
    const email = number % 3 === 1 ? null : `${number}-${account.id}@example.com`
    const phone = number % 3 === 0 ? null : aPhone()
    const { id } = await aUser(ground.database.db, account, { email, phone })
    const invitee = new ReferenceInvitee({ byEmail: email !== null, byPhone: phone !== null }, choice)
    lives.push({ steps, id, address: email ?? phone!, phone, invitee })
  }
  /** What would be said to offers of an invitation that waits no more. */
  const forget = () => {
    for (const { invitee, address } of lives) if (invitee.state !== 'waiting') ground.answers.delete(address)
  }
  let now = 0
  const broken: string[] = []
  for (let step = 0; step < STEPS && broken.length === 0; step++) {
    await takeStep(ground, account, lives, step)
    for (const { invitee, steps } of lives) coverage.take(invitee, steps[step]!, now)
    forget()
    broken.push(...(await differences(ground, account, choice, lives, step)))
    await ground.leap(hours[step]! * hourMs)
    now += hours[step]! / 24 + PASSING_DAYS
    await ground.look()
    // An SMS in place of what was given up.
    await ground.look()
    for (const { invitee } of lives) invitee.tick(now)
    broken.push(...(await differences(ground, account, choice, lives, step, hours)))
    forget()
  }
  return broken
}

let phones = 0
const aPhone = () => `+7905${String(++phones).padStart(7, '0')}`

async function takeStep(ground: Ground, account: TestAccount, lives: Life[], step: number): Promise<void> {
  const { database, owner, installation } = ground
  const doing = (...names: Step[]) => lives.filter(life => names.includes(life.steps[step]!))
  for (const { address, invitee, steps } of lives) {
    const answers = INVITING[steps[step]!]
    // Who waits already is not invited: what their server says of that goes on.
    if (answers && invitee.state !== 'waiting') ground.answers.set(address, [...answers])
  }
  for (const [action, names] of Object.entries(PRESSED)) await press(ground, account, action, doing(...names))
  for (const life of doing('hold', 'hold, then once more', 'send again with a hold'))
    await hold(ground, account, life, step)
  await ground.look()
  // Refused where there is nothing to do it to.
  for (const [name, what] of Object.entries(BY_HAND))
    for (const { id } of doing(name as Step))
      mustBeAnswered(await ground.ask(account, 'POST', `/people/${id}/invitation${what}`))
  // It stands where *Invite* does.
  for (const { id } of doing('send again')) {
    const { body } = await ground.ask(account, 'GET', `/people/${id}`)
    if (body.invitation.button.action === 'send-again')
      mustBeAnswered(await ground.ask(account, 'POST', `/people/${id}/invitation`))
  }
  for (const { heldBy } of doing('call back'))
    if (heldBy) mustBeAnswered(await ground.ask(account, 'POST', `/runs/${heldBy}/cancel`))
  await ground.look()

  const { rows } = await owner.query<{
    person: string
    link: string | null
    message: string | null
    channel: 'email' | 'sms' | null
    reminder: string | null
  }>(
    `select s.person_id as person,
            (select m.invitation_id from message m where m.account_id = $1 and m.person_id = s.person_id and m.kind = 'welcome'
               and m.dot_at is not null and m.state not in ('refused', 'bounced', 'suppressed') order by m.created_at desc, m.id desc limit 1) as link,
            newest.id as message, newest.channel,
            (select m.id from message m where m.account_id = $1 and m.person_id = s.person_id and m.kind = 'follow-up'
             and m.state = 'accepted' and m.channel = 'email' limit 1) as reminder
     from person_state s
     left join lateral (select m.id, m.channel from message m where m.account_id = $1 and m.person_id = s.person_id and m.kind = 'welcome'
                        order by m.created_at desc, m.id desc limit 1) newest on true
     where s.account_id = $1`,
    [account.id],
  )
  const byPerson = new Map(rows.map(row => [row.person, row]))
  const known = (name: Step) => doing(name).map(life => ({ ...life, ...byPerson.get(life.id)! }))
  const secret = (invitation: string) => secretOf(testInstallation.secret, account.id, invitation)
  // Not over HTTP: so many links from one address are held up there.
  for (const { link } of known('accept'))
    if (link) await unlessRefused(join(database.db, secret(link), testPassword, null))
  for (const { link } of known('decline'))
    if (link) await unlessRefused(declineInvitation(database.db, secret(link), 'decline'))
  for (const { reminder } of known('stop reminders'))
    if (reminder)
      await inAccount(database.db, account.id, tx =>
        invitationStop(installation).stop(tx, { accountId: account.id, id: reminder }),
      )
  for (const name of ['bounce', 'missed', 'delivered', 'complain', 'welcome back'] as const)
    for (const life of known(name)) {
      const isOfMail = life.channel ? life.channel === 'email' : life.address !== life.phone
      if (isOfMail) await reportOfMail(ground, account, name, life)
      else await reportOfPhone(ground, account, name, { message: life.message, phone: life.phone! })
    }
  // An SMS in place of what came back.
  await ground.look()
}

/** Steps that are one press over many. */
const PRESSED: Record<string, Step[]> = {
  'user.invite': ['invite', 'refused', 'unheard once', 'unheard', 'put off', 'put off once more'],
  'user.send-again': ['send again in bulk'],
  'user.confirm-arrival': ['arrived in bulk'],
  'user.inactivate': ['inactivate'],
  'user.reactivate': ['reactivate'],
}
/** Steps from somebody's row. */
const BY_HAND = { revoke: '/revoke', cancel: '/cancel', arrived: '/confirm' }

async function press(
  { ask }: Ground,
  account: TestAccount,
  action: string,
  lives: Life[],
): Promise<string | undefined> {
  if (!lives.length) return undefined
  const payload = { selection: { ids: lives.map(life => life.id) } }
  const pressed = await ask(account, 'POST', `/bulk-actions/${action}/runs`, { payload })
  if (pressed.status >= 300) throw new Error(`${action}: ${JSON.stringify(pressed.body)}`)
  return pressed.body.id
}

/** A run for them alone, that can be called back for a day. */
async function hold(ground: Ground, account: TestAccount, life: Life, step: number): Promise<void> {
  const set = (seconds: number) =>
    ground.owner.query('update account set bulk_hold_seconds = $2 where id = $1', [account.id, seconds])
  await set(DAYS.hold * 86_400)
  const action = isHeld(life.steps[step]!) ? 'user.invite' : 'user.send-again'
  const run = await press(ground, account, action, [life])
  await set(0)
  const { state, isUnconfirmed } = life.invitee
  const acts = action === 'user.invite' ? state !== 'waiting' : isUnconfirmed
  if (acts) life.heldBy = run!
}

/** Refused or not: that the program failed would pass for a refusal. */
function mustBeAnswered({ status, body }: { status: number; body: unknown }): void {
  if (status >= 500) throw new Error(`answered with ${status} ${JSON.stringify(body)}`)
}

/** A link that works no more is refused; whether it was to be, the comparison tells. */
async function unlessRefused(done: Promise<unknown>): Promise<void> {
  await done.catch(error => {
    if (!(error instanceof Problem && error.code === 'link-not-usable')) throw error
  })
}
