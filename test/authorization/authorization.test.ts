import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { Permission } from '../../contract/permissions.ts'
import { connect, type Database, inAccount } from '../../server/db/connect.ts'
import { createApiKey } from '../../server/features/sign-in/index.ts'
import { newId } from '../../server/lib/ids.ts'
import { actorFor, anAccount, appFor, aUser, signedIn, type TestAccount, type TestUser } from '../account.ts'
import { type TestDatabase, testDatabase } from '../database.ts'
import { prequalify } from '../prequalification.ts'
import { matrix, type Row, type Things } from './matrix.ts'
import { superAdminMatrix } from './super-admin-matrix.ts'

let place: TestDatabase
let database: Database
let app: FastifyInstance

before(async () => {
  place = await testDatabase()
  database = connect(place.url)
  app = await appFor(database)
})
after(async () => {
  await app.close()
  await database.close()
  await place.close()
})

type Cookie = { cookie: string } | { authorization: string }
const operations = Object.entries(matrix)

/** Asks for an operation. What nobody is there to watch to its end is cut off: only the first answer counts. */
function ask(operation: string, row: Row, things: Things, who: Cookie): Promise<LightMyRequestResponse> {
  const [method, template] = operation.split(' ') as ['GET', string]
  const named = row.path?.(things) ?? {}
  const url =
    template.replaceAll(/\{(\w+)\}/g, (_, name) => named[name]!) +
    (row.query ? `?${typeof row.query === 'string' ? row.query : row.query(things)}` : '')
  return app.inject({
    method,
    url,
    headers: {
      ...who,
      'sec-fetch-site': 'same-origin',
      ...(row.contentType && { 'content-type': row.contentType }),
    },
    ...(row.body && { payload: row.body(things) }),
  })
}

/** An account with one of everything, and its active users of each kind. */
async function aWorld() {
  const account = await anAccount(database.db)
  const add = (more: Parameters<typeof aUser>[2]) => aUser(database.db, account, more)
  const none = await aTemplateOf(account)
  const users: Record<string, TestUser> = {
    'a Directory Admin': account.admin,
    'Standard with Create and Edit Users': account.standard,
    'Read Only': account.reader,
    'who has no right to the directory': await add({ templateId: none, hasJoined: true }),
  }
  const headers = {
    ...(await signedIn(database.db, account, account.admin)),
    'sec-fetch-site': 'same-origin',
  }
  const person = await add({})
  const post = async (url: string, payload: object | string, type = 'application/json') => {
    const answer = await app.inject({
      method: 'POST',
      url: `/api/v1${url}`,
      headers: { ...headers, 'content-type': type },
      payload,
    })
    assert.ok(answer.statusCode < 300, answer.body)
    return answer.json().id as string
  }
  const put = async (url: string) => {
    const answer = await app.inject({ method: 'PUT', url: `/api/v1${url}`, headers, payload: {} })
    assert.equal(answer.statusCode, 200, answer.body)
  }
  const projectId = await post('/projects', { name: 'Harbour Tower' })
  const groupId = await post('/distribution-groups', { name: 'Everybody' })
  for (const place of [`projects/${projectId}`, `distribution-groups/${groupId}`])
    await put(`/${place}/people/${person.id}`)
  const things: Things = {
    personId: person.id,
    companyId: await post('/companies', { name: 'Star Framing' }),
    otherCompanyId: await post('/companies', { name: 'Star Framing, LLC' }),
    projectId,
    groupId,
    adminId: account.admin.id,
    inactiveId: (await add({ status: 'inactive' })).id,
    templateId: account.templates.readOnly,
    runId: await post('/bulk-actions/user.invite/runs', { selection: { ids: [person.id] }, input: {} }),
    importId: await post('/imports?fileName=a.csv', 'Name,Email\nBo,bo@example.com\n', 'text/csv'),
    sessionId: (await app.inject({ url: '/api/v1/sessions', headers })).json().items[0].id,
    apiKeyId: await post('/api-keys', { name: 'Look', scopes: ['directory.view'] }),
    suppressionId: await aSuppression(account),
    accountId: account.id,
    ...(await prequalify(database.db, account, [await add({ companyName: 'Star Framing' })])),
  }
  return { account, users, things }
}

function aSuppression(account: TestAccount): Promise<string> {
  const id = newId()
  return inAccount(database.db, account.id, async tx => {
    const reason = 'number-does-not-exist'
    await tx
      .insertInto('suppression')
      .values({ account_id: account.id, id, channel: 'sms', address: '+12125550123', reason })
      .execute()
    return id
  })
}

function aTemplateOf(account: TestAccount): Promise<string> {
  const id = newId()
  return inAccount(database.db, account.id, async tx => {
    await tx
      .insertInto('permission_template')
      .values({ account_id: account.id, id, name: 'Nothing', directory_level: 'none', granular: [] })
      .execute()
    return id
  })
}

