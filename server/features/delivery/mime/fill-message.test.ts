import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import MailComposer from 'nodemailer/lib/mail-composer'
import PostalMime, { type Email, type Mailbox } from 'postal-mime'
import { fillMessage, type MailBatch, type MailPerson, type MailTemplate, prepareMessage } from './index.ts'

const template: MailTemplate = {
  subject: '{{ inviter.name }} invites {{ person.firstName }} to {{ account.name }}',
  text: 'Hello {{ person.firstName }},\n\n.{{ account.name }} waits.\n{{ link }}\n',
  html: '<p title="{{ person.firstName }}">Hello {{ person.firstName }}{{ account.name }}</p>\n<a href="{{ link }}">Join</a>',
}

const batchOf = (inviter: string, account: string): MailBatch => ({
  from: { name: account, address: 'no-reply@muster.example' },
  replyTo: { name: inviter, address: 'maria@acme.example' },
  list: { name: account, id: 'invitations.acme.example' },
  variables: { inviter: { name: inviter }, account: { name: account } },
  slots: ['person.firstName', 'link'],
})

const personOf = (firstName: string, address = 'ana@star.example'): MailPerson => ({
  to: { name: firstName, address },
  messageId: '0192ab.1@muster.example',
  date: new Date('2025-03-01T10:20:30Z'),
  values: { 'person.firstName': firstName, link: 'https://muster.example/join/a-b_c?x=1&y=2' },
  unsubscribeUrl: 'https://muster.example/stop/abc',
})

// Written by hand, apart from the code that is tested: what the product promises about such names.
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu
const clean = (name: string) => name.toWellFormed().replace(UNPRINTABLE, ' ')
const trimmed = (name: string) => clean(name).replace(/\s+/g, ' ').trim()
const inHtml = (name: string) =>
  clean(name)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

