import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { anAccount, appFor, signedIn } from '../../test/account.ts'
import { aPlace, atTheEnd } from '../../test/place.ts'
import { connect } from '../db/connect.ts'
import { Problem } from '../lib/problem.ts'

/** What the test routes did, in every process of this test. */
const effects: string[] = []
let mayGoOn = Promise.resolve()
const testRoutes = (): FastifyPluginAsyncZod => async app => {
  app.post('/effects', { schema: { body: z.object({ name: z.string() }) } }, async (request, reply) => {
    effects.push(request.body.name)
    await mayGoOn
    return reply.code(201).header('location', `/effects/${effects.length}`).send({ number: effects.length })
  })
  app.post('/refused', async () => {
    effects.push('refused')
    throw new Problem('not-invitable')
  })
  app.post('/broken', async () => {
    effects.push('broken')
    throw new Error('a defect')
  })
  app.post('/anonymous', { config: { anonymous: true } }, async () => ({ number: effects.push('anonymous') }))
}

const { database, app } = await aPlace({ features: [testRoutes] })
/** As another process of the same installation. */
const otherDatabase = connect(database.url)
atTheEnd(() => otherDatabase.close())
const otherApp = await appFor(otherDatabase, { features: [testRoutes] })
atTheEnd(() => otherApp.close())
const account = await anAccount(database.db)
const admin = await signedIn(database.db, account, account.admin)
const reader = await signedIn(database.db, account, account.reader)
beforeEach(() => {
  effects.length = 0
  mayGoOn = Promise.resolve()
})

type Sent = { url?: string; name?: string; key?: string; as?: { cookie: string }; to?: FastifyInstance }
const send = ({ url = '/effects', name = 'a', key, as = admin, to = app }: Sent) =>
  to.inject({
    method: 'POST',
    url: `/api/v1${url}`,
    payload: { name },
    headers: { ...as, ...(key !== undefined && { 'idempotency-key': key }) },
  })
const told = (answer: Awaited<ReturnType<typeof send>>) => ({
  status: answer.statusCode,
  location: answer.headers.location,
  type: answer.headers['content-type'],
  body: answer.body,
})

test('a thousand identical requests under one key act once and get the same answer', async () => {
  const answers = await Promise.all(Array.from({ length: 1000 }, () => send({ key: 'thousand' })))
  assert.deepEqual(effects, ['a'])
  const first = told(answers[0]!)
  assert.equal(first.status, 201)
  for (const answer of answers) assert.deepEqual(told(answer), first)
})

test('a repetition gets the first answer also later, and from another process', async () => {
  const first = told(await send({ key: 'later' }))
  assert.deepEqual(told(await send({ key: 'later' })), first)
  const again = await send({ key: 'later', to: otherApp })
  assert.deepEqual(told(again), first)
  assert.equal(again.headers['idempotency-replayed'], 'true')
  assert.deepEqual(effects, ['a'])
})

test('two processes asked at once act once', async () => {
  const gate = Promise.withResolvers<void>()
  mayGoOn = gate.promise
  const both = Promise.all([send({ key: 'both' }), send({ key: 'both', to: otherApp })])
  while (effects.length === 0) await new Promise(setImmediate)
  gate.resolve()
  const [one, other] = await both
  assert.deepEqual(told(one), told(other))
  assert.deepEqual(effects, ['a'])
})

test('who waits too long for the first is told that it is still at work', async () => {
  const gate = Promise.withResolvers<void>()
  mayGoOn = gate.promise
  const first = send({ key: 'slow' })
  while (effects.length === 0) await new Promise(setImmediate)
  const [here, there] = await Promise.all([send({ key: 'slow' }), send({ key: 'slow', to: otherApp })])
  for (const answer of [here, there]) {
    assert.deepEqual([answer.statusCode, answer.json().code], [409, 'same-request-in-progress'])
  }
  gate.resolve()
  assert.equal((await first).statusCode, 201)
  assert.deepEqual(effects, ['a'])
})

test('a key that was used for another request is refused', async () => {
  await send({ key: 'used' })
  for (const other of [{ name: 'b' }, { url: '/anonymous' }, { name: 'b', to: otherApp }]) {
    const answer = await send({ key: 'used', ...other })
    assert.deepEqual([answer.statusCode, answer.json().code], [422, 'key-used-for-another-request'])
  }
  assert.deepEqual(effects, ['a'])
})

test('a key belongs to one person, and none repeats nothing', async () => {
  await send({ key: 'mine' })
  await send({ key: 'mine', as: reader })
  await send({})
  await send({})
  assert.equal(effects.length, 4)
})

test('what was refused, or failed, may be asked again under its key', async () => {
  for (const url of ['/refused', '/refused', '/broken', '/broken']) await send({ url, key: `again ${url}` })
  assert.deepEqual(effects, ['refused', 'refused', 'broken', 'broken'])
})

test('for who is not signed in a key is ignored', async () => {
  for (let i = 1; i <= 2; i++) {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/anonymous',
      headers: { 'idempotency-key': 'x' },
    })
    assert.deepEqual(answer.json(), { number: i })
  }
})

test('a key has 1 to 200 characters', async () => {
  for (const key of ['', 'x'.repeat(201)]) {
    assert.equal((await send({ key })).json().code, 'malformed-request')
  }
})

test('many keys at once leave the connections for the work', async () => {
  const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => send({ key: `many ${i}` })))
  assert.ok(answers.every(answer => answer.statusCode === 201))
  assert.equal(effects.length, 200)
})