test('every operation of the API has its row, and no row is of an operation that is gone', async () => {
  const { paths } = (await app.inject('/api/v1/openapi.json')).json()
  const described = Object.entries<Record<string, { security?: unknown[] }>>(paths).flatMap(
    ([path, methods]) =>
      Object.entries(methods)
        .filter(([, { security }]) => security?.length !== 0)
        .map(([method]) => `${method.toUpperCase()} ${path}`),
  )
  assert.deepEqual(Object.keys({ ...matrix, ...superAdminMatrix }).toSorted(), described.toSorted())
})

test('each kind of user is let in where their permissions say so, and nowhere else', async () => {
  const unexpected: string[] = []
  for (const [operation, row] of operations) {
    if (operation.endsWith('/events')) continue
    const { account, users, things } = await aWorld()
    for (const [kind, user] of Object.entries(users)) {
      const { permissions } = await actorFor(database.db, account, user)
      const isAllowed = row.may === 'signed-in' || row.may.some(one => permissions.has(one as Permission))
      const answer = await ask(operation, row, things, await signedIn(database.db, account, user))
      // What others ran is hidden rather than refused.
      const isRefused = answer.statusCode === 403 || (answer.statusCode === 404 && Boolean(row.path))
      if (isAllowed === isRefused || answer.statusCode >= 500)
        unexpected.push(`${operation} by ${kind}: ${answer.statusCode} ${answer.body.slice(0, 120)}`)
    }
  }
  assert.deepEqual(unexpected, [])
})

test('a thing of another account is answered exactly as one that does not exist', async () => {
  const unexpected: string[] = []
  const here = await aWorld()
  const there = await aWorld()
  const nowhere = Object.fromEntries(Object.keys(here.things).map(name => [name, newId()])) as Things
  const who = await signedIn(database.db, here.account, here.account.admin)
  for (const [operation, row] of operations) {
    // Actions have the same names everywhere, and sources name their items themselves.
    if (!row.path || /\{(name|source|version)\}/.test(operation)) continue
    const named = await ask(operation, row, { ...here.things, ...pathOnly(there.things) }, who)
    const unknown = await ask(operation, row, { ...here.things, ...pathOnly(nowhere) }, who)
    const answers = [named, unknown].map(answer => [
      answer.statusCode,
      answer.json().code,
      answer.json().title,
    ])
    if (named.statusCode !== 404 || JSON.stringify(answers[0]) !== JSON.stringify(answers[1]))
      unexpected.push(`${operation}: ${JSON.stringify(answers)}`)
  }
  assert.deepEqual(unexpected, [])
  const selected = await ask(
    'POST /api/v1/bulk-actions/{name}/reviews',
    matrix['POST /api/v1/bulk-actions/{name}/reviews']!,
    there.things,
    who,
  )
  assert.deepEqual([selected.json().selected, selected.json().unknown], [0, 1])
})

const pathOnly = ({ accountId: _, adminId: __, inactiveId: ___, ...named }: Things) => named

test('an ended session, a user who was inactivated and nobody at all are let in nowhere', async () => {
  const { account, things } = await aWorld()
  const leaver = await aUser(database.db, account, { templateId: account.templates.admin, hasJoined: true })
  const strangers = {
    nobody: { cookie: 'nothing=here' },
    'an ended session': await signedIn(database.db, account, account.admin),
    'who was inactivated': await signedIn(database.db, account, leaver),
  }
  await app.inject({
    method: 'DELETE',
    url: '/api/v1/session',
    headers: { ...strangers['an ended session'], 'sec-fetch-site': 'same-origin' },
  })
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
    for (const [kind, who] of Object.entries(strangers)) {
      const answer = await ask(operation, row, things, who)
      if (answer.statusCode !== 401) unexpected.push(`${operation} by ${kind}: ${answer.statusCode}`)
    }
  }
  assert.deepEqual(unexpected, [])
})

test('a key with every scope is let in where its owner is, and without the scope of an operation not to that', async () => {
  const unexpected: string[] = []
  for (const [operation, row] of operations) {
    if (operation.endsWith('/events')) continue
    const { account, things } = await aWorld()
    // Not who started the run: their own are theirs to see without a permission.
    const other = await aUser(database.db, account, { templateId: account.templates.admin, hasJoined: true })
    const admin = await actorFor(database.db, account, other)
    const needed = row.may === 'signed-in' ? [] : row.may
    const without = [...admin.permissions].filter(scope => !needed.includes(scope))
    const keys = { without, whole: [...admin.permissions] }
    for (const [name, scopes] of Object.entries(keys)) {
      const { key } = await inAccount(database.db, account.id, tx =>
        createApiKey(tx, admin, { name, scopes, days: 1 }, new Date()),
      )
      const answer = await ask(operation, row, things, { authorization: `Bearer ${key}` })
      const isAllowed =
        !row.sessionOnly && (row.may === 'signed-in' || (name === 'whole' && row.may.length > 0))
      const isRefused = answer.statusCode === 403 || (answer.statusCode === 404 && Boolean(row.path))
      if (isAllowed === isRefused || answer.statusCode === 401 || answer.statusCode >= 500)
        unexpected.push(`${operation} ${name}: ${answer.statusCode} ${answer.body.slice(0, 120)}`)
    }
  }
  assert.deepEqual(unexpected, [])
})