/** The same message by another hand: nodemailer's composer, given values that hold no line breaks or controls. */
function composed(inviter: string, account: string, person: MailPerson): Promise<Buffer> {
  const firstName = person.to.name!
  const link = person.values.link!
  const mail = new MailComposer({
    from: { name: trimmed(account), address: 'no-reply@muster.example' },
    replyTo: { name: trimmed(inviter), address: 'maria@acme.example' },
    to: { name: trimmed(firstName), address: person.to.address },
    subject: trimmed(`${clean(inviter)} invites ${clean(firstName)} to ${clean(account)}`),
    messageId: `<${person.messageId}>`,
    date: person.date,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'List-Id': '<invitations.acme.example>',
      'List-Unsubscribe': `<${person.unsubscribeUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    text: `Hello ${clean(firstName)},\n\n.${clean(account)} waits.\n${link}\n`,
    html:
      `<p title="${inHtml(firstName)}">Hello ${inHtml(firstName)}${inHtml(account)}</p>\n` +
      `<a href="${link.replaceAll('&', '&amp;')}">Join</a>`,
    encoding: 'quoted-printable',
  })
  return mail.compile().build()
}

/** Ours are taken out of names, which a test of its own looks at; nodemailer lets them through. */
const withoutSlotMarks = (name: string) => name.replace(/[\uE000\uE001]/g, '')
const nasty = fc.oneof(
  fc.constantFrom(
    '',
    'Ana',
    'Ana\r\nBcc: everyone@example.com',
    'Ana\r\n\r\n<h1>body</h1>',
    'a\rb\nc\0d',
    '\r\n.\r\nMAIL FROM:<evil@example.com>',
    '.',
    '..',
    '"Ana" \\ <evil@example.com>, "b"',
    'Kovač, Ana; (chief) @ [x]',
    '<script>alert(1)</script>&amp;\' onload="x"',
    'שלום \u202eevil\u202c world',
    'محمد بن سلمان',
    '👩‍👩‍👧‍👦🏳️‍🌈',
    '\ud800lone\udc00',
    '=?UTF-8?Q?=41?= x',
    '=_0192ab.1@muster.example',
    '--=_0192ab.1',
    '=41=0D=0A=3D',
    ' leading and trailing ',
    'tab\there\u2028line\u2029paragraph\u0085next',
    'x'.repeat(3_000),
    'Анна-Мария '.repeat(200),
    '{{ link }}{% raw %}',
    '日本語の名前'.repeat(30),
  ),
  fc.string({ unit: 'binary', maxLength: 200 }).map(withoutSlotMarks),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc.string({ maxLength: 120 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
    .map(units => withoutSlotMarks(String.fromCharCode(...units))),
)
// nodemailer lets what looks like an encoded word through, to be decoded by the reader; ours shows it as it was typed.
const nastyToBoth = nasty.filter(name => !name.includes('=?'))
const address = fc.constantFrom(
  'ana@star.example',
  "o'brien+site@sub.star.example",
  'a.b_c=d/e@star.example',
  'ana@stavební.example',
  'марія@star.example',
)

const parse = (bytes: Buffer): Promise<Email> => PostalMime.parse(bytes)
const lines = (bytes: Buffer) => bytes.toString('latin1').split('\r\n')

test('whatever a person is called, the message says the same as one that nodemailer composes', async () => {
  await fc.assert(
    fc.asyncProperty(
      nastyToBoth,
      nastyToBoth,
      nastyToBoth,
      address,
      async (firstName, inviter, account, to) => {
        const person = personOf(firstName, to)
        const prepared = prepareMessage(template, batchOf(inviter, account))
        const ours = await parse(fillMessage(prepared, person))
        const theirs = await parse(await composed(inviter, account, person))

        assert.equal(ours.subject, theirs.subject)
        assert.deepEqual(ours.from, theirs.from)
        assert.deepEqual(ours.to, theirs.to)
        assert.deepEqual(ours.replyTo, theirs.replyTo)
        assert.equal(ours.text, theirs.text)
        assert.equal(ours.html, theirs.html)
        assert.equal(ours.messageId, theirs.messageId)
        assert.equal(ours.date, theirs.date)
        const names = (email: Email) => email.headers.map(({ key }) => key).sort()
        assert.deepEqual(names(ours), names(theirs))
      },
    ),
    { numRuns: 500 },
  )
})

test('whatever a person is called, headers, envelope and line lengths stay as they must be', async () => {
  await fc.assert(
    fc.asyncProperty(nasty, nasty, address, async (firstName, account, to) => {
      const bytes = fillMessage(prepareMessage(template, batchOf('Maria', account)), personOf(firstName, to))
      const mail = await parse(bytes)

      assert.equal(mail.headers.length, 12)
      assert.equal((mail.from as Mailbox).address, 'no-reply@muster.example')
      assert.equal(mail.to?.length, 1)
      assert.equal((mail.to[0] as Mailbox).address, to.replace('stavební', 'xn--stavebn-eza'))
      assert.equal((mail.to[0] as Mailbox).name, trimmed(firstName))
      assert.equal(mail.subject, trimmed(`Maria invites ${firstName} to ${account}`))
      assert.ok(mail.html?.includes(`title="${inHtml(firstName)}"`))
      assert.equal(mail.attachments.length, 0)

      const whole = bytes.toString('latin1')
      assert.doesNotMatch(whole, /[^\r]\n|\r[^\n]|\0/)
      const body = whole.slice(whole.indexOf('\r\n\r\n'))
      assert.ok(lines(bytes).every(line => line.length <= 998))
      assert.ok(
        body.split('\r\n').every(line => line.length <= 76 && !line.startsWith('.') && !/[\t ]$/.test(line)),
      )
      const encodedWords = whole.match(/=\?UTF-8\?B\?[^?]*\?=/g) ?? []
      assert.ok(
        encodedWords.every(word => word.length <= 75 && !decoded(word).includes('\ufffd')) ||
          /\ufffd/.test(clean(firstName + account)),
      )
      assert.ok(whole.split('\r\n').every(line => !line.includes('=?UTF-8') || line.length <= 76))
    }),
    { numRuns: 500 },
  )
})

const decoded = (word: string) => Buffer.from(word.slice(10, -2), 'base64').toString()

test('the same message twice is the same byte for byte, so a second copy is recognised', () => {
  const prepare = () => prepareMessage(template, batchOf('Maria', 'Acme'))
  assert.deepEqual(fillMessage(prepare(), personOf('Ana')), fillMessage(prepare(), personOf('Ana')))
})

test('a message is written as mail programs expect it', () => {
  const prepared = prepareMessage(
    {
      subject: 'Join {{ account.name }}',
      text: 'Hello {{ person.firstName }},\nзаходите.',
      html: '<b>{{ person.firstName }}</b>',
    },
    { ...batchOf('María López', 'Acme'), slots: ['person.firstName'] },
  )
  assert.deepEqual(lines(fillMessage(prepared, personOf('Ana & Jo'))), [
    'From: "Acme" <no-reply@muster.example>',
    'Reply-To: =?UTF-8?B?TWFyw61hIEzDs3Bleg==?= <maria@acme.example>',
    'To: "Ana & Jo" <ana@star.example>',
    'Subject: Join Acme',
    'Message-ID: <0192ab.1@muster.example>',
    'Date: Sat, 01 Mar 2025 10:20:30 +0000',
    'MIME-Version: 1.0',
    'Auto-Submitted: auto-generated',
    'List-Id: "Acme"',
    ' <invitations.acme.example>',
    'List-Unsubscribe: <https://muster.example/stop/abc>',
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    'Content-Type: multipart/alternative;',
    ' boundary="=_0192ab.1.muster.example"',
    '',
    '--=_0192ab.1.muster.example',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'Hello=20=',
    'Ana & Jo=',
    ',',
    '=D0=B7=D0=B0=D1=85=D0=BE=D0=B4=D0=B8=D1=82=D0=B5.',
    '--=_0192ab.1.muster.example',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    '<b>=',
    'Ana &amp; Jo=',
    '</b>',
    '--=_0192ab.1.muster.example--',
    '',
  ])
})

test('an address, message id or unsubscribe address that could break out of its header is refused', () => {
  const prepared = prepareMessage(template, batchOf('Maria', 'Acme'))
  const ana = personOf('Ana')
  for (const bad of [
    'a@b\r\nBcc: c@d',
    'a b@c.example',
    '<a@b.example>',
    'a@b.example,c@d.example',
    'nobody',
    'a@@b',
    '',
  ]) {
    assert.throws(() => fillMessage(prepared, { ...ana, to: { address: bad } }), /no mail header can carry/)
  }
  assert.throws(() => fillMessage(prepared, { ...ana, messageId: 'a>\r\nX: @b' }), /message id/)
  assert.throws(
    () => fillMessage(prepared, { ...ana, unsubscribeUrl: 'https://a.example/>\r\nX: 1' }),
    /not a URL/,
  )
  assert.throws(() => fillMessage(prepared, { ...ana, values: { link: 'x' } }), /person\.firstName.*no value/)
})
