import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import type { Permission } from '../../contract/permissions.ts'
import { inAccount } from '../../server/db/connect.ts'
import { createApiKey } from '../../server/features/sign-in/index.ts'
import { newId } from '../../server/lib/ids.ts'
import { aCompanyTemplate, actorFor, aUser, signedIn, type TestUser } from '../account.ts'
import { aPlace } from '../place.ts'
import { kinds } from './kinds.ts'
import { matrix, type Row, type Things } from './matrix.ts'
import { superAdminMatrix } from './super-admin-matrix.ts'
import { askFor, aWorld, type Who, type World } from './world.ts'

const { database, app } = await aPlace()
/** What is refused changes nothing, so all kinds ask in one world; only what takes a thing away gets another. */
const here = await aWorld(database.db, app)
const there = await aWorld(database.db, app)

const operations = Object.entries(matrix)
const isStream = (operation: string) => operation.endsWith('/events')
const ask = (operation: string, row: Row, things: Things, who: Who) =>
  askFor(app, operation, row, things, who)
const mayAsk = (row: Row, kind: string) => {
  const { may, onProjectAs } = kinds[kind]!
  if (row.may === 'signed-in') return true
  return (
    row.may.some(one => may.includes(one)) || Boolean(onProjectAs && row.orOnProjectAs?.includes(onProjectAs))
  )
}
/** What others ran, and what stands in a project they are not on, is hidden rather than refused. */
const isRefusal = (row: Row, { statusCode }: LightMyRequestResponse) =>
  statusCode === 403 || (statusCode === 404 && Boolean(row.path))
/** One browser for each user, until they do something to their own sign-in. */
const browsers = new Map<TestUser, Who>()
async function browserOf({ account }: World, user: TestUser, row: Row): Promise<Who> {
  const known = browsers.get(user) ?? (await signedIn(database.db, account, user))
  if (row.sessionOnly) browsers.delete(user)
  else browsers.set(user, known)
  return known
}

/** What only one can take away is another's after that. */
async function worldFor(operation: string, row: Row, kind: string): Promise<World> {
  const takesAway = row.takesAway || (operation.startsWith('DELETE') && !row.own)
  return takesAway && mayAsk(row, kind) ? aWorld(database.db, app, [kind]) : here
}

async function thingsFor(row: Row, { things }: World, user: TestUser, who: Who): Promise<Things> {
  if (row.own === 'sign-in address') return { ...things, signInAddressId: await aSignInAddress(user) }
  if (row.own === 'run') return { ...things, runId: await aFinishedRun(user) }
  if (!row.own) return things
  const { items } = (await app.inject({ url: '/api/v1/sessions', headers: who })).json()
  return { ...things, sessionId: items[0].id }
}

async function aSignInAddress({ loginId }: TestUser): Promise<string> {
  const id = newId()
  const row = { id, login_id: loginId!, address: `${id}@example.com` }
  await database.db.insertInto('login_address').values(row).execute()
  return id
}

/** Of theirs. */
async function aFinishedRun({ id: actorId }: TestUser): Promise<string> {
  const id = newId()
  const { accountId } = here.things
  const row = {
    ...{ account_id: accountId, id, action: 'user.invite', state: 'completed' as const, actor_id: actorId },
    ...{
      selection: '{"ids": []}',
      input: '{}',
      reviewed_at: new Date(),
      reviewed_count: 0,
      finished_at: new Date(),
    },
  }
  await inAccount(database.db, accountId, tx => tx.insertInto('run').values(row).execute())
  return id
}

const told = (answer: LightMyRequestResponse) => `${answer.statusCode} ${answer.body.slice(-60)}`

