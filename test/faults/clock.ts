import { aUser, type TestAccount } from '../account.ts'
import { prequalify } from '../prequalification.ts'
import { addTo, DAYS, remindersInOrder, type Tally, whatTheClockBroke } from './clock-check.ts'
import { fates, type Invited, meet } from './clock-fates.ts'
import { type ClockGround, clockGround } from './clock-ground.ts'
import type { FaultOutcome } from './fault.ts'
import { wrongClocks } from './wrong-clocks.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const PEOPLE = 12
/** Their reminders go on to the last: so many have no fate. */
const UNTROUBLED = PEOPLE - fates.length

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
/** Random histories in each zone, with which no fate can be missed. */
const ENOUGH_FOR_ALL = 20

/**
 * Every way in which a follow-up can end: sent; written, and then not sent; or not written, as its invitation was over. All are to be
 * met in each zone, or not all was shown.
 */
const ENDS = [
  ...['sent', 'passed-over', 'has-joined', 'inactivated', 'revoked', 'declined', 'invitation-ended'],
  ...['invited-again', 'reminders-stopped', 'complained', 'address-suppressed'],
  ...['cancelled', 'revoked', 'declined', 'error', 'replaced'].map(became => `invitation ${became}`),
]

/**
 * Turns the clocks: of the database in five zones whose clocks change, by an hour and by 400 days, while workers are stopped
 * or the mail server is away; and of the machines that workers run on. @param amount random histories in each zone
 */
export async function clock(amount: number): Promise<FaultOutcome> {
  const ground = await clockGround()
  const broken: string[] = []
  const tally: Tally = new Map()
  const made: Tally = new Map()
  try {
    for (const [zone, begins] of ZONES) {
      if (offsetIn(zone, new Date(begins)) === offsetIn(zone, daysLater(begins, DAYS.at(-1)!)))
        broken.push(`${zone}: its clocks do not change between ${begins} and the last follow-up`)
      const planned: Tally = new Map()
      for (const plan of [toTheMinute, whileAway]) {
        await ground.setTo(new Date(begins))
        const history = await plan(ground, zone)
        addTo(planned, history.tally)
        broken.push(...history.broken.map(what => `${zone}: ${what}`))
      }
      broken.push(
        ...ENDS.filter(end => !planned.has(end)).map(end => `${zone}: no follow-up ended with ${end}`),
      )
      addTo(tally, planned)
      for (let number = 1; number <= amount; number++) {
        await ground.setTo(new Date(begins))
        const history = await atRandom(ground, zone, begins, number)
        addTo(tally, history.tally)
        addTo(made, history.made)
        broken.push(...history.broken.map(what => `${zone}, history ${number}: ${what}`))
      }
    }
  } finally {
    await ground.close()
  }
  const wanted = [...LEAPS.map(inWords), ...(amount >= ENOUGH_FOR_ALL ? fates : [])]
  broken.push(...wanted.filter(what => !made.has(what)).map(what => `no random history had ${what}`))
  const wrong = await wrongClocks(amount > 1 ? 4 : 2)
  broken.push(...wrong.broken)
  const histories = `${ZONES.length} zones to the minute and while the mail server is away, ${ZONES.length * amount} random histories of ${PEOPLE} people`
  const told = (of: Tally) => [...of].sort(([, a], [, b]) => b - a).map(([what, count]) => `${count} ${what}`)
  return {
    seen: [
      `${histories}; follow-ups: ${told(tally).join(', ')}`,
      `at random: ${told(made).join(', ')}`,
      ...wrong.seen,
    ],
    broken,
  }
}

const daysLater = (begins: string, days: number) => new Date(Date.parse(begins) + days * dayMs)

function offsetIn(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at)
  return parts.find(({ type }) => type === 'timeZoneName')!.value
}

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

type History = { tally: Tally; broken: string[] }

/**
 * A minute before each follow-up is due nothing leaves, a minute after it one does, and after the last none ever. After the
 * first one everything that ends reminders happens, each to one person.
 */
