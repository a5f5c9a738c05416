import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, appFor, aUser } from '../../../test/account.ts'
import { doEverythingDue } from '../../../test/mail.ts'
import { aPlaceWithMail } from '../../../test/place.ts'
import { drop, scriptedSmtpServer } from '../../../test/scripted-smtp-server.ts'
import { jsonLog } from '../../lib/log.ts'
import { listenForDue } from '../../sweeps/due-listener.ts'
import { panelAsker } from './testing.ts'

const { database, app, sink, ask } = await aPlaceWithMail()
const panel = await panelAsker(database.db, app)

const soon = () => new Date(Date.now() + 1000)
const ofAccount = (body: { accounts: { id: string }[] }, id: string) =>
  body.accounts.find(account => account.id === id) as never as {
    paused: { reason: string } | null
    sending: Record<string, number>
  }

async function anInvited(account: Awaited<ReturnType<typeof anAccount>>, email: string) {
  const { id } = await aUser(database.db, account, { email })
  await ask(account, 'POST', `/people/${id}/invitation`)
}

test('the queue tells per account and in all what waits, was put off, is in doubt, and what is paused and why', async () => {
  const sendThrough = async (script: Parameters<typeof scriptedSmtpServer>[0]) => {
    const server = await scriptedSmtpServer(script)
    await doEverythingDue(database, `smtp://127.0.0.1:${server.port}`, soon())
    await server.close()
  }
  const account = await anAccount(database.db)
  await anInvited(account, `queue-1-${account.id}@example.com`)
  await sendThrough({ dot: drop })
  await anInvited(account, `queue-2-${account.id}@example.com`)
  await sendThrough({ RCPT: '450 4.2.0 Greylisted' })
  await anInvited(account, `queue-3-${account.id}@example.com`)
  const { body } = await panel.ask('GET', '/queue')
  const { waiting, deferred, inHand, unconfirmed } = ofAccount(body, account.id).sending
  assert.deepEqual([waiting, deferred, inHand, unconfirmed], [2, 1, 0, 1])
  assert.deepEqual([body.total.waiting, body.total.unconfirmed], [2, 1])
  assert.ok(body.total.oldestDueAt)

  const refusing = await anAccount(database.db)
  await anInvited(refusing, `paused-${refusing.id}@example.com`)
  await sendThrough({ greeting: '554 5.7.1 Go away' })
  const paused = ofAccount((await panel.ask('GET', '/queue')).body, refusing.id)
  assert.ok(paused.paused?.reason)
})

test('all sending is paused and resumed from the panel; meanwhile what is invited waits', async () => {
  const account = await anAccount(database.db)
  const email = `waits-${account.id}@example.com`
  const paused = await panel.ask('POST', '/sending/pause', { reason: 'The mail server moves' })
  assert.equal(paused.body.paused.reason, 'The mail server moves')
  await anInvited(account, email)
  await doEverythingDue(database, sink.url, soon())
  assert.equal(sink.recipients().includes(email), false)
  const overview = (await panel.ask('GET', '')).body
  assert.deepEqual([overview.missing[0], overview.paused.reason], ['sending-paused', 'The mail server moves'])
  assert.equal((await panel.ask('POST', '/sending/resume')).body.paused, null)
  await doEverythingDue(database, sink.url, soon())
  assert.equal(sink.recipients().includes(email), true)
})

test('running workers are counted, and that there is none is said', async () => {
  const missing = async () => (await panel.ask('GET', '')).body.missing
  assert.ok((await missing()).includes('no-worker'))
  const { promise: listening, resolve } = Promise.withResolvers<void>()
  const stop = listenForDue(
    database.url,
    () => resolve(),
    jsonLog(() => {}),
  )
  await listening
  assert.equal((await panel.ask('GET', '/queue')).body.workers, 1)
  assert.equal((await missing()).includes('no-worker'), false)
  await stop()
})

test('the measurements tell the same without naming anybody', async () => {
  const account = await anAccount(database.db, { name: 'Nameless Builders' })
  await anInvited(account, `measured-${account.id}@example.com`)
  const other = await appFor(database)
  const { body } = await other.inject('/metrics')
  await other.close()
  assert.match(body, /^muster_messages_waiting [1-9]/m)
  assert.match(body, /^muster_sending_paused 0$/m)
  assert.match(body, /^muster_workers 0$/m)
  for (const secret of ['Nameless', account.id, '@example.com'])
    assert.equal(body.includes(secret), false, secret)
})
