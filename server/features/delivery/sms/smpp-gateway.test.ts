import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import smpp, { type Pdu, type Session } from 'smpp'
import { smppGateway } from './smpp-gateway.ts'
import { parseSmsUrl } from './sms-url.ts'

const sms = {
  id: '0197f0f0-0000-7000-8000-00000000beef',
  accountId: '0197f0f0-0000-7000-8000-000000000001',
  to: '+79051111111',
  text: 'Ada [Admin] invites you',
}
const timeouts = { connectMs: 2_000, answerMs: 300 }
const yes = async () => true

/** A real SMPP server on loopback. @param answered what becomes of a submit_sm */
async function anSmsc(t: TestContext, answered: (pdu: Pdu, session: Session) => void, bindStatus = 0) {
  const submitted: Pdu[] = []
  const sessions: Session[] = []
  const server = smpp.createServer(session => {
    sessions.push(session)
    session.on('error', () => {})
    session.on('bind_transceiver', (pdu: Pdu) => session.send(pdu.response({ command_status: bindStatus })))
    session.on('unbind', (pdu: Pdu) => session.send(pdu.response()))
    session.on('submit_sm', (pdu: Pdu) => {
      submitted.push(pdu)
      answered(pdu, session)
    })
  })
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve))
  const url = `smpp://user:pass@127.0.0.1:${server.address().port}?from=15550100&pace=1000`
  const parsed = parseSmsUrl(url)
  assert.ok(parsed.kind === 'smpp')
  const heard: Pdu[] = []
  const gateway = smppGateway(parsed, async pdu => void heard.push(pdu), timeouts)
  t.after(async () => {
    await gateway.close()
    for (const session of sessions) session.destroy()
    await new Promise<void>(resolve => server.close(() => resolve()))
  })
  return { gateway, submitted, sessions, heard }
}
const takes = (pdu: Pdu, session: Session) => session.send(pdu.response({ message_id: 'x-1' }))

test('nothing of a message is written before the fence said yes, and never where it says no', async t => {
  const { gateway, submitted } = await anSmsc(t, takes)
  assert.deepEqual(await gateway.deliver(sms, async () => false), { fencedOff: true })
  const result = await gateway.deliver(sms, async () => {
    assert.equal(submitted.length, 0)
    return true
  })
  assert.deepEqual(result, { accepted: true, reply: 'SMPP message x-1', reference: 'x-1' })
  const [pdu] = submitted
  assert.deepEqual(
    [pdu?.destination_addr, pdu?.source_addr, pdu?.registered_delivery, pdu?.user_message_reference],
    ['79051111111', '15550100', 1, 0xbeef],
  )
  assert.equal((pdu!.short_message as { message: string }).message, sms.text)
})

test('a long text and one in Cyrillic come whole', async t => {
  const { gateway, submitted } = await anSmsc(t, takes)
  for (const text of ['a'.repeat(400), 'Привет '.repeat(30), 'Привет'])
    await gateway.deliver({ ...sms, text }, yes)
  const texts = submitted.map(pdu => {
    const part = (pdu.message_payload ?? pdu.short_message) as { message: string }
    return part.message
  })
  assert.deepEqual(texts, ['a'.repeat(400), 'Привет '.repeat(30), 'Привет'])
})

for (const [status, klass, reason] of [
  [0x58, 'temporary', 'gateway-throttles'],
  [0x14, 'temporary', 'gateway-throttles'],
  [0x0b, 'permanent', 'number-does-not-exist'],
  [0x0a, 'configuration', 'sender-refused-by-gateway'],
  [0x08, 'temporary', 'gateway-temporarily-refuses'],
  [0x999, 'permanent', 'refused-by-gateway'],
] as const) {
  test(`status 0x${status.toString(16)} means ${reason}`, async t => {
    const { gateway } = await anSmsc(t, (pdu, session) =>
      session.send(pdu.response({ command_status: status })),
    )
    const result = await gateway.deliver(sms, yes)
    assert.ok('failed' in result)
    assert.deepEqual([result.failed.klass, result.failed.reason], [klass, reason])
  })
}

test('hung up, or no answer, after the command was written: it may have arrived; the next goes over a new session', async t => {
  let first = true
  const { gateway, sessions } = await anSmsc(t, (pdu, session) => {
    if (!first) takes(pdu, session)
    else session.destroy()
    first = false
  })
  const lost = await gateway.deliver(sms, yes)
  assert.ok('failed' in lost && lost.failed.klass === 'unknown-after-dot')
  assert.ok('accepted' in (await gateway.deliver(sms, yes)))
  assert.equal(sessions.length, 2)
  const { gateway: mute } = await anSmsc(t, () => {})
  const silent = await mute.deliver(sms, yes)
  assert.ok('failed' in silent && silent.failed.klass === 'unknown-after-dot')
})

test('a refused sign-in, and a gateway that is not there, are nobody’s message’s fault', async t => {
  const { gateway } = await anSmsc(t, takes, 0x0e)
  const refused = await gateway.deliver(sms, async () => assert.fail('asked'))
  assert.ok('failed' in refused)
  assert.deepEqual(
    [refused.failed.reason, refused.failed.klass, refused.failed.isBeforeMessage],
    ['sign-in-refused-by-gateway', 'configuration', true],
  )
  const nowhere = parseSmsUrl('smpp://user:pass@127.0.0.1:9?from=15550100')
  assert.ok(nowhere.kind === 'smpp')
  const away = await smppGateway(nowhere, async () => {}, timeouts).deliver(sms, yes)
  assert.ok('failed' in away)
  assert.deepEqual([away.failed.reason, away.failed.isBeforeMessage], ['gateway-unreachable', true])
})

test('what the gateway tells on the session is heard, and acknowledged only afterwards', async t => {
  const { gateway, sessions, heard } = await anSmsc(t, takes)
  await gateway.deliver(sms, yes)
  const acknowledged = await new Promise<Pdu>(resolve => {
    sessions[0]!.deliver_sm(
      { source_addr: '79051111111', destination_addr: '15550100', short_message: 'STOP' },
      resolve,
    )
  })
  assert.equal(acknowledged.command_status, 0)
  assert.equal(heard.length, 1)
})
