import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { connectionPool, parseSmtpUrl } from '../smtp/index.ts'
import { type CaughtMessage, startMailbox } from './index.ts'

const envelope = { from: 'no-reply@muster.example', to: 'ana@star.example' }
const mime = Buffer.from('Subject: Hello\r\n\r\n.dot\r\nПривет\r\n')
const yes = async () => true

async function mailboxFor(t: TestContext, store: (message: CaughtMessage) => Promise<void>) {
  const mailbox = await startMailbox(store)
  const pool = connectionPool(parseSmtpUrl(mailbox.url), { lanes: 5 })
  t.after(async () => {
    await pool.close()
    await mailbox.close()
  })
  return { mailbox, pool }
}

test('a message is kept byte for byte with its envelope before it is answered', async t => {
  const kept: CaughtMessage[] = []
  let isKept = false
  const { pool } = await mailboxFor(t, async message => {
    kept.push(message)
    await new Promise(resolve => setImmediate(resolve))
    isKept = true
  })
  const result = await pool.deliver(envelope, mime, yes)
  assert.ok('accepted' in result && isKept)
  assert.deepEqual(kept, [{ envelopeFrom: envelope.from, envelopeTo: [envelope.to], raw: mime }])
})

test('a message that can not be kept is refused for now, and the sender tries again', async t => {
  let failures = 1
  const { pool } = await mailboxFor(t, async () => {
    if (failures-- > 0) throw new Error('table away')
  })
  const result = await pool.deliver(envelope, mime, yes)
  assert.ok('failed' in result && result.failed.klass === 'temporary' && result.failed.code === 451)
  assert.doesNotMatch(result.failed.reply ?? '', /table away/)
  assert.ok('accepted' in (await pool.deliver(envelope, mime, yes)))
})

test('a refused fence leaves nothing in the mailbox', async t => {
  const kept: CaughtMessage[] = []
  const { pool } = await mailboxFor(t, async message => void kept.push(message))
  assert.deepEqual(await pool.deliver(envelope, mime, async () => false), { fencedOff: true })
  await pool.deliver(envelope, mime, yes)
  assert.equal(kept.length, 1)
})

test('many at once are all kept, each once', async t => {
  const kept: string[] = []
  const { pool } = await mailboxFor(t, async message => void kept.push(message.envelopeTo[0]!))
  const to = Array.from({ length: 200 }, (_, index) => `user${index}@star.example`)
  const results = await Promise.all(to.map(address => pool.deliver({ ...envelope, to: address }, mime, yes)))
  assert.ok(results.every(result => 'accepted' in result))
  assert.deepEqual(kept.sort(), to.sort())
})

test('a message too big for the mailbox is refused for good', async t => {
  const { pool } = await mailboxFor(t, async () => assert.fail('kept'))
  const result = await pool.deliver(envelope, Buffer.alloc(10_000_001, 'x\r\n'), yes)
  assert.ok('failed' in result && result.failed.klass === 'permanent')
})
