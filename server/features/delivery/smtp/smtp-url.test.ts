import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseSmtpUrl } from './index.ts'

test('a full address of a mail server is read', () => {
  assert.deepEqual(
    parseSmtpUrl(
      'smtp://user%40acme:p%3Aa%2Fss@mail.acme.example:2525?requireTls=1&helloName=muster.acme.example',
    ),
    {
      host: 'mail.acme.example',
      port: 2525,
      secure: false,
      requireTls: true,
      ignoreTls: false,
      verifyCertificate: true,
      signIn: { user: 'user@acme', password: 'p:a/ss' },
      helloName: 'muster.acme.example',
    },
  )
})

test('without a port it is the usual one', () => {
  assert.equal(parseSmtpUrl('smtp://mail.example').port, 25)
  assert.equal(parseSmtpUrl('smtp://u:p@mail.example').port, 587)
  assert.equal(parseSmtpUrl('smtps://mail.example').port, 465)
})

test('a password leaves this machine only encrypted, unless the settings say otherwise', () => {
  assert.equal(parseSmtpUrl('smtp://u:p@mail.example').requireTls, true)
  assert.equal(parseSmtpUrl('smtp://u:p@127.0.0.1').requireTls, false)
  assert.equal(parseSmtpUrl('smtp://u:p@[::1]').requireTls, false)
  assert.equal(parseSmtpUrl('smtp://u:p@mail.example?requireTls=0').requireTls, false)
  assert.equal(parseSmtpUrl('smtp://u:p@mail.example?ignoreTls=1').requireTls, false)
  assert.equal(parseSmtpUrl('smtp://mail.example').requireTls, false)
})

test('an address of six bytes and more is read too', () => {
  assert.equal(parseSmtpUrl('smtp://[::1]:25').host, '::1')
})

test('a malformed one is one sentence with the name, the fault and an example, and never the password', () => {
  for (const [url, fault] of [
    ['', /cannot be read/],
    ['mail.example.com', /cannot be read/],
    ['http://mail.example', /neither smtp:\/\/ nor smtps:/],
    ['smtp://', /names no server|cannot be read/],
    ['smtp://u:hunter2@', /names no server|cannot be read/],
    ['smtp://mail.example/inbox', /after the server/],
    ['smtp://u@mail.example', /user without a password/],
    ['smtp://:hunter2@mail.example', /user without a password/],
    ['smtp://u:hunter2%zz@mail.example', /%25/],
    ['smtp://u:hunter2@mail.example:99999', /cannot be read/],
    ['smtp://u:hunter2@mail.example:0', /port is 0/],
    ['smtp://mail.example?tls=1', /"tls" is not one of helloName, requireTls/],
    ['smtp://mail.example?requireTls=yes', /"requireTls" is neither 1 nor 0/],
    ['smtp://mail.example?requireTls=1&ignoreTls=1', /contradict/],
    ['smtp://mail.example?helloName=a%0d%0ab', /"helloName"/],
  ] as const) {
    assert.throws(
      () => parseSmtpUrl(url),
      (error: Error) => {
        assert.match(error.message, /^SMTP_URL is malformed: .*smtp:\/\/user:password@mail\.example\.com:587/)
        assert.match(error.message, fault)
        assert.doesNotMatch(error.message, /hunter2/)
        return true
      },
      url,
    )
  }
})
