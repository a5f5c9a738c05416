import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type SmsAnswer, scriptedSmsGateway } from '../../../../test/scripted-sms-gateway.ts'
import { twilioReport } from './delivery-report.ts'
import { parseSmsUrl, smsGatewayFor } from './index.ts'

const sms = {
  id: '0197f0f0-0000-7000-8000-00000000beef',
  accountId: '0197f0f0-0000-7000-8000-000000000001',
  to: '+79051111111',
  text: 'Ada [Admin] invites you',
}
const ears = {
  reportUrl: ({ id }: { id: string }) => `http://muster.example/reports/${id}`,
  heard: async () => {},
}
const timeouts = { connectMs: 2_000, answerMs: 300 }
const yes = async () => true
const urlOf = { kannel: 'kannel+http://user:pass@', twilio: 'twilio://AC1:token@' }

async function gatewayThat(t: TestContext, kind: 'kannel' | 'twilio', answer: SmsAnswer) {
  const far = await scriptedSmsGateway(() => answer)
  const near = smsGatewayFor(
    parseSmsUrl(`${urlOf[kind]}127.0.0.1:${far.port}?from=+15550100&pace=1000&lanes=1`),
    ears,
    timeouts,
  )
  t.after(async () => {
    await near.close()
    await far.close()
  })
  return { far, near }
}

for (const kind of ['kannel', 'twilio'] as const) {
  test(`${kind}: the gateway has the whole request only once the fence has said yes, and then all that it needs`, async t => {
    const gateway = await gatewayThat(t, kind, { status: 202, text: '{"sid":"SM1"}' })
    const result = await gateway.near.deliver(sms, async () => {
      assert.equal(gateway.far.heard.length, 0)
      return true
    })
    assert.ok('accepted' in result)
    assert.deepEqual(gateway.far.taken, [
      {
        to: '+79051111111',
        text: sms.text,
        from: '+15550100',
        reference: sms.id,
        reportUrl: `http://muster.example/reports/${sms.id}${kind === 'kannel' ? '?status=%d&reply=%A' : ''}`,
      },
    ])
  })

  test(`${kind}: when the fence says no, or breaks, the gateway never has a whole request`, async t => {
    const gateway = await gatewayThat(t, kind, { status: 202, text: '' })
    assert.deepEqual(await gateway.near.deliver(sms, async () => false), { fencedOff: true })
    await assert.rejects(
      gateway.near.deliver(sms, () => Promise.reject(new Error('no database'))),
      /no database/,
    )
    assert.ok('accepted' in (await gateway.near.deliver(sms, yes)))
    assert.equal(gateway.far.heard.length, 1)
  })
}

for (const [kind, status, text, klass, reason] of [
  ['kannel', 403, 'Authorization failed for sendsms', 'configuration', 'sign-in-refused-by-gateway'],
  ['kannel', 400, 'Sender missing and no global set, rejected', 'configuration', 'sender-refused-by-gateway'],
  ['kannel', 404, 'Not found', 'configuration', 'not-an-sms-gateway'],
  ['kannel', 302, '', 'configuration', 'not-an-sms-gateway'],
  ['kannel', 403, 'Not routable. Do not try again.', 'permanent', 'number-not-reachable'],
  ['kannel', 400, 'Number is blacklisted', 'permanent', 'number-blocked'],
  ['kannel', 400, 'Unknown receiver number', 'permanent', 'number-does-not-exist'],
  ['kannel', 400, 'The number of messages of this month is used up', 'permanent', 'refused-by-gateway'],
  ['kannel', 422, 'Hm', 'permanent', 'refused-by-gateway'],
  ['kannel', 503, 'Temporal failure, try again later.', 'temporary', 'gateway-temporarily-refuses'],
  ['kannel', 429, 'Slow down', 'temporary', 'gateway-throttles'],
  ['kannel', 504, 'Gateway time-out', 'unknown-after-dot', 'answer-not-heard'],
  ['twilio', 401, '{"code":20003}', 'configuration', 'sign-in-refused-by-gateway'],
  ['twilio', 400, '{"code":21606}', 'configuration', 'sender-refused-by-gateway'],
  ['twilio', 400, '{"code":21211}', 'permanent', 'number-does-not-exist'],
  ['twilio', 400, '{"code":21614}', 'permanent', 'phone-not-mobile'],
  ['twilio', 400, '{"code":21408}', 'permanent', 'country-not-served'],
  ['twilio', 400, '{"code":21610}', 'permanent', 'stopped'],
  ['twilio', 400, 'no JSON', 'permanent', 'refused-by-gateway'],
  ['twilio', 429, '{"code":20429}', 'temporary', 'gateway-throttles'],
  ['twilio', 500, '', 'temporary', 'gateway-temporarily-refuses'],
] as const) {
  test(`${kind} answers ${status} ${text}: ${reason}`, async t => {
    const gateway = await gatewayThat(t, kind, { status, text })
    const result = await gateway.near.deliver(sms, yes)
    assert.ok('failed' in result)
    assert.deepEqual([result.failed.klass, result.failed.reason], [klass, reason])
    assert.equal(result.failed.isBeforeMessage, false)
  })
}

test('what Twilio reports of a number later is what it answers at once', () => {
  for (const [code, outcome, reason] of [
    ['21211', 'bounced', 'number-does-not-exist'],
    ['30005', 'bounced', 'number-does-not-exist'],
    ['30006', 'bounced', 'phone-not-mobile'],
    ['30004', 'missed', 'number-blocked'],
    ['30003', 'missed', undefined],
  ] as const) {
    const report = twilioReport('undelivered', code)
    assert.deepEqual([report?.outcome, report?.reason], [outcome, reason], code)
  }
})

test('a gateway that hangs up, or never answers, after the end of the request: it may have arrived', async t => {
  for (const answer of [{ drop: true }, { stall: true }] as const) {
    const gateway = await gatewayThat(t, 'kannel', answer)
    const result = await gateway.near.deliver(sms, yes)
    assert.ok('failed' in result)
    assert.equal(result.failed.klass, 'unknown-after-dot')
  }
})

test('a gateway that is not there: nothing was said about the message, and the fence is not asked', async t => {
  const gateway = await gatewayThat(t, 'kannel', { status: 202, text: '' })
  await gateway.far.close()
  const result = await gateway.near.deliver(sms, async () => assert.fail('asked'))
  assert.ok('failed' in result)
  assert.deepEqual([result.failed.reason, result.failed.isBeforeMessage], ['gateway-unreachable', true])
})

test('a gateway that hangs up unused connections costs nobody anything', async () => {
  let far = await scriptedSmsGateway()
  const { port } = far
  const near = smsGatewayFor(
    parseSmsUrl(`kannel+http://user:pass@127.0.0.1:${port}?from=15550100&pace=1000`),
    ears,
    timeouts,
  )
  assert.ok('accepted' in (await near.deliver(sms, yes)))
  await far.close()
  far = await scriptedSmsGateway(undefined, port)
  assert.ok('accepted' in (await near.deliver(sms, yes)))
  await near.close()
  await far.close()
})

test('who says when to come back is believed, up to an hour', async t => {
  for (const [header, seconds] of [
    ['7', 7],
    ['999999', 3600],
  ] as const) {
    const gateway = await gatewayThat(t, 'twilio', {
      status: 429,
      text: '',
      headers: { 'retry-after': header },
    })
    const result = await gateway.near.deliver(sms, yes)
    assert.ok('failed' in result)
    assert.equal(result.failed.retryInSeconds, seconds)
  }
})
