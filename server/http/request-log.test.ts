import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { testInstallation } from '../../test/account.ts'
import { testDatabase } from '../../test/database.ts'
import { connect } from '../db/connect.ts'
import { buildApp } from './app.ts'

const testRoutes = (): FastifyPluginAsyncZod => async app => {
  app.get('/join/:secret', { config: { anonymous: true } }, async () => ({}))
  app.post('/broken', { config: { anonymous: true } }, async () => {
    throw Object.assign(new Error('Key (email)=(ana@example.com) exists'), { code: '23505' })
  })
}

test('logs tell routes, never what a person sent or a secret in an address', async t => {
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
  await app.inject('/api/v1/join/top-secret?email=ana@example.com')
  await app.inject({ method: 'POST', url: '/api/v1/broken', payload: { email: 'ana@example.com' } })
  await app.inject('/nowhere/top-secret')
  await app.inject('/%zz-top-secret')

  const text = String(stream.read())
  assert.doesNotMatch(text, /ana@example\.com|top-secret/)
  const lines = text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  const [joined, defect, answered, nowhere] = lines
  assert.deepEqual([joined.route, joined.status], ['/api/v1/join/:secret', 200])
  assert.deepEqual([defect.msg, defect.route, defect.code], ['could not answer', '/api/v1/broken', '23505'])
  assert.deepEqual([answered.route, answered.status], ['/api/v1/broken', 500])
  assert.deepEqual([nowhere.route, nowhere.status], ['none', 404])
  assert.equal(lines.filter(({ msg }) => msg === 'could not answer').length, 1)
})
