import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordsFor } from '../../../lib/words.ts'
import { statusReasons } from '../smtp/index.ts'
import { readReport } from './read-report.ts'
import { isFaultOfAddress, reasonOfReport } from './reason-of-report.ts'
import { bounceToken, messageOfReturnPath, messageOfToken, returnPath } from './return-path.ts'
import { aComplaint, aReport } from './testing.ts'

const secret = Buffer.alloc(32, 7)
const id = '0192abcd-1234-7abc-8def-0123456789ab'

test('a return path names its message, survives the loss of its capitals, and cannot be made up', () => {
  const path = returnPath(secret, 'bounces.example.com', id)
  assert.ok(path.indexOf('@') <= 64)
  const named = (address: string) => messageOfReturnPath(secret, 'bounces.example.com', address)
  for (const address of [path, path.toUpperCase(), `<${path}>`]) assert.equal(named(address), id)
  assert.equal(messageOfToken(secret, bounceToken(secret, id)), id)
  const token = bounceToken(secret, id)
  for (let at = 2; at < token.length - 1; at++) {
    const other = token[at] === 'a' ? 'b' : 'a'
    assert.equal(messageOfToken(secret, token.slice(0, at) + other + token.slice(at + 1)), null, `at ${at}`)
  }
  for (const address of [
    '',
    'b-@bounces.example.com',
    path.replace('@', '@x.'),
    `${path}@bounces.example.com`,
    returnPath(Buffer.alloc(32, 8), 'bounces.example.com', id),
  ])
    assert.equal(named(address), null, address)
})

test('a report is read for what it says of each recipient', async () => {
  const read = await readReport(Buffer.from(aReport({ envelopeId: 'b-xyz' })))
  assert.deepEqual(read, {
    kind: 'delivery',
    envelopeId: 'b-xyz',
    recipients: [
      {
        outcome: 'failed',
        status: '5.1.1',
        words: '550 5.1.1 User unknown',
        addresses: ['ana@example.com'],
      },
    ],
  })
})

test('a complaint is read for whose message it encloses; taken back it is none', async () => {
  const read = (type?: string) => readReport(Buffer.from(aComplaint('b-xyz@bounces.example.com', type)))
  assert.deepEqual(await read(), { kind: 'complaint', returnPaths: ['<b-xyz@bounces.example.com>'] })
  assert.equal(await read('not-spam'), null)
})

test('what is no report is none, whatever it holds', async () => {
  const report = aReport()
  for (const text of [
    '',
    'Subject: I am away\r\n\r\nBack on Monday.',
    report.replace('message/delivery-status', 'text/plain'),
    report.replace('Action: failed', 'Action: relayed'),
    report.replace(/Reporting-MTA[\s\S]*Diagnostic-Code/, '\0'.repeat(50)),
    `Subject: Fwd\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n${report}`,
    `${'Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n'.repeat(300)}`,
    'X: y\r\n'.repeat(100_000),
  ])
    assert.equal(await readReport(Buffer.from(text)), null, text.slice(0, 60))
  assert.equal(await readReport(Buffer.alloc(200_000, 255)), null)
})

/** Every code that RFC 3463 names, without its class. */
const codes = [
  ...['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7', '1.8', '2.0', '2.1', '2.2', '2.3', '2.4'],
  ...['3.0', '3.1', '3.2', '3.3', '3.4', '3.5', '4.0', '4.1', '4.2', '4.3', '4.4', '4.5', '4.6', '4.7'],
  ...['5.0', '5.1', '5.2', '5.3', '5.4', '5.5', '6.0', '6.1', '6.2', '6.3', '6.4', '6.5'],
  ...['7.0', '7.1', '7.2', '7.3', '7.4', '7.5', '7.6', '7.7'],
]

test('every code of RFC 3463 has words in both languages, for good and for now', () => {
  for (const [outcome, kind] of [
    ['failed', 5],
    ['delayed', 4],
  ] as const) {
    for (const code of [...codes, '0.0']) {
      const reason = reasonOfReport({ outcome, status: `${kind}.${code}`, words: '' })
      for (const language of ['en', 'ru'] as const)
        assert.ok(wordsFor(language, `reason.${reason}`), `${code} ${reason} ${language}`)
    }
  }
  for (const reason of statusReasons) assert.ok(wordsFor('ru', `reason.${reason}`), reason)
})

test('an address is given up where it is at fault, not where the mailbox is full, a rule refuses or time ran out', () => {
  const isGivenUp = (status: string, words = '') =>
    isFaultOfAddress(status, reasonOfReport({ outcome: 'failed', status, words }))
  for (const status of ['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1', '5.0.0', '5.4.4'])
    assert.ok(isGivenUp(status), status)
  assert.ok(isGivenUp('', '550 No such user here'))
  for (const status of [
    '5.2.2',
    '5.2.3',
    '5.3.4',
    '5.7.1',
    '5.6.0',
    '5.1.8',
    '5.5.2',
    '4.4.7',
    '4.2.2',
    '4.1.1',
  ])
    assert.ok(!isGivenUp(status), status)
})
