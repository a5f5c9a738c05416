import { connect } from '../../server/db/connect.ts'
import { databaseMoment } from '../../server/db/database-moment.ts'
import { secretOf } from '../../server/features/invitations/secret.ts'
import { anAccount, appFor, aUser, type TestAccount, testInstallation, testPassword } from '../account.ts'
import { asker } from '../ask.ts'
import { aSink, doEverythingDue } from '../mail.ts'
import { prequalify } from '../prequalification.ts'
import { type Fate, type Invited, mailsTo, remindersInOrder, whatTheClockBroke } from './clock-check.ts'
import type { FaultOutcome } from './fault.ts'
import { databaseWithClock } from './shifted-clock.ts'
import { wrongClocks } from './wrong-clocks.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const PEOPLE = 12
/** Nobody listens there: the mail server is away. */
const AWAY = 'smtp://127.0.0.1:1'

/** Some days before the clocks change there: forward, back, by half an hour, at midnight. */
const ZONES: [zone: string, begins: string][] = [
  ['America/New_York', '2027-03-10T17:00:00Z'],
  ['Europe/Berlin', '2027-10-27T10:00:00Z'],
  ['Australia/Lord_Howe', '2028-03-29T01:00:00Z'],
  ['America/Santiago', '2028-08-31T15:00:00Z'],
  ['Asia/Beirut', '2029-03-21T09:00:00Z'],
]

/** What the machine's clock, or the world, does between two looks of the worker. */
const LEAPS: { ms: number; isAway?: true }[] = [
  { ms: hourMs },
  { ms: -hourMs },
  { ms: 400 * dayMs },
  { ms: -400 * dayMs },
  { ms: 10 * dayMs },
  { ms: 5 * dayMs, isAway: true },
  { ms: 3 * dayMs - minuteMs },
  { ms: 2 * minuteMs },
  { ms: 23 * hourMs },
  { ms: dayMs },
]

/**
 * Turns the clocks: of the database in five zones whose clocks change, by an hour and by 400 days, while workers are stopped
 * or the mail server is away; and of the machines that workers run on. @param amount random histories in each zone
 */
export async function clock(amount: number): Promise<FaultOutcome> {
  const ground = await clockGround()
  const broken: string[] = []
  let sent = 0
  try {
    for (const [zone, begins] of ZONES) {
      await ground.setTo(new Date(begins))
      broken.push(...(await toTheMinute(ground, zone)))
      for (let number = 1; number <= amount; number++) {
        await ground.setTo(new Date(begins))
        const history = await atRandom(ground, zone, new Date(begins))
        sent += history.sent
        broken.push(...history.broken.map(what => `${zone}, history ${number}: ${what}`))
      }
    }
  } finally {
    await ground.close()
  }
  const wrong = await wrongClocks(amount > 1 ? 4 : 2)
  broken.push(...wrong.broken)
  const histories = `${ZONES.length} zones to the minute, ${ZONES.length * amount} random histories of ${PEOPLE} people: ${sent} follow-ups sent`
  return { seen: [histories, ...wrong.seen], broken }
}

/** @param ways a mail server in place of the sink, and an SMS gateway */
export async function clockGround(ways: { smtpUrl?: string; smsUrl?: string } = {}) {
  const place = await databaseWithClock()
  const database = connect(place.url)
  const installation = { ...testInstallation, smsUrl: ways.smsUrl ?? null }
  const app = await appFor(database, { installation })
  const sink = await aSink()
  const smtpUrl = ways.smtpUrl ?? sink.url
  const ask = asker(database.db, app)
  return {
    ...place,
    ask,
    sink,
    database,
    installation,
    /** As a worker's look does it: at the database's own moment. */
    look: async (isAway = false) =>
      doEverythingDue(database, isAway ? AWAY : smtpUrl, await databaseMoment(database.db), installation),
    async account(timeZone: string): Promise<TestAccount> {
      const account = await anAccount(database.db)
      await place.owner.query('update account set time_zone = $2, bulk_hold_seconds = 0 where id = $1', [
        account.id,
        timeZone,
      ])
      return account
    },
    async close() {
      await sink.close()
      await app.close()
      await database.close()
      await place.close()
    },
  }
}

export type ClockGround = Awaited<ReturnType<typeof clockGround>>

