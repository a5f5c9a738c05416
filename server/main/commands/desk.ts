import { type Db, inAccount } from '../../db/connect.ts'
import { type Actor, loadActor } from '../../features/permissions/index.ts'
import type { Installation } from '../../features/settings/index.ts'
import { findLogin } from '../../features/sign-in/index.ts'
import { readEnvironment } from '../environment/index.ts'
import { installationOf } from '../installation-of.ts'
import { type OpenDatabase, openDatabase } from '../open-database.ts'
import { say } from '../say.ts'
import { CommandFault } from './command-fault.ts'
import { accountsNamed, firstAdmin, personOfLogin } from './queries.ts'

/** Options that every command takes. */
export type CommandOptions = { json?: boolean; account?: string; as?: string }

/** What a command works with; the database is running and up to date. */
export type Desk = {
  database: OpenDatabase
  db: Db
  installation: Installation
  /** Prints the answer: words for people, or with --json one line for programs. */
  answer(value: unknown, words: string[]): void
}

/** Opens the database for a command and leaves it again; it works beside a running server, or without one. */
export async function atDesk<T>(options: CommandOptions, work: (desk: Desk) => Promise<T>): Promise<T> {
  const environment = readEnvironment(process.env)
  const database = await openDatabase(environment)
  try {
    return await work({
      database,
      db: database.connect(4).db,
      installation: installationOf(environment),
      answer: answerer(options),
    })
  } finally {
    await database.close()
  }
}

export const answerer = (options: CommandOptions) => (value: unknown, words: string[]) => {
  for (const line of options.json ? [JSON.stringify(value)] : words) say(line)
}

/** The account that is meant: the one named, else the only one. */
export async function accountMeant(db: Db, options: CommandOptions): Promise<{ id: string; name: string }> {
  const accounts = await accountsNamed(db, options.account ?? null)
  const [only, ...more] = accounts
  if (only && more.length === 0) return only
  if (options.account)
    throw new CommandFault(
      `There is ${only ? 'more than one account' : 'no account'} named ${options.account}.`,
    )
  if (!only)
    throw new CommandFault(
      'There is no account yet: set one up in the browser, or make one with muster seed.',
    )
  throw new CommandFault(
    `There are ${accounts.length} accounts: say which with --account, for example --account "${only.name}".`,
  )
}

/** Who acts: the user named with --as, else the account's first Directory Admin. */
export async function actorMeant(db: Db, options: CommandOptions): Promise<Actor> {
  const account = await accountMeant(db, options)
  return inAccount(db, account.id, async tx => {
    const login = options.as ? await findLogin(tx, options.as) : null
    const personId = options.as
      ? login && (await personOfLogin(tx, account.id, login.id))
      : await firstAdmin(tx, account.id)
    const actor = personId ? await loadActor(tx, account.id, personId) : null
    if (actor) return actor
    throw new CommandFault(
      options.as
        ? `${options.as} is no active user of ${account.name}.`
        : `${account.name} has no active Directory Admin.`,
    )
  })
}
