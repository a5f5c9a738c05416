import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { test } from 'node:test'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import {
  type Answer,
  drop,
  reset,
  type Step,
  scriptedSmtpServer,
  stall,
} from '../../../../test/scripted-smtp-server.ts'
import { openConnection, parseSmtpUrl, reasonOf, type SmtpFailure, type SmtpTimeouts } from './index.ts'

const timeouts: SmtpTimeouts = { connectMs: 5_000, greetingMs: 5_000, socketMs: 5_000 }

async function failureTo(url: string, times: Partial<SmtpTimeouts> = {}): Promise<SmtpFailure> {
  const opened = await openConnection(parseSmtpUrl(url), { ...timeouts, ...times })
  assert.ok('failed' in opened, 'a connection came about')
  assert.equal(opened.failed.afterDot, false)
  return opened.failed
}

async function failureAt(
  script: Partial<Record<Step, Answer>>,
  times?: Partial<SmtpTimeouts>,
  user = '',
): Promise<SmtpFailure> {
  const server = await scriptedSmtpServer(script)
  try {
    return await failureTo(`smtp://${user}127.0.0.1:${server.port}`, times)
  } finally {
    await server.close()
  }
}

test('a port where nobody listens is a server that can not be reached', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))

  const failed = await failureTo(`smtp://127.0.0.1:${port}`)
  assert.deepEqual(failed, { phase: 'connect', afterDot: false, klass: 'temporary' })
  assert.equal(reasonOf(failed), 'server-unreachable')
})

test('a name that leads nowhere is a server that can not be reached', async () => {
  const failed = await failureTo('smtp://mail.invalid:25')
  assert.equal(failed.phase, 'connect')
  assert.equal(reasonOf(failed), 'server-unreachable')
})

for (const [what, answer] of Object.entries({
  'hangs up': drop,
  'resets the line': reset,
  'says nothing': stall,
})) {
  for (const step of ['greeting', 'EHLO'] as const) {
    test(`a server that ${what} at ${step} is tried again later`, async () => {
      const failed = await failureAt({ [step]: answer }, { greetingMs: 150, socketMs: 300 })
      assert.equal(failed.klass, 'temporary')
      assert.equal(reasonOf(failed), 'server-unreachable')
    })
  }
}

test('a banner that never ends is given up after the greeting time', async () => {
  const failed = await failureAt({ greeting: '220-please\r\n220-wait' }, { greetingMs: 150 })
  assert.deepEqual(failed, { phase: 'greeting', afterDot: false, klass: 'temporary' })
})

test('a server that turns everybody away for now is tried again later', async () => {
  assert.deepEqual(await failureAt({ greeting: '421 4.3.2 Too many connections' }), {
    phase: 'greeting',
    afterDot: false,
    code: 421,
    enhancedCode: '4.3.2',
    reply: '421 4.3.2 Too many connections',
    klass: 'temporary',
  })
  const refusedHello = await failureAt({ EHLO: '450 Not now', HELO: '450 Not now' })
  assert.equal(refusedHello.klass, 'temporary')
  assert.equal(refusedHello.phase, 'greeting')
})

test('a server that turns us away for good concerns the settings', async () => {
  assert.equal((await failureAt({ greeting: '554 5.7.1 Go away' })).klass, 'configuration')
  const failed = await failureAt({ EHLO: '550 No', HELO: '550 No' })
  assert.deepEqual([failed.phase, failed.klass], ['greeting', 'configuration'])
})

test('an old server that knows only HELO is spoken to', async () => {
  const server = await scriptedSmtpServer({ EHLO: '502 Not implemented' })
  const opened = await openConnection(
    parseSmtpUrl(`smtp://127.0.0.1:${server.port}?helloName=muster.example`),
    timeouts,
  )
  assert.ok('connection' in opened)
  assert.deepEqual(server.heard, ['EHLO muster.example', 'HELO muster.example'])
  opened.connection.close()
  await server.close()
})

