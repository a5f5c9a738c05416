import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appFor } from '../../../../test/account.ts'
import { aPlace } from '../../../../test/place.ts'
import { mailboxRoutes } from './routes.ts'
import { storeMessages } from './store.ts'

const { database, app } = await aPlace({ features: [mailboxRoutes] })

const raw = (subject: string, to = 'Ana Kovač <ana@example.com>') =>
  Buffer.from(
    [
      'From: =?utf-8?Q?N=C3=B6rd?= <muster@example.com>',
      `To: ${to}`,
      'Reply-To: Ada Admin <ada@example.com>',
      `Subject: ${subject}`,
      'X-Muster: yes',
      'MIME-Version: 1.0',
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'Hello Ana',
      '--b',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<p>Hello <b>Ana</b></p>',
      '--b--',
      '',
    ].join('\r\n'),
  )
const caught = (subject: string) => ({
  envelopeFrom: 'bounce@example.com',
  envelopeTo: ['ana@example.com'],
  raw: raw(subject),
})
const get = (url: string, more: { headers?: Record<string, string>; remoteAddress?: string } = {}) =>
  app.inject({ url: `/api/v1${url}`, ...more })

test('the mailbox lists what was caught, newest first, page by page, to who is not signed in', async () => {
  await storeMessages(database.db, ['first', 'second', 'third'].map(caught))
  const page = (await get('/mailbox?limit=2')).json()
  assert.deepEqual(
    page.items.map((item: { subject: string }) => item.subject),
    ['third', 'second'],
  )
  const [newest] = page.items
  assert.equal(newest.to, 'Ana Kovač <ana@example.com>')
  assert.equal(newest.from, 'Nörd <muster@example.com>')
  const rest = (await get(`/mailbox?limit=2&cursor=${page.next}`)).json()
  assert.deepEqual(
    rest.items.map((item: { subject: string }) => item.subject),
    ['first'],
  )
  assert.equal(rest.next, null)
})

test('a message is shown with its headers, its text and its HTML', async () => {
  await storeMessages(database.db, [caught('whole')])
  const { id } = (await get('/mailbox?limit=1')).json().items[0]
  const message = (await get(`/mailbox/${id}`)).json()
  assert.equal(message.subject, 'whole')
  assert.equal(message.replyTo, 'Ada Admin <ada@example.com>')
  assert.equal(message.text.trim(), 'Hello Ana')
  assert.equal(message.html.trim(), '<p>Hello <b>Ana</b></p>')
  assert.ok(message.headers.some((header: { name: string; value: string }) => header.name === 'X-Muster'))
})

test('a message that nobody caught is not found', async () => {
  for (const id of ['0197f0f0-0000-7000-8000-000000000000', 'x']) {
    assert.equal((await get(`/mailbox/${id}`)).statusCode, 404)
  }
})

test('from another machine, through a proxy or under a foreign name there is no mailbox', async () => {
  const refused = [
    { remoteAddress: '192.0.2.7' },
    { remoteAddress: '192.0.2.7', headers: { 'x-forwarded-for': '127.0.0.1' } },
    { headers: { 'x-forwarded-for': '127.0.0.1' } },
    { headers: { host: 'rebound.example.com:3000' } },
    { headers: { host: '127.0.0.1.example.com' } },
  ]
  for (const more of refused)
    assert.equal((await get('/mailbox', more)).statusCode, 404, JSON.stringify(more))
  for (const host of ['127.0.0.1:3000', 'localhost:3000', '[::1]:3000']) {
    assert.equal((await get('/mailbox', { headers: { host } })).statusCode, 200, host)
  }
})

test('with a mail server of one’s own there is no mailbox', async () => {
  const real = await appFor(database, {
    features: [mailboxRoutes],
    installation: { smtpUrl: 'smtp://mail.example.com' },
  })
  const answer = await real.inject({ url: '/api/v1/mailbox' })
  await real.close()
  assert.equal(answer.statusCode, 404)
})