async function toTheMinute(ground: ClockGround, zone: string): Promise<History> {
  const account = await ground.account(zone)
  const people = await invite(ground, account)
  const broken: string[] = []
  let passedMs = 0
  for (const [sent, days] of [...DAYS, 600].entries()) {
    for (const [ms, wanted] of [
      [days * dayMs - minuteMs, sent],
      [days * dayMs + minuteMs, Math.min(sent + 1, DAYS.length)],
    ] as const) {
      await ground.leap(ms - passedMs)
      passedMs = ms
      await ground.look()
      broken.push(
        ...(await unless(
          ground,
          account,
          `${ms / dayMs} days`,
          wanted ? PEOPLE + (wanted - 1) * UNTROUBLED : 0,
        )),
      )
    }
    if (sent === 0) broken.push(...(await meetAll(ground, account, people)))
  }
  const { tally, broken: wrong } = await whatTheClockBroke(ground, account, people)
  return { tally, broken: [...broken, ...wrong] }
}

/**
 * The mail server is away when the first follow-up is due, and again at the second until the third is. While it is away
 * everything that ends reminders happens, each to one person: the others get the first late, and the third alone.
 */
async function whileAway(ground: ClockGround, zone: string): Promise<History> {
  const account = await ground.account(zone)
  const people = await invite(ground, account)
  const broken: string[] = []
  const at = async (days: number, isAway: boolean, wanted: number) => {
    await ground.leap(days * dayMs - passedMs)
    passedMs = days * dayMs
    await ground.look(isAway)
    broken.push(...(await unless(ground, account, `${days} days`, wanted)))
  }
  let passedMs = 0
  await at(3.1, true, 0)
  broken.push(...(await meetAll(ground, account, people)))
  await at(5, false, UNTROUBLED)
  await at(7.1, true, UNTROUBLED)
  await at(14.1, false, 2 * UNTROUBLED)
  await at(600, false, 2 * UNTROUBLED)
  const { tally, broken: wrong } = await whatTheClockBroke(ground, account, people)
  return { tally, broken: [...broken, ...wrong] }
}

/** @returns that not so many follow-ups of first invitations have left */
async function unless({ owner }: ClockGround, account: TestAccount, after: string, wanted: number) {
  const { rows } = await owner.query<{ count: number }>(
    `select count(*)::int from message m join invitation i on i.account_id = m.account_id and i.id = m.invitation_id
     where m.account_id = $1 and m.kind = 'follow-up' and m.state = 'accepted' and i.generation = 1`,
    [account.id],
  )
  const { count } = rows[0]!
  return count === wanted ? [] : [`${count} follow-ups after ${after}, ${wanted} expected`]
}

/** @returns the fates that did not come about */
async function meetAll(ground: ClockGround, account: TestAccount, people: Invited[]): Promise<string[]> {
  const broken: string[] = []
  for (const [number, fate] of fates.entries())
    if (!(await meet(ground, account, people[UNTROUBLED + number]!, fate))) broken.push(`nobody was ${fate}`)
  return broken
}

const oneOf = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!
const UNITS = [
  ['d', dayMs],
  ['h', hourMs],
  ['min', minuteMs],
] as const
function inWords({ ms, isAway }: (typeof LEAPS)[number]): string {
  const [unit, unitMs] = UNITS.find(([, length]) => ms % length === 0)!
  return `${ms / unitMs} ${unit}${isAway ? ' away' : ''}`
}

/** @param number the first history of a zone has each of the leaps */
async function atRandom(
  ground: ClockGround,
  zone: string,
  begins: string,
  number: number,
): Promise<History & { made: Tally }> {
  const account = await ground.account(zone)
  const people = await invite(ground, account)
  const told: string[] = []
  const made: Tally = new Map()
  const each = LEAPS.toSorted(() => Math.random() - 0.5)
  for (let step = 0; step < LEAPS.length; step++) {
    const leap = number === 1 ? each[step]! : oneOf(LEAPS)
    told.push(inWords(leap))
    if (leap.isAway) {
      // Its days pass one by one, and what falls due meanwhile waits.
      for (let day = 0; day < leap.ms / dayMs; day++) {
        await ground.leap(dayMs)
        await ground.look(true)
      }
    } else await ground.leap(leap.ms)
    const [one, fate] = [oneOf(people), oneOf(fates)]
    if (step % 2 === 1 && !one.fate && (await meet(ground, account, one, fate))) told.push(fate)
    await ground.look()
  }
  for (const what of told) addTo(made, new Map([[what, 1]]))
  // However far it was turned, all comes to its end.
  for (const days of [4_200, 4_230, 4_260]) {
    await ground.setTo(daysLater(begins, days))
    await ground.look()
  }
  const { tally, broken } = await whatTheClockBroke(ground, account, people)
  broken.push(...(await remindersInOrder(ground, account)))
  return { tally, made, broken: broken.map(what => `${what} (${told.join(', ')})`) }
}
