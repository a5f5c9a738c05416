import assert from 'node:assert/strict'
import net from 'node:net'
import { type TestContext, test } from 'node:test'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import pg from 'pg'
import { anAccount, appFor, signedIn } from '../../test/account.ts'
import { testDatabase } from '../../test/database.ts'
import { CommitUnheard, connect, type Db, inAccount } from '../db/connect.ts'
import { askDatabase } from './queries.ts'

const asking = (db: Db) => (): FastifyPluginAsyncZod => async app => {
  app.get('/asking', { config: { anonymous: true } }, async () => {
    await askDatabase(db)
    return { ok: true }
  })
}

async function appOver(t: TestContext, url: string, afterwards = async () => {}, routes = asking) {
  const connection = connect(url, 2)
  const app = await appFor(connection, { features: [routes(connection.db)] })
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

test('requests that wait for each other until all connections are taken are not told that the database is away', async t => {
  const database = await testDatabase()
  const waiting = (db: Db) => (): FastifyPluginAsyncZod => async app => {
    app.post('/waiting', { config: { anonymous: true } }, async () => {
      await sql`select pg_sleep(4.2)`.execute(db)
      return { ok: true }
    })
  }
  const connection = connect(database.url, 1)
  const app = await appFor(connection, { features: [waiting(connection.db)] })
  t.after(async () => {
    await app.close()
    await connection.close()
    await database.close()
  })
  const headers = { 'sec-fetch-site': 'same-origin' }
  assert.equal((await app.inject({ method: 'POST', url: '/api/v1/waiting', headers })).statusCode, 200)
})

test('what was under way when the database fell silent is not said to be undone', async t => {
  const database = await testDatabase()
  const gate = await aGateTo(database.url)
  const saving = (db: Db) => (): FastifyPluginAsyncZod => async app => {
    app.post('/saving', { config: { anonymous: true } }, async () => {
      await askDatabase(db)
      gate.close()
      await askDatabase(db)
      return { ok: true }
    })
  }
  // Runs before what appOver leaves: whoever waits for an answer through the gate must be let go first.
  t.after(() => gate.end())
  const { app } = await appOver(t, gate.url, database.close, saving)
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/saving',
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  assert.deepEqual([answer.statusCode, answer.json().code], [503, 'outcome-unknown'])
})

test('a commit whose answer was not heard is in doubt, one that was refused is not', async t => {
  const database = await testDatabase()
  const connection = connect(database.url, 1)
  t.after(async () => {
    await connection.close()
    await database.close()
  })
  const account = await anAccount(connection.db)
  const other = new pg.Client({ connectionString: database.url })
  await other.connect()
  const killed = inAccount(connection.db, account.id, async tx => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    await other.query('select pg_terminate_backend($1)', [rows[0]!.pid])
  })
  await assert.rejects(killed, CommitUnheard)
  await other.end()
  const refused = inAccount(connection.db, account.id, async tx => {
    await sql`create temporary table pair (a int unique deferrable initially deferred)`.execute(tx)
    await sql`insert into pair values (1), (1)`.execute(tx)
  })
  await assert.rejects(refused, { code: '23505' })
})

/** A way to the database that can fall silent. */
async function aGateTo(url: string) {
  let isOpen = true
  const sockets = new Set<net.Socket>()
  const { hostname, port } = new URL(url)
  const gate = net.createServer(socket => {
    const server = net.connect(Number(port), hostname)
    for (const one of [socket, server]) {
      sockets.add(one)
      one.on('error', () => {})
    }
    socket.on('data', bytes => isOpen && server.write(bytes))
    server.on('data', bytes => isOpen && socket.write(bytes))
  })
  await new Promise<void>(resolve => gate.listen(0, '127.0.0.1', resolve))
  const through = Object.assign(new URL(url), { port: String((gate.address() as net.AddressInfo).port) }).href
  return {
    url: through,
    close: () => {
      isOpen = false
    },
    end: () => {
      for (const socket of sockets) socket.destroy()
      gate.close()
    },
  }
}
