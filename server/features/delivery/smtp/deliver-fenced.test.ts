import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Answer,
  drop,
  reset,
  type ScriptedServer,
  type Step,
  scriptedSmtpServer,
  stall,
} from '../../../../test/scripted-smtp-server.ts'
import {
  type DeliveryResult,
  deliverFenced,
  openConnection,
  parseSmtpUrl,
  reasonOf,
  type SmtpFailure,
  type SmtpTimeouts,
} from './index.ts'

const envelope = { from: 'no-reply@muster.example', to: 'ana@star.example' }
const mime = Buffer.from('Subject: Hello\r\n\r\n.hidden dot\r\nLast line\r\n')
const yes = async () => true

const NO_PIPELINING = '250-test.example\r\n250 8BITMIME'
type Script = Partial<Record<Step, Answer | Answer[]>>

interface Told {
  result: DeliveryResult
  fenceAsked: number
  server: ScriptedServer
}

async function deliver(
  script: Script,
  fence: (server: ScriptedServer) => Promise<boolean> = yes,
  timeouts?: Partial<SmtpTimeouts>,
): Promise<Told> {
  const server = await scriptedSmtpServer(script)
  try {
    const opened = await openConnection(parseSmtpUrl(`smtp://127.0.0.1:${server.port}`), {
      connectMs: 5_000,
      greetingMs: 5_000,
      socketMs: 5_000,
      ...timeouts,
    })
    if ('failed' in opened) return { result: opened, fenceAsked: 0, server }
    let fenceAsked = 0
    const result = await deliverFenced(opened.connection, envelope, mime, () => {
      fenceAsked += 1
      return fence(server)
    })
    opened.connection.close()
    await server.gone
    return { result, fenceAsked, server }
  } finally {
    await server.close()
  }
}

function failure({ result }: Told): SmtpFailure {
  assert.ok('failed' in result, JSON.stringify(result))
  return result.failed
}