test('a refused password concerns the settings, and is told as a refused sign-in', async () => {
  const EHLO = '250-test.example\r\n250 AUTH PLAIN'
  const failed = await failureAt({ EHLO, AUTH: '535 5.7.8 Wrong' }, {}, 'user:secret@')
  assert.deepEqual([failed.phase, failed.klass, failed.code], ['auth', 'configuration', 535])
  assert.equal(reasonOf(failed), 'sign-in-refused-by-mail-server')

  const away = await failureAt({ EHLO, AUTH: '454 4.7.0 Try later' }, {}, 'user:secret@')
  assert.deepEqual([away.phase, away.klass, reasonOf(away)], ['auth', 'temporary', 'temporarily-refused'])

  const lost = await failureAt({ EHLO, AUTH: drop }, {}, 'user:secret@')
  assert.deepEqual([lost.phase, lost.klass, reasonOf(lost)], ['auth', 'temporary', 'server-unreachable'])
})

test('a server that offers no sign-in gets nothing when there is a user and a password', async () => {
  const failed = await failureAt({}, {}, 'user:secret@')
  assert.deepEqual([failed.phase, failed.klass], ['auth', 'configuration'])
  assert.doesNotMatch(failed.reply ?? '', /secret/)
})

async function realServer(options: SMTPServerOptions): Promise<{ port: number; close: () => Promise<void> }> {
  const server = new SMTPServer({
    disableReverseLookup: true,
    onAuth: (auth, _session, done) => {
      if (auth.username === 'user' && auth.password === 'p@ss:word') done(null, { user: auth.username })
      else done(new Error('Wrong'))
    },
    ...options,
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise(resolve => server.close(resolve)),
  }
}

test('a certificate that nobody vouches for concerns the settings where encryption is a must', async () => {
  const server = await realServer({ secure: true })
  const starting = await realServer({})
  for (const url of [`smtps://127.0.0.1:${server.port}`, `smtp://127.0.0.1:${starting.port}?requireTls=1`]) {
    const failed = await failureTo(url)
    assert.deepEqual([failed.phase, failed.klass], ['tls', 'configuration'], url)
    assert.equal(reasonOf(failed), 'tls-failed')
    assert.match(failed.reply ?? '', /certificate/)
  }
  await Promise.all([server.close(), starting.close()])
})

test('the same certificate is taken where plain text would have been, and where the settings say so', async () => {
  const server = await realServer({ secure: true })
  const starting = await realServer({ authOptional: true })
  for (const url of [
    `smtps://user:p%40ss%3Aword@127.0.0.1:${server.port}?verifyCertificate=0`,
    `smtp://user:p%40ss%3Aword@127.0.0.1:${starting.port}?requireTls=1&verifyCertificate=0`,
    `smtp://127.0.0.1:${starting.port}`,
  ]) {
    const opened = await openConnection(parseSmtpUrl(url), timeouts)
    assert.ok('connection' in opened, `${url}: ${JSON.stringify(opened)}`)
    assert.ok(opened.connection.secure, url)
    opened.connection.close()
  }
  await Promise.all([server.close(), starting.close()])
})

test('a server without encryption gets nothing where encryption is a must', async () => {
  const server = await scriptedSmtpServer({ STARTTLS: '502 5.5.1 Not here' })
  const failed = await failureTo(`smtp://127.0.0.1:${server.port}?requireTls=1`)
  assert.deepEqual([failed.phase, failed.klass], ['tls', 'configuration'])
  assert.ok(!server.heard.some(line => line.startsWith('MAIL')))
  await server.close()
})

test('a server that speaks no TLS on a TLS port concerns the settings; a lost handshake only time', async () => {
  const plain = await scriptedSmtpServer()
  const failed = await failureTo(`smtps://127.0.0.1:${plain.port}`)
  assert.deepEqual([failed.phase, failed.klass], ['tls', 'configuration'])
  await plain.close()

  const lost = await failureAt({ EHLO: '250-test.example\r\n250 STARTTLS', STARTTLS: drop })
  assert.equal(lost.klass, 'temporary')
  const stalled = await failureAt({ EHLO: '250-test.example\r\n250 STARTTLS' }, { greetingMs: 150 })
  assert.deepEqual([stalled.phase, stalled.klass], ['tls', 'temporary'])
})
