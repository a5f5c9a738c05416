import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { type TestContext, test } from 'node:test'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { anAccount, signedIn, testInstallation } from '../../test/account.ts'
import { testDatabase } from '../../test/database.ts'
import { connect } from '../db/connect.ts'
import { Problem } from '../lib/problem.ts'
import { buildApp } from './app.ts'

const testRoutes = (): FastifyPluginAsyncZod => async app => {
  app.get('/join/:secret', { config: { anonymous: true } }, async () => ({}))
  app.post('/broken', { config: { anonymous: true } }, async () => {
    throw Object.assign(new Error('Key (email)=(ana@example.com) exists'), { code: '23505' })
  })
  app.get('/mine', async () => ({}))
  app.get('/forbidden', async () => {
    throw new Problem('not-permitted')
  })
  app.post('/sign-in', { config: { anonymous: true } }, async () => {
    throw new Problem('wrong-user-name-or-password')
  })
}

/** @returns the app, and all that it has logged so far, line by line */
async function anAppThatLogs(t: TestContext) {
  const database = await testDatabase()
  const { db, close } = connect(database.url)
  const stream = new PassThrough()
  const app = await buildApp({ db, installation: testInstallation }, [testRoutes], {
    logger: { level: 'trace', stream },
  })
  t.after(async () => {
    await app.close()
    await close()
    await database.close()
  })
  const logged = () => String(stream.read())
  return { app, db, logged }
}
const linesOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))

test('logs tell routes, never what a person sent or a secret in an address', async t => {
  const { app, logged } = await anAppThatLogs(t)
  await app.inject('/api/v1/join/top-secret?email=ana@example.com')
  await app.inject({ method: 'POST', url: '/api/v1/broken', payload: { email: 'ana@example.com' } })
  await app.inject('/nowhere/top-secret')
  await app.inject('/%zz-top-secret')

  const text = logged()
  assert.doesNotMatch(text, /ana@example\.com|top-secret/)
  const lines = linesOf(text)
  const [joined, defect, answered, nowhere] = lines
  assert.equal(new Date(joined.time).toISOString(), joined.time)
  assert.deepEqual([joined.route, joined.status], ['/api/v1/join/:secret', 200])
  assert.deepEqual([defect.event, defect.route, defect.code], ['could not answer', '/api/v1/broken', '23505'])
  assert.deepEqual([answered.route, answered.status], ['/api/v1/broken', 500])
  assert.deepEqual([nowhere.route, nowhere.status], ['none', 404])
  assert.equal(lines.filter(({ event }) => event === 'could not answer').length, 1)
})

test('who is refused is logged by their ids with the reason, who is answered is not', async t => {
  const { app, db, logged } = await anAppThatLogs(t)
  const account = await anAccount(db)
  const headers = await signedIn(db, account, account.reader)
  await app.inject({ url: '/api/v1/mine', headers })
  await app.inject({ url: '/api/v1/forbidden', headers })
  await app.inject({ method: 'POST', url: '/api/v1/sign-in', payload: { userName: account.reader.userName } })
  await app.inject({ method: 'POST', url: '/api/v1/sign-in', headers: { 'sec-fetch-site': 'cross-site' } })
  await app.inject('/api/v1/mine')

  const text = logged()
  assert.ok(!text.includes(account.reader.userName!))
  const [mine, forbidden, wrong, elsewhere, nobody] = linesOf(text)
  assert.deepEqual([mine.level, mine.problem, mine.personId], ['info', undefined, undefined])
  assert.deepEqual([forbidden.level, forbidden.problem], ['warn', 'not-permitted'])
  assert.deepEqual([forbidden.accountId, forbidden.personId], [account.id, account.reader.id])
  assert.deepEqual([wrong.level, wrong.problem], ['warn', 'wrong-user-name-or-password'])
  assert.deepEqual([elsewhere.level, elsewhere.problem], ['warn', 'not-same-origin'])
  assert.deepEqual([nobody.level, nobody.problem, nobody.personId], ['info', 'not-signed-in', undefined])
})
