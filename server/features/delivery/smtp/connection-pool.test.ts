import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type Answer, drop, type Step, scriptedSmtpServer } from '../../../../test/scripted-smtp-server.ts'
import { type ConnectionPool, connectionPool, type PoolOptions, parseSmtpUrl } from './index.ts'

const mime = Buffer.from('Subject: Hello\r\n\r\nHello\r\n')
const send = (pool: ConnectionPool, to = 'ana@star.example', fence = async () => true) =>
  pool.deliver({ from: 'no-reply@muster.example', to }, mime, fence)

async function poolTo(
  t: TestContext,
  script: Partial<Record<Step, Answer | Answer[]>> = {},
  options: PoolOptions = {},
) {
  const server = await scriptedSmtpServer(script)
  const pool = connectionPool(parseSmtpUrl(`smtp://127.0.0.1:${server.port}`), { lanes: 2, ...options })
  t.after(async () => {
    await pool.close()
    await server.close()
  })
  return { server, pool }
}

test('one connection serves message after message', async t => {
  const { server, pool } = await poolTo(t)
  for (let count = 0; count < 5; count += 1) assert.ok('accepted' in (await send(pool)))
  assert.equal(server.connections, 1)
  assert.equal(server.messages.length, 5)
})

test('never more connections than lanes, and everyone gets a turn', async t => {
  const { server, pool } = await poolTo(t)
  let inFlight = 0
  let most = 0
  const fence = async () => {
    most = Math.max(most, ++inFlight)
    await new Promise(resolve => setImmediate(resolve))
    inFlight -= 1
    return true
  }
  const results = await Promise.all(Array.from({ length: 20 }, () => send(pool, undefined, fence)))
  assert.ok(results.every(result => 'accepted' in result))
  assert.ok(most <= 2)
  assert.ok(server.connections <= 2)
})

test('after a refused person the connection is cleared and used again', async t => {
  const { server, pool } = await poolTo(t, {
    RCPT: ['550 5.1.1 No such user'],
    DATA: ['554 5.5.1 No recipients'],
  })
  assert.ok('failed' in (await send(pool)))
  assert.ok('accepted' in (await send(pool)))
  assert.equal(server.connections, 1)
  assert.ok(server.heard.includes('RSET'))
})

test('a refused or broken fence costs its connection, the next message gets a new one', async t => {
  const { server, pool } = await poolTo(t)
  assert.deepEqual(await send(pool, undefined, async () => false), { fencedOff: true })
  await assert.rejects(
    send(pool, undefined, () => Promise.reject(new Error('database away'))),
    /database away/,
  )
  assert.ok('accepted' in (await send(pool)))
  assert.equal(server.connections, 3)
  assert.equal(server.messages.length, 1)
})

for (const [what, answer] of Object.entries({ 'hangs up': drop, 'says 421': '421 4.4.2 Idle too long' })) {
  test(`a server that ${what} on a connection that rested is asked anew, the fence once`, async t => {
    const { server, pool } = await poolTo(t, { MAIL: ['250 Ok', answer] })
    let asked = 0
    const fence = async () => {
      asked += 1
      return true
    }
    assert.ok('accepted' in (await send(pool, undefined, fence)))
    assert.ok('accepted' in (await send(pool, undefined, fence)))
    assert.equal(server.connections, 2)
    assert.equal(asked, 2)
  })
}

test('what is lost after the dot is never sent again by the pool', async t => {
  const { server, pool } = await poolTo(t, { dot: ['250 Ok', drop] })
  assert.ok('accepted' in (await send(pool)))
  const result = await send(pool)
  assert.ok('failed' in result && result.failed.klass === 'unknown-after-dot')
  assert.equal(server.messages.length, 2)
  assert.equal(server.connections, 2 - 1)
})

test('a connection that is not used for a while is closed with QUIT', async t => {
  const { server, pool } = await poolTo(t, {}, { idleMs: 1 })
  await send(pool)
  await server.gone
  assert.ok(server.heard.includes('QUIT'))
  assert.ok('accepted' in (await send(pool)))
  assert.equal(server.connections, 2)
})

test('a server that can not be reached is a result, not an exception, and is tried anew for the next message', async t => {
  const { pool } = await poolTo(t, { greeting: ['421 4.3.2 Not yet'] })
  const result = await send(pool)
  assert.ok('failed' in result && result.failed.phase === 'greeting')
  assert.ok('accepted' in (await send(pool)))
})

test('closing waits for what is under way and takes nothing more', async t => {
  const { server, pool } = await poolTo(t)
  let letGo = (_: boolean) => {}
  let onAsked = () => {}
  const asked = new Promise<void>(resolve => (onAsked = resolve))
  const underWay = send(pool, undefined, () => {
    onAsked()
    return new Promise(resolve => (letGo = resolve))
  })
  await asked
  const closed = pool.close()
  await assert.rejects(send(pool), /closed/)
  letGo(true)
  assert.ok('accepted' in (await underWay))
  await closed
  assert.equal(server.messages.length, 1)
})