async function invite({ ask, database, look }: ClockGround, account: TestAccount): Promise<Invited[]> {
  const people: Invited[] = []
  for (let number = 0; number < PEOPLE; number++) {
    const email = `${number}-${account.id}@example.com`
    const companyName = number === 0 ? 'Star Framing' : null
    const { id } = await aUser(database.db, account, { email, companyName })
    people.push({ id, email, fate: null, mailsThen: 0 })
  }
  const payload = { selection: { ids: people.map(one => one.id) } }
  const pressed = await ask(account, 'POST', '/bulk-actions/user.invite/runs', { payload })
  if (pressed.status >= 300) throw new Error(`inviting was answered with ${JSON.stringify(pressed.body)}`)
  await prequalify(database.db, account, people.slice(0, 1))
  await look()
  return people
}

/** A minute before each follow-up is due nothing leaves, a minute after it one does, and after the last none ever. */
async function toTheMinute(ground: ClockGround, zone: string): Promise<string[]> {
  const account = await ground.account(zone)
  const people = await invite(ground, account)
  const broken: string[] = []
  let passedMs = 0
  for (const [sent, days] of [3, 7, 14, 600].entries()) {
    for (const [ms, wanted] of [
      [days * dayMs - minuteMs, sent],
      [days * dayMs + minuteMs, Math.min(sent + 1, 3)],
    ] as const) {
      await ground.leap(ms - passedMs)
      passedMs = ms
      await ground.look()
      const { rows } = await ground.owner.query(
        `select count(*)::int from message where account_id = $1 and kind = 'follow-up' and state = 'accepted'`,
        [account.id],
      )
      if (rows[0].count !== wanted * PEOPLE)
        broken.push(
          `${zone}: ${rows[0].count} follow-ups after ${ms / dayMs} days, ${wanted * PEOPLE} expected`,
        )
    }
  }
  return [...broken, ...(await whatTheClockBroke(ground, account, people)).broken]
}

const oneOf = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!
const FATES: Fate[] = ['joined', 'inactivated', 'revoked']

async function atRandom(
  ground: ClockGround,
  zone: string,
  begins: Date,
): Promise<{ sent: number; broken: string[] }> {
  const account = await ground.account(zone)
  const people = await invite(ground, account)
  const told: string[] = []
  for (let step = 0; step < LEAPS.length; step++) {
    const { ms, isAway = false } = oneOf(LEAPS)
    told.push(`${ms / dayMs} d${isAway ? ' away' : ''}`)
    if (isAway) {
      // Its days pass one by one, and what falls due meanwhile waits.
      for (let day = 0; day < ms / dayMs; day++) {
        await ground.leap(dayMs)
        await ground.look(true)
      }
    } else await ground.leap(ms)
    const one = oneOf(people)
    if (step % 2 === 1 && !one.fate) await meet(ground, account, one, oneOf(FATES))
    await ground.look()
  }
  // However far it was turned, all comes to its end.
  for (const days of [4_200, 4_230, 4_260]) {
    await ground.setTo(new Date(begins.getTime() + days * dayMs))
    await ground.look()
  }
  const { sent, broken } = await whatTheClockBroke(ground, account, people)
  broken.push(...(await remindersInOrder(ground, account)))
  return { sent, broken: broken.map(what => `${what} (${told.join(', ')})`) }
}

/** Afterwards nothing may come any more. Where it is refused, since the invitation is over, nothing was met. */
async function meet(ground: ClockGround, account: TestAccount, one: Invited, fate: Fate): Promise<void> {
  const { ask, owner } = ground
  const { rows } = await owner.query('select invitation_id as id from person_state where person_id = $1', [
    one.id,
  ])
  if (fate === 'inactivated') {
    const payload = { selection: { ids: [one.id] } }
    await ask(account, 'POST', '/bulk-actions/user.inactivate/runs', { payload })
    await ground.look(true)
  } else if (fate === 'revoked') {
    await ask(account, 'POST', `/people/${one.id}/invitation/revoke`)
  } else {
    const secret = secretOf(testInstallation.secret, account.id, rows[0].id)
    await ask(account, 'POST', `/join/${secret}`, { payload: { password: testPassword } })
  }
  const now = await owner.query(
    `select status = 'inactive' or invitation_state in ('accepted', 'revoked') as is_over from person_state where person_id = $1`,
    [one.id],
  )
  if (!now.rows[0].is_over) return
  one.fate = fate
  one.mailsThen = mailsTo(ground, one)
}
