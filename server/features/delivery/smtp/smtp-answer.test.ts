import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deliveryReasons, reasonOf, type SmtpPhase } from './index.ts'
import { smtpFailure } from './smtp-answer.ts'

const reason = (phase: SmtpPhase, reply: string) => reasonOf(smtpFailure(phase, phase === 'dot', reply))

test("the server's code becomes a reason that an administrator can act on", () => {
  for (const [phase, reply, expected] of [
    ['rcpt', '550 5.1.1 <ana@x.example>: User unknown', 'mailbox-does-not-exist'],
    ['rcpt', '550 5.1.2 Bad destination system', 'domain-does-not-exist'],
    ['rcpt', '556 5.1.10 Null MX', 'domain-does-not-exist'],
    ['rcpt', '501 5.1.3 Bad address syntax', 'address-not-accepted'],
    ['rcpt', '550 5.2.1 Disabled', 'mailbox-disabled'],
    ['rcpt', '552 5.2.2 Over quota', 'mailbox-full'],
    ['mail', '552 5.3.4 Too big', 'message-too-big'],
    ['dot', '552 5.2.3 Too long', 'message-too-big'],
    ['rcpt', '554 5.7.1 Relay access denied', 'refused-by-policy'],
    ['dot', '550 5.7.26 Not authenticated by DMARC', 'refused-by-policy'],
    ['mail', '553 5.7.1 Sender address rejected: not owned by user', 'sender-refused'],
    ['mail', '550 5.1.8 Sender domain', 'sender-refused'],
    ['mail', '530 Must issue a STARTTLS command first', 'sign-in-refused-by-mail-server'],
    ['rcpt', '550 No such user here', 'mailbox-does-not-exist'],
    ['rcpt', '550 5.4.1 Recipient address rejected: Access denied', 'address-not-accepted'],
    ['rcpt', '550 5.1.0 <a@x.example>: Sender address rejected: User unknown', 'sender-refused'],
    ['rcpt', '550 5.1.0 Address rejected', 'address-not-accepted'],
    ['mail', '550 5.1.1 Unknown', 'sender-refused'],
    ['rcpt', '550 Reverse DNS not found', 'refused-by-server'],
    ['rcpt', '550 Sender unknown', 'refused-by-server'],
    ['rcpt', '550 User unknown in relay recipient table', 'mailbox-does-not-exist'],
    ['rcpt', '550 Blocked by our list', 'refused-by-server'],
    ['rcpt', '552 Mailbox over quota', 'mailbox-full'],
    ['dot', '552 Message exceeds limit', 'message-too-big'],
    ['dot', '554 Transaction failed', 'refused-by-server'],
    ['rcpt', '550 5.5.0 Odd', 'refused-by-server'],
    ['rcpt', '452 4.2.2 Over quota', 'temporarily-refused'],
    ['dot', '', 'answer-not-heard'],
    ['data', '', 'server-unreachable'],
    ['connect', '', 'server-unreachable'],
  ] as const) {
    assert.equal(reason(phase, reply), expected, `${phase} ${reply}`)
    assert.ok(deliveryReasons.includes(reason(phase, reply)))
  }
})

test('an answer of several lines becomes one, with its code once', () => {
  const { reply, code, enhancedCode } = smtpFailure(
    'rcpt',
    false,
    '550-5.1.1 The account does not exist.\r\n550-5.1.1 Check it\r\n550 5.1.1 for typos\r\n',
  )
  assert.equal(reply, '550 5.1.1 The account does not exist. Check it for typos')
  assert.deepEqual([code, enhancedCode], [550, '5.1.1'])
})

test('what a server says is kept short and free of controls', () => {
  const { reply } = smtpFailure('dot', true, `554 \u0007${'x'.repeat(10_000)}`)
  assert.equal(reply?.length, 500)
  assert.doesNotMatch(reply, /\p{Cc}/u)
})

test('an answer that is no refusal does not count as heard', () => {
  assert.equal(smtpFailure('dot', true, '250 or so').klass, 'unknown-after-dot')
  assert.equal(smtpFailure('dot', true, '55').klass, 'unknown-after-dot')
  assert.equal(smtpFailure('data', false, 'gibberish').klass, 'temporary')
})
