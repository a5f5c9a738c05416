import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { createAccount } from '../../features/sign-in/index.ts'
import { note } from '../say.ts'
import { seedPeople } from '../seed/index.ts'
import { CommandFault } from './command-fault.ts'
import { actorMeant, atDesk, type CommandOptions, type Desk } from './desk.ts'
import { accountsNamed } from './queries.ts'

const MOST_PEOPLE = 5_000_000

/** Adds invented people to an account; makes the account where there is none of that name. */
export function seed(options: CommandOptions & { people: string }): Promise<void> {
  const people = Number(options.people)
  if (!(Number.isInteger(people) && people > 0 && people <= MOST_PEOPLE)) {
    throw new CommandFault(
      `--people is ${options.people}, but must be a number from 1 to ${MOST_PEOPLE}, for example --people 2500.`,
    )
  }
  return atDesk(options, async desk => {
    const signIn = await ensureAccount(desk, options.account)
    const actor = await actorMeant(desk.db, options)
    await seedPeople(desk.db, {
      accountId: actor.accountId,
      invitedBy: actor.personId,
      people,
      secret: desk.installation.secret,
      onProgress: done => done % 50_000 === 0 && note(`${done} of ${people} people`),
    })
    await analyze(desk.database.url)
    desk.answer({ accountId: actor.accountId, people, signIn }, [
      `${people} people were added.`,
      ...(signIn ? [`sign in: ${signIn.role} ${signIn.userName} ${signIn.password}`] : []),
    ])
  })
}

async function ensureAccount({ db }: Desk, name: string | undefined) {
  if ((await accountsNamed(db, name ?? null)).length) return null
  const account = {
    accountName: name ?? 'Seeded Builders',
    country: 'US',
    language: 'en',
    timeZone: 'UTC',
  } as const
  const userName = `admin-${randomBytes(4).toString('hex')}@example.com`
  const password = randomBytes(15).toString('hex')
  await createAccount(db, { ...account, firstName: 'Alex', lastName: 'Admin', email: userName, password })
  return { role: 'Directory Admin', userName, password }
}

/** Until the planner knows of a million new rows it plans for none; only the owner may tell it. */
async function analyze(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('vacuum (analyze) person, person_state, company, invitation, message, login')
  } finally {
    await client.end()
  }
}
