import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appFor } from '../../../test/account.ts'
import { aSink } from '../../../test/mail.ts'
import { aDatabase } from '../../../test/place.ts'
import { scriptedSmsGateway } from '../../../test/scripted-sms-gateway.ts'
import { scriptedSmtpServer } from '../../../test/scripted-smtp-server.ts'
import { aSuperAdmin, signedInAsSuperAdmin } from '../../../test/super-admin.ts'
import { panelAsker } from './testing.ts'

const database = await aDatabase()

/** The panel of an installation with this mail server. */
async function panelWith(smtpUrl: string | null, smsUrl: string | null = null) {
  const app = await appFor(database, { installation: { smtpUrl, smsUrl } })
  return { app, ...(await panelAsker(database.db, app)) }
}

test('where messages go is shown without the password', async () => {
  const { app, ask, superAdmin } = await panelWith(
    'smtp://muster:hush%21hush@mail.volt.example:587',
    'kannel+https://kannel:hush@sms.volt.example/cgi-bin/sendsms?from=15550100',
  )
  const { body } = await ask('GET', '/delivery')
  await app.close()
  assert.deepEqual(body, {
    channels: [
      {
        name: 'email',
        isSet: true,
        server: 'mail.volt.example:587',
        user: 'muster',
        security: 'starttls',
        sender: 'Muster <muster@example.com>',
      },
      {
        name: 'sms',
        isSet: true,
        server: 'sms.volt.example',
        user: 'kannel',
        security: 'tls',
        sender: '15550100',
      },
    ],
    bounces: null,
    reports: [],
    testAddress: superAdmin.userName,
  })
})

test('a test message goes to the super admin alone, and is answered with what the server said', async () => {
  const sink = await aSink()
  const { app, ask, superAdmin } = await panelWith(sink.url)
  const { body } = await ask('POST', '/delivery/test', { language: 'ru' })
  assert.deepEqual([body.isAccepted, body.phase, body.reason], [true, null, null])
  assert.match(body.reply, /^250/)
  assert.deepEqual(sink.recipients(), [superAdmin.userName])
  const [mail] = await sink.mailTo(superAdmin.userName)
  assert.equal(mail!.subject, 'Пробное сообщение от Muster')
  const { items } = (await ask('GET', '/events')).body
  assert.deepEqual([items[0].event, items[0].detail], ['mail.tested', { isAccepted: true }])
  await app.close()
  await sink.close()
})

test('a refusal tells how far it came, why in words, and what the server answered', async () => {
  const server = await scriptedSmtpServer({ RCPT: '550 5.1.1 No such user here' })
  const { app, ask } = await panelWith(`smtp://127.0.0.1:${server.port}`)
  const { body } = await ask('POST', '/delivery/test', { language: 'en' })
  assert.deepEqual(body, {
    isAccepted: false,
    phase: 'rcpt',
    reason: 'mailbox-does-not-exist',
    reply: '550 5.1.1 No such user here',
  })
  await app.close()
  await server.close()
})

test('without a mail server the local mailbox catches it, and the diagnosis has nothing to look at', async () => {
  const { app, ask, superAdmin } = await panelWith(null)
  const described = (await ask('GET', '/delivery')).body.channels[0]
  assert.deepEqual([described.isSet, described.server], [false, null])
  assert.equal((await ask('POST', '/delivery/test', { language: 'en' })).body.isAccepted, true)
  const { rows } = await database.pool.query('select envelope_to from mailbox_message')
  assert.deepEqual(rows.at(-1).envelope_to, [superAdmin.userName])
  assert.deepEqual((await ask('GET', '/delivery/diagnosis')).body, { domain: 'example.com', findings: [] })
  await app.close()
})

test('a test SMS goes to the number that was typed, and is answered with what the gateway said', async () => {
  const gateway = await scriptedSmsGateway((_, number) =>
    number === 0
      ? { status: 202, text: '0: Accepted for delivery' }
      : { status: 403, text: 'Authorization failed' },
  )
  const url = `kannel+http://muster:hush@127.0.0.1:${gateway.port}/cgi-bin/sendsms?from=15550100`
  const { app, ask } = await panelWith(null, url)
  const taken = (await ask('POST', '/delivery/test', { language: 'en', phone: '+1 (212) 555-0123' })).body
  assert.deepEqual(
    [taken.isAccepted, taken.reason, taken.reply],
    [true, null, '202 0: Accepted for delivery'],
  )
  assert.deepEqual(
    gateway.taken.map(({ to, text }) => [to, text]),
    [['+12125550123', 'A test of Muster: SMS reach this phone.']],
  )
  const refused = (await ask('POST', '/delivery/test', { language: 'en', phone: '+12125550123' })).body
  assert.deepEqual([refused.isAccepted, refused.reply], [false, '403 Authorization failed'])
  const { items } = (await ask('GET', '/events')).body
  assert.deepEqual([items[0].event, items[0].detail], ['sms.tested', { isAccepted: false }])
  const guessed = await ask('POST', '/delivery/test', { language: 'en', phone: '9051111111' })
  assert.deepEqual([guessed.body.faults[0].path, gateway.heard.length], [['phone'], 2])
  await app.close()
  await gateway.close()
})

test('whose user name is no e-mail address is told so, and nothing is sent', async () => {
  const app = await appFor(database)
  const superAdmin = await aSuperAdmin(database.db, '+12125550123')
  const headers = {
    ...(await signedInAsSuperAdmin(database.db, superAdmin)),
    'sec-fetch-site': 'same-origin',
  }
  const look = await app.inject({ url: '/api/v1/installation/delivery', headers })
  assert.equal(look.json().testAddress, null)
  const url = '/api/v1/installation/delivery/test'
  const sent = await app.inject({ method: 'POST', url, headers, payload: { language: 'en' } })
  assert.equal(sent.statusCode, 422)
  await app.close()
})
