import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { appFor, signIn } from '../../../test/account.ts'
import { testDatabase } from '../../../test/database.ts'
import { connect, inAccount } from '../../db/connect.ts'
import { signInRoutes } from './routes.ts'

const input = {
  accountName: '  Harbour  Works ',
  country: 'DE',
  language: 'ru',
  timeZone: 'Europe/Berlin',
  firstName: 'Ada',
  lastName: 'Lindqvist',
  email: ' Ada@Example.COM',
  password: 'a lantern over seven quiet harbours',
}

async function freshApp(t: TestContext) {
  const database = await testDatabase()
  const connection = connect(database.url)
  const app = await appFor(connection, { features: [signInRoutes] })
  t.after(async () => {
    await app.close()
    await connection.close()
    await database.close()
  })
  const setUp = (payload: object) => app.inject({ method: 'POST', url: '/api/v1/setup', payload })
  const isNeeded = async () => (await app.inject({ url: '/api/v1/setup' })).json().needed
  return { app, db: connection.db, setUp, isNeeded }
}

test('first-run set-up makes the account and signs its first Directory Admin in', async t => {
  const { app, db, setUp, isNeeded } = await freshApp(t)
  assert.equal(await isNeeded(), true)
  const answer = await setUp(input)
  assert.equal(answer.statusCode, 204)
  assert.equal(await isNeeded(), false)

  const cookie = `muster_session=${answer.cookies[0]?.value}`
  const me = (await app.inject({ url: '/api/v1/session', headers: { cookie } })).json()
  assert.equal(me.person.name, 'Ada Lindqvist')
  assert.equal(me.person.userName, 'ada@example.com')
  assert.equal(me.account.name, 'Harbour Works')
  assert.equal(me.language, 'ru')
  assert.ok(me.permissions.includes('directory.assign-any-template'))
  assert.ok(await signIn(app, 'ada@example.com', input.password))

  const made = await inAccount(db, me.account.id, async tx => ({
    account: await tx.selectFrom('account').selectAll().executeTakeFirstOrThrow(),
    company: await tx.selectFrom('company').selectAll().executeTakeFirstOrThrow(),
    state: await tx.selectFrom('person_state').selectAll().executeTakeFirstOrThrow(),
    templates: await tx.selectFrom('permission_template').select('name').execute(),
  }))
  assert.equal(made.account.time_zone, 'Europe/Berlin')
  assert.deepEqual([made.company.name, made.company.is_own], ['Harbour Works', true])
  assert.equal(made.state.invitation_state, 'accepted')
  assert.equal(made.state.company_id, made.company.id)
  assert.equal(made.state.active_email, 'ada@example.com')
  assert.equal(made.templates.length, 6)
})

test('set-up happens once', async t => {
  const { setUp } = await freshApp(t)
  await setUp(input)
  for (const again of [input, { ...input, email: 'eve@example.com' }, {}]) {
    const answer = await setUp(again)
    assert.deepEqual([answer.statusCode, answer.json().code], [409, 'already-set-up'])
  }
})

test('of two who set up at once, one succeeds', async t => {
  const { db, setUp } = await freshApp(t)
  const answers = await Promise.all([setUp(input), setUp({ ...input, email: 'eve@example.com' })])
  assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [204, 409])
  assert.equal((await db.selectFrom('login').select('id').execute()).length, 1)
})

test('faulty input is told all its faults at once, of form and of meaning, and nothing is made', async t => {
  const { setUp, isNeeded } = await freshApp(t)
  const answer = await setUp({
    accountName: ' \u200b ',
    country: 'QX',
    language: 'fr',
    timeZone: 'Mars/Olympus',
    firstName: 'x'.repeat(101),
    email: 'ada@',
    password: 'short',
  })
  assert.equal(answer.statusCode, 422)
  assert.deepEqual(
    answer
      .json()
      .faults.map((fault: { path: string[]; reason: string }) => `${fault.path.join('.')} ${fault.reason}`)
      .sort(),
    [
      'accountName required',
      'country not-a-choice',
      'email email-malformed',
      'firstName too-long',
      'language not-a-choice',
      'lastName required',
      'password too-common',
      'password too-short',
      'timeZone not-a-choice',
    ],
  )
  assert.equal(await isNeeded(), true)
})

test('no body at all is told what is required', async t => {
  const { app } = await freshApp(t)
  const answer = await app.inject({ method: 'POST', url: '/api/v1/setup' })
  assert.equal(answer.statusCode, 422)
  assert.ok(answer.json().faults.length > 3)
})
