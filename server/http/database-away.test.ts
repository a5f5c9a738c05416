import assert from 'node:assert/strict'
import net from 'node:net'
import { type TestContext, test } from 'node:test'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import pg from 'pg'
import { anAccount, appFor, signedIn } from '../../test/account.ts'
import { testDatabase } from '../../test/database.ts'
import { connect, type Db } from '../db/connect.ts'
import { askDatabase } from './queries.ts'

const asking = (db: Db) => (): FastifyPluginAsyncZod => async app => {
  app.get('/asking', { config: { anonymous: true } }, async () => {
    await askDatabase(db)
    return { ok: true }
  })
}

async function appOver(t: TestContext, url: string, afterwards = async () => {}) {
  const connection = connect(url, 2)
  const app = await appFor(connection, { features: [asking(connection.db)] })
  t.after(async () => {
    await app.close()
    await connection.close()
    await afterwards()
  })
  return { app, connection }
}

function assertUnavailable(answer: { statusCode: number; headers: object; json(): { code: string } }) {
  assert.equal(answer.statusCode, 503)
  assert.equal(answer.json().code, 'unavailable')
  assert.ok('retry-after' in answer.headers)
}

test('a database that refuses to be reached makes the answer 503, also to who has a cookie', async t => {
  const closed = net.createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => closed.once('listening', resolve))
  const { port } = closed.address() as net.AddressInfo
  await new Promise(resolve => closed.close(resolve))

  const { app } = await appOver(t, `postgres://muster@127.0.0.1:${port}/muster`)
  assertUnavailable(await app.inject({ url: '/api/v1/asking' }))
  assertUnavailable(await app.inject({ url: '/api/v1/asking', headers: { cookie: 'muster_session=x' } }))
  assertUnavailable(await app.inject({ url: '/readyz' }))
  assert.equal((await app.inject({ url: '/livez' })).statusCode, 200)
})

test('a database that is only silent makes the answer 503 too', async t => {
  const sockets = new Set<net.Socket>()
  const silent = net.createServer(socket => sockets.add(socket)).listen(0, '127.0.0.1')
  await new Promise(resolve => silent.once('listening', resolve))
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    silent.close()
  })
  const { port } = silent.address() as net.AddressInfo
  const { app } = await appOver(t, `postgres://muster@127.0.0.1:${port}/muster`)
  assertUnavailable(await app.inject({ url: '/api/v1/asking' }))
})

test('a server that dies under its connections is asked again by the next request', async t => {
  const database = await testDatabase()
  const { app, connection } = await appOver(t, database.url, database.close)
  const account = await anAccount(connection.db)
  const headers = await signedIn(connection.db, account, account.admin)
  const admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  for (let i = 0; i < 5; i++) {
    const answer = app.inject({ url: '/api/v1/asking', headers })
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    )
    const { statusCode } = await answer
    assert.ok(statusCode === 200 || statusCode === 503, String(statusCode))
  }
  await admin.end()
  // Each of the two connections may be found dead once more.
  const statuses: number[] = []
  while (statuses.length < 5) statuses.push((await app.inject({ url: '/api/v1/asking', headers })).statusCode)
  assert.equal(statuses.at(-1), 200)
})
