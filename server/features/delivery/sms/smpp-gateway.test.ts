import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Pdu } from 'smpp'
import { scriptedSmsc } from '../../../../test/scripted-smsc.ts'
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

async function anSmsc(t: TestContext, ...script: Parameters<typeof scriptedSmsc>) {
  const smsc = await scriptedSmsc(...script)
  const parsed = parseSmsUrl(`smpp://user:pass@127.0.0.1:${smsc.port}?from=15550100&pace=1000`)
  assert.ok(parsed.kind === 'smpp')
  const heard: Pdu[] = []
  const gateway = smppGateway(parsed, async pdu => void heard.push(pdu), timeouts)
  t.after(async () => {
    await gateway.close()
    await smsc.close()
  })
  return { gateway, smsc, heard }
}

test('nothing of a message is written before the fence said yes, and never where it says no', async t => {
  const { gateway, smsc } = await anSmsc(t)
  assert.deepEqual(await gateway.deliver(sms, async () => false), { fencedOff: true })
  const result = await gateway.deliver(sms, async () => {
    assert.equal(smsc.submitted.length, 0)
    return true
  })
  const reference = 'smsc-79051111111'
  assert.deepEqual(result, { accepted: true, reply: `SMPP message ${reference}`, reference })
  const [pdu] = smsc.taken
  assert.deepEqual(
    [pdu?.destination_addr, pdu?.source_addr, pdu?.registered_delivery, pdu?.user_message_reference],
    ['79051111111', '15550100', 1, 0xbeef],
  )
  assert.equal((pdu!.short_message as { message: string }).message, sms.text)
})

test('a long text and one in Cyrillic come whole', async t => {
  const { gateway, smsc } = await anSmsc(t)
  for (const text of ['a'.repeat(400), 'Привет '.repeat(30), 'Привет'])
    await gateway.deliver({ ...sms, text }, yes)
  const texts = smsc.taken.map(pdu => {
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
    const { gateway } = await anSmsc(t, () => ({ status }))
    const result = await gateway.deliver(sms, yes)
    assert.ok('failed' in result)
    assert.deepEqual([result.failed.klass, result.failed.reason], [klass, reason])
  })
}

test('hung up, or no answer, after the command was written: it may have arrived; the next goes over a new session', async t => {
  const { gateway, smsc } = await anSmsc(t, (_, number) => (number === 0 ? { drop: true } : 'takes'))
  const lost = await gateway.deliver(sms, yes)
  assert.ok('failed' in lost && lost.failed.klass === 'unknown-after-dot')
  assert.ok('accepted' in (await gateway.deliver(sms, yes)))
  assert.equal(smsc.sessions.length, 2)
  const { gateway: mute } = await anSmsc(t, () => ({ stall: true }))
  const silent = await mute.deliver(sms, yes)
  assert.ok('failed' in silent && silent.failed.klass === 'unknown-after-dot')
})

test('a refused sign-in, and a gateway that is not there, are nobody’s message’s fault', async t => {
  const { gateway } = await anSmsc(t, undefined, 0x0e)
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
  const { gateway, smsc, heard } = await anSmsc(t)
  await gateway.deliver(sms, yes)
  const acknowledged = await new Promise<Pdu>(resolve => {
    smsc.sessions[0]!.deliver_sm(
      { source_addr: '79051111111', destination_addr: '15550100', short_message: 'STOP' },
      resolve,
    )
  })
  assert.equal(acknowledged.command_status, 0)
  assert.equal(heard.length, 1)
})