for (const pipelining of [true, false]) {
  const way = pipelining ? ' (pipelined)' : ' (one command at a time)'
  const script = (more: Script): Script => ({ ...(!pipelining && { EHLO: NO_PIPELINING }), ...more })

  test(`a message that the server takes is accepted with its answer${way}`, async () => {
    const { result, fenceAsked, server } = await deliver(script({}))
    assert.deepEqual(result, { accepted: true, reply: '250 2.0.0 Ok: queued as ABC123' })
    assert.equal(fenceAsked, 1)
    assert.deepEqual(server.messages, ['Subject: Hello\r\n\r\n..hidden dot\r\nLast line\r\n'])
  })

  test(`a refused fence: the server never hears the dot, and the process lives on${way}`, async () => {
    const { result, server } = await deliver(script({}), async () => false)
    assert.deepEqual(result, { fencedOff: true })
    assert.ok(!server.heard.includes('dot'))
    assert.deepEqual(server.messages, [])
  })

  test(`a fence that throws: no dot, and the caller gets what it threw${way}`, async () => {
    const broken = new Error('database away')
    const server = await scriptedSmtpServer(script({}))
    const opened = await openConnection(parseSmtpUrl(`smtp://127.0.0.1:${server.port}`))
    assert.ok('connection' in opened)
    await assert.rejects(
      deliverFenced(opened.connection, envelope, mime, () => Promise.reject(broken)),
      broken,
    )
    await server.gone
    assert.ok(!server.heard.includes('dot'))
    assert.ok(opened.connection.destroyed)
    await server.close()
  })

  test(`a fence that throws at once does the same${way}`, async () => {
    const fence = () => {
      throw new Error('at once')
    }
    await assert.rejects(deliver(script({}), fence), /at once/)
  })

  for (const [step, phase] of [
    ['MAIL', 'mail'],
    ['RCPT', 'rcpt'],
    ['DATA', 'data'],
  ] as const) {
    test(`a 5xx to ${step} is permanent, before the dot, and the fence is not asked${way}`, async () => {
      const told = await deliver(
        script({
          [step]: '550 5.1.1 No such user',
          ...(step === 'RCPT' && pipelining && { DATA: '554 5.5.1 No valid recipients' }),
        }),
      )
      assert.deepEqual(failure(told), {
        phase,
        afterDot: false,
        code: 550,
        enhancedCode: '5.1.1',
        reply: '550 5.1.1 No such user',
        klass: 'permanent',
      })
      assert.equal(told.fenceAsked, 0)
    })

    test(`a 4xx to ${step} is temporary${way}`, async () => {
      const told = await deliver(script({ [step]: '451 4.7.1 Greylisted' }))
      assert.equal(failure(told).klass, 'temporary')
      assert.equal(failure(told).phase, phase)
      assert.equal(reasonOf(failure(told)), 'temporarily-refused')
    })

    for (const [what, answer] of Object.entries({ 'hangs up': drop, 'resets the line': reset })) {
      test(`a server that ${what} instead of answering ${step} is tried again${way}`, async () => {
        const told = await deliver(script({ [step]: answer }))
        const { afterDot, klass, code } = failure(told)
        assert.deepEqual({ afterDot, klass, code }, { afterDot: false, klass: 'temporary', code: undefined })
        assert.equal(reasonOf(failure(told)), 'server-unreachable')
        assert.equal(told.fenceAsked, 0)
      })
    }
  }

  test(`sign-in required at MAIL concerns the settings, not the person${way}`, async () => {
    const told = await deliver(script({ MAIL: '530 5.7.0 Authentication required' }))
    assert.equal(failure(told).klass, 'configuration')
    assert.equal(reasonOf(failure(told)), 'sign-in-refused-by-mail-server')
  })

  test(`421 at RCPT is temporary${way}`, async () => {
    const { phase, code, klass, afterDot } = failure(await deliver(script({ RCPT: '421 4.3.2 Closing' })))
    assert.deepEqual({ code, klass, afterDot }, { code: 421, klass: 'temporary', afterDot: false })
    assert.ok(phase === 'rcpt' || phase === 'mail')
  })

  test(`a 5xx to the dot is permanent, though after the dot${way}`, async () => {
    const told = await deliver(script({ dot: '554 5.7.1 Looks like spam' }))
    assert.deepEqual(failure(told), {
      phase: 'dot',
      afterDot: true,
      code: 554,
      enhancedCode: '5.7.1',
      reply: '554 5.7.1 Looks like spam',
      klass: 'permanent',
    })
    assert.equal(reasonOf(failure(told)), 'refused-by-policy')
  })

  test(`a 4xx to the dot is temporary: the server did not take it${way}`, async () => {
    assert.equal(failure(await deliver(script({ dot: '452 4.3.1 Disk full' }))).klass, 'temporary')
    assert.equal(failure(await deliver(script({ dot: '421 4.3.2 Closing' }))).klass, 'temporary')
  })

  for (const [what, answer] of Object.entries({
    'hangs up': drop,
    'resets the line': reset,
    'says nothing more': stall,
  })) {
    test(`a server that ${what} after the dot leaves it unknown whether the message arrived${way}`, async () => {
      const told = await deliver(script({ dot: answer }), yes, { socketMs: 200 })
      assert.deepEqual(failure(told), { phase: 'dot', afterDot: true, klass: 'unknown-after-dot' })
      assert.equal(reasonOf(failure(told)), 'answer-not-heard')
    })
  }

  for (const [what, answer] of Object.entries({ 'hangs up': drop, 'resets the line': reset })) {
    test(`a server that ${what} while the fence is asked: before the dot, even if the fence says yes${way}`, async () => {
      const told = await deliver(script({ body: answer }), server =>
        server.gone.then(() => new Promise(resolve => setImmediate(resolve, true))),
      )
      const { afterDot, klass, phase } = failure(told)
      // Said yes before the loss was noticed: then the dot counts as said, which is the safe side.
      assert.ok(afterDot ? klass === 'unknown-after-dot' : klass === 'temporary' && phase === 'data')
      assert.ok(!told.server.heard.includes('dot'))
    })
  }

  test(`a server that refuses in the middle of the message gets no dot, even if the fence says yes${way}`, async () => {
    let failedMeanwhile = () => {}
    const seen = new Promise<void>(resolve => (failedMeanwhile = resolve))
    const told = await deliver(script({ body: '552 5.3.4 Too big' }), async server => {
      void server.gone.then(failedMeanwhile)
      await seen // the connection is closed at the refusal
      return true
    })
    assert.deepEqual(failure(told), {
      phase: 'data',
      afterDot: false,
      code: 552,
      enhancedCode: '5.3.4',
      reply: '552 5.3.4 Too big',
      klass: 'permanent',
    })
    assert.ok(!told.server.heard.includes('dot'))
  })

  test(`a server that accepts before the dot is not believed${way}`, async () => {
    const told = await deliver(script({ body: '250 2.0.0 Thanks already' }), async server => {
      await server.gone
      return true
    })
    const { afterDot, klass, phase } = failure(told)
    assert.deepEqual({ afterDot, klass, phase }, { afterDot: false, klass: 'temporary', phase: 'data' })
    assert.ok(!told.server.heard.includes('dot'))
  })

  test(`the fence outlasting the patience of the connection: no dot${way}`, async () => {
    const told = await deliver(script({}), async server => server.gone.then(() => true), { socketMs: 100 })
    assert.equal(failure(told).afterDot, false)
    assert.ok(!told.server.heard.includes('dot'))
  })
}

test('a server that refuses the person but takes the data gets no message', async () => {
  const told = await deliver({ RCPT: '550 5.1.1 No such user' })
  assert.equal(failure(told).phase, 'rcpt')
  assert.deepEqual(told.server.messages, [''])
})

test('a message larger than the server announced is refused without being sent', async () => {
  const told = await deliver({ EHLO: '250-test.example\r\n250 SIZE 10' })
  assert.equal(failure(told).klass, 'permanent')
  assert.equal(reasonOf(failure(told)), 'message-too-big')
  assert.ok(!told.server.heard.some(line => line.startsWith('MAIL')))
})

test('an address that would break out of the command is refused without being sent', async () => {
  const server = await scriptedSmtpServer()
  const opened = await openConnection(parseSmtpUrl(`smtp://127.0.0.1:${server.port}`))
  assert.ok('connection' in opened)
  const result = await deliverFenced(
    opened.connection,
    { ...envelope, to: 'a@b.example>\r\nRCPT TO:<c@d.example' },
    mime,
    yes,
  )
  assert.ok(
    'failed' in result &&
      reasonOf(result.failed) === 'address-not-accepted' &&
      result.failed.klass === 'permanent',
  )
  opened.connection.close()
  await server.close()
})

test('a big message passes whole, its dots stuffed once', async () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `.line ${index}\r\n`)
  const server = await scriptedSmtpServer({ EHLO: '250 test.example' })
  const opened = await openConnection(parseSmtpUrl(`smtp://127.0.0.1:${server.port}`))
  assert.ok('connection' in opened)
  const result = await deliverFenced(opened.connection, envelope, Buffer.from(lines.join('')), yes)
  assert.ok('accepted' in result)
  assert.equal(server.messages[0], lines.map(line => `.${line}`).join(''))
  opened.connection.close()
  await server.close()
})
