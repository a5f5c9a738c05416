import { randomBytes } from 'node:crypto'
import { type Db, inAccount, type Tx } from '../../db/connect.ts'
import { templatesOf } from '../../features/permissions/index.ts'
import { accountSettings } from '../../features/settings/index.ts'
import { hashPassword } from '../../features/sign-in/index.ts'
import { newId } from '../../lib/ids.ts'
import { inventCompanies } from './company-names.ts'
import { diceOf } from './dice.ts'
import { type Company, inventPerson } from './invent-person.ts'
import { inventStory } from './invent-story.ts'
import { latinSlug } from './latin-slug.ts'
import { countPeople, emailsInUse, ensureCompanies, insertPeople, prepareForMany } from './queries.ts'
import { addRowsOf, type PersonRows, type SeedGround } from './rows-of.ts'

const PEOPLE_PER_COMPANY = 14
const MOST_SEEDED_COMPANIES = 4_000
const PEOPLE_PER_STATEMENT = 5_000

export type SeedOrder = {
  accountId: string
  people: number
  /** Who invited those that are invited: somebody of the account. */
  invitedBy: string
  /** The installation's, so that the links of seeded invitations work. */
  secret: Buffer
  now?: Date
  onProgress?: (done: number) => void
}

/** Adds invented people, with all that happened to them, to an account; in one transaction. */
export async function seedPeople(db: Db, order: SeedOrder): Promise<void> {
  const passwordHash = await nobodysPassword()
  await inAccount(db, order.accountId, tx => seedPeopleIn(tx, order, passwordHash))
}

/** Of the logins of those who joined: a password that nobody knows. */
export const nobodysPassword = () => hashPassword(randomBytes(32).toString('base64'))

/** As `seedPeople`, in a transaction that is inside the account. */
export async function seedPeopleIn(tx: Tx, order: SeedOrder, passwordHash: string): Promise<void> {
  const { accountId, people, now = new Date(), onProgress = () => {} } = order
  await prepareForMany(tx)
  const settings = await accountSettings(tx, accountId)
  const companies = await seedCompanies(tx, accountId, people)
  const ground: SeedGround = {
    accountId,
    language: settings.language,
    invitedBy: order.invitedBy,
    companies,
    templates: await templatesByLevel(tx, accountId),
    secret: order.secret,
  }
  const clock = { now, followUpDays: settings.followUpDays, lifeDays: settings.invitationLifeDays }
  const takeEmail = emailTaker(await emailsInUse(tx, accountId))
  const first = await countPeople(tx, accountId)
  // The next people are invented while the database takes in those before.
  let inserting = Promise.resolve()
  for (let done = 0; done < people; done += PEOPLE_PER_STATEMENT) {
    const rows: PersonRows = { people: [], invitations: [], messages: [] }
    for (let index = done; index < Math.min(done + PEOPLE_PER_STATEMENT, people); index++) {
      const person = inventPerson(first + index, companies, takeEmail)
      addRowsOf(rows, person, inventStory(person.fate, diceOf(-1 - index), clock), ground)
    }
    await inserting
    inserting = insertPeople(tx, rows, passwordHash).then(() => onProgress(done + rows.people.length))
    // Whoever fails is heard of at the next await.
    inserting.catch(() => {})
  }
  await inserting
}

async function seedCompanies(
  tx: Tx,
  accountId: string,
  people: number,
): Promise<(Company & { id: string })[]> {
  const names = inventCompanies(Math.min(Math.ceil(people / PEOPLE_PER_COMPANY), MOST_SEEDED_COMPANIES))
  const ids = await ensureCompanies(
    tx,
    accountId,
    names.map(name => ({ id: newId(), name })),
  )
  return names.map((name, index) => ({ name, id: ids[index]!, slug: latinSlug(name, '-') }))
}

async function templatesByLevel(tx: Tx, accountId: string): Promise<SeedGround['templates']> {
  const templates = await templatesOf(tx, accountId)
  const of = (level: string) => (templates.find(one => one.directory_level === level) ?? templates[0])!.id
  return { admin: of('admin'), standard: of('standard'), readOnly: of('read_only') }
}

/** A second Ana Kovač of a company is ana.kovac2. */
function emailTaker(taken: string[]) {
  const inUse = new Set(taken)
  const next = new Map<string, number>()
  return (local: string, domain: string): string => {
    const nice = `${local}@${domain}`
    let email = nice
    let number = next.get(nice) ?? 2
    for (; inUse.has(email); number++) email = `${local}${number}@${domain}`
    if (email !== nice) next.set(nice, number)
    inUse.add(email)
    return email
  }
}