test('every operation of the API has its row, and no row is of an operation that is gone', async () => {
  const { paths } = (await app.inject('/api/v1/openapi.json')).json()
  const described = Object.entries<Record<string, { security?: unknown[] }>>(paths).flatMap(
    ([path, methods]) =>
      Object.entries(methods)
        .filter(([, { security }]) => security?.length !== 0)
        .map(([method]) => `${method.toUpperCase()} ${path}`),
  )
  const rows = Object.keys({ ...matrix, ...superAdminMatrix }).map(operation => operation.replace(/#.*/, ''))
  assert.deepEqual([...new Set(rows)].toSorted(), described.toSorted())
})

test('each kind of user has the permissions of the product page', async () => {
  for (const [kind, { may }] of Object.entries(kinds)) {
    const { permissions } = await actorFor(database.db, here.account, here.users[kind]!)
    assert.deepEqual([...permissions].toSorted(), [...may].toSorted(), kind)
  }
})

test('each kind of user is let in where their permissions say so and nowhere else, and is told what they lack', async () => {
  const unexpected: string[] = []
  for (const [operation, row] of operations) {
    for (const kind of Object.keys(kinds)) {
      const isAllowed = mayAsk(row, kind)
      if (isAllowed && isStream(operation)) continue
      const world = await worldFor(operation, row, kind)
      const who = await browserOf(world, world.users[kind]!, row)
      const answer = await ask(operation, row, await thingsFor(row, world, world.users[kind]!, who), who)
      const isRefused = isRefusal(row, answer)
      if (isAllowed === isRefused || answer.statusCode >= 500)
        unexpected.push(`${operation} by ${kind}: ${told(answer)}`)
      const { needs } = answer.statusCode === 403 ? answer.json() : {}
      if (answer.statusCode === 403 && (!needs || kinds[kind]!.may.includes(needs)))
        unexpected.push(`${operation} by ${kind} does not say what it needs: ${told(answer)}`)
    }
  }
  assert.deepEqual(unexpected, [])
})

const pathOnly = ({ accountId: _, adminId: __, inactiveId: ___, ...named }: Things) => named

test('to each kind of user a thing of another account is exactly as one that does not exist', async () => {
  const unexpected: string[] = []
  const nowhere = Object.fromEntries(Object.keys(here.things).map(name => [name, newId()])) as Things
  const answered = (answer: LightMyRequestResponse) =>
    JSON.stringify([answer.statusCode, answer.json().code, answer.json().title, answer.json().needs])
  for (const [operation, row] of operations) {
    // Actions have the same names everywhere, and sources name their items themselves.
    if (!row.path || /\{(name|source|version)\}/.test(operation)) continue
    for (const [kind, user] of Object.entries(here.users)) {
      const who = await browserOf(here, user, row)
      const named = await ask(operation, row, { ...here.things, ...pathOnly(there.things) }, who)
      const unknown = await ask(operation, row, { ...here.things, ...pathOnly(nowhere) }, who)
      const isRight = named.statusCode === 404 || (named.statusCode === 403 && !mayAsk(row, kind))
      if (!isRight || answered(named) !== answered(unknown))
        unexpected.push(`${operation} by ${kind}: ${told(named)} and ${told(unknown)}`)
    }
  }
  assert.deepEqual(unexpected, [])
  const reviews = 'POST /api/v1/bulk-actions/{name}/reviews'
  const who = await signedIn(database.db, here.account, here.account.admin)
  const selected = await ask(reviews, matrix[reviews]!, there.things, who)
  assert.deepEqual([selected.json().selected, selected.json().unknown], [0, 1])
})

test('an ended session, a user who was inactivated and nobody at all are let in nowhere, whatever they might', async () => {
  const { account, things } = here
  const mightDoEverything = kinds['a company Admin']!.template
  const templateId = await aCompanyTemplate(database.db, account, { name: 'Gone', ...mightDoEverything })
  const leaver = await aUser(database.db, account, { templateId, hasJoined: true })
  const ended = await signedIn(database.db, account, here.users['a company Admin']!)
  const strangers: Record<string, Who> = {
    nobody: { cookie: 'nothing=here' },
    'who was inactivated': await signedIn(database.db, account, leaver),
    'who signed out': ended,
  }
  const headers = { ...ended, 'sec-fetch-site': 'same-origin' }
  await app.inject({ method: 'DELETE', url: '/api/v1/session', headers })
  await inAccount(database.db, account.id, tx =>
    tx
      .updateTable('person_state')
      .set({ status: 'inactive', active_email: null })
      .where('account_id', '=', account.id)
      .where('person_id', '=', leaver.id)
      .execute(),
  )
  const unexpected: string[] = []
  for (const [operation, row] of operations) {
    const asked = Object.entries(strangers).map(async ([stranger, who]) => {
      const { statusCode } = await ask(operation, row, things, who)
      if (statusCode !== 401) unexpected.push(`${operation} by ${stranger}: ${statusCode}`)
    })
    await Promise.all(asked)
  }
  assert.deepEqual(unexpected, [])
})

async function aKey({ account, users }: World, kind: string, scopes: readonly Permission[]): Promise<Who> {
  const owner = await actorFor(database.db, account, users[kind]!)
  const input = { name: newId(), scopes: [...scopes], days: 1 }
  const made = await inAccount(database.db, account.id, tx => createApiKey(tx, owner, input, new Date()))
  return { authorization: `Bearer ${made.key}` }
}

test('a key with every scope of its owner is let in where they are, and without the scope of an operation not to that', async () => {
  const unexpected: string[] = []
  for (const kind of Object.keys(kinds).filter(name => kinds[name]!.may.length > 0)) {
    const scopes = kinds[kind]!.may
    const whole = await aKey(here, kind, scopes)
    const keysWithout = new Map<string, Who>()
    const keyOf = async (rest: readonly Permission[]) => {
      const key = keysWithout.get(rest.join()) ?? (await aKey(here, kind, rest))
      keysWithout.set(rest.join(), key)
      return key
    }
    for (const [operation, row] of operations) {
      const needed = row.may === 'signed-in' ? [] : row.may
      const rest = scopes.filter(scope => !needed.includes(scope))
      const isForOwner = !row.sessionOnly && mayAsk(row, kind)
      const keys: [name: string, who: Who, world: World][] = []
      // Who is let in to a stream has no end of it to compare.
      if (!(isForOwner && isStream(operation))) {
        const world = isForOwner ? await worldFor(operation, row, kind) : here
        keys.push(['whole', world === here ? whole : await aKey(world, kind, scopes), world])
      }
      // Who is refused anyway is so with fewer scopes.
      if (isForOwner && rest.length > 0 && rest.length < scopes.length)
        keys.push(['without', await keyOf(rest), here])
      for (const [name, who, world] of keys) {
        const answer = await ask(operation, row, world.things, who)
        const isAllowed = isForOwner && name === 'whole'
        const isRefused = isRefusal(row, answer)
        if (isAllowed === isRefused || answer.statusCode === 401 || answer.statusCode >= 500)
          unexpected.push(`${operation} by ${kind} ${name}: ${told(answer)}`)
      }
    }
  }
  assert.deepEqual(unexpected, [])
})
