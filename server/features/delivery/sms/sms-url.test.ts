import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseSmsUrl } from './sms-url.ts'

const common = { from: '15550100', pacePerSecond: 10, lanes: 4, user: 'user', password: 'pass' }

test('each kind of gateway is read with what it leaves out', () => {
  assert.deepEqual(
    parseSmsUrl('kannel+http://user:pass@sms.example.com:13013/cgi-bin/sendsms?from=15550100'),
    {
      kind: 'kannel',
      ...common,
      url: 'http://sms.example.com:13013/cgi-bin/sendsms',
    },
  )
  assert.deepEqual(parseSmsUrl('twilio://user:pass@api.example.com?from=+15550100&pace=25&lanes=8'), {
    kind: 'twilio',
    ...common,
    from: '+15550100',
    pacePerSecond: 25,
    lanes: 8,
    url: 'https://api.example.com',
  })
  assert.deepEqual(parseSmsUrl('smpp://user:p%40ss@sms.example.com?from=Muster'), {
    kind: 'smpp',
    ...common,
    password: 'p@ss',
    from: 'Muster',
    host: 'sms.example.com',
    port: 2775,
    tls: false,
  })
})

test('a Twilio-compatible gateway is asked without TLS on this machine only', () => {
  for (const host of ['127.0.0.1:8080', 'localhost:8080', '[::1]:8080'])
    assert.equal((parseSmsUrl(`twilio://a:b@${host}?from=1550`) as { url: string }).url, `http://${host}`)
})

test('what is malformed is one sentence with examples, without the password', () => {
  for (const [url, why] of [
    ['https://user:hunter2@sms.example.com', /begins with none of/],
    ['kannel+http://sms.example.com?from=15550100', /names no user and password/],
    ['kannel+http://user:hunter2@sms.example.com', /does not say what messages come from/],
    ['kannel+http://user:hunter2@sms.example.com?from=12', /neither a number nor a name/],
    ['kannel+http://user:hunter2@sms.example.com?from=15550100&color=red', /"color" is not one of/],
    ['smpp://user:hunter2@sms.example.com?from=15550100&pace=0', /"pace" is no number from 1 to 10000/],
    ['smpp://user:hunter2@sms.example.com/path?from=15550100', /something stands after the gateway/],
    ['smpp://user:hunter2@sms.example.com:0?from=15550100', /port is 0/],
    ['smpp://user:hun%ter2@sms.example.com?from=15550100', /written as %25/],
    ['smpp://user:hunter2#@sms.example.com', /names no user|cannot be read/],
  ] as const) {
    assert.throws(
      () => parseSmsUrl(url),
      (error: Error) => {
        assert.match(error.message, why, url)
        assert.match(error.message, /^SMS_URL is malformed: .* Write it like kannel\+http:/)
        return !error.message.includes('hunter2')
      },
    )
  }
})
