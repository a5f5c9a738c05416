import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser } from '../../../../test/account.ts'
import { doEverythingDue } from '../../../../test/mail.ts'
import { aPlaceWithMail } from '../../../../test/place.ts'
import { scriptedSmtpServer } from '../../../../test/scripted-smtp-server.ts'

const { database, sink, ask } = await aPlaceWithMail()

/** Turns away whoever signs in, until told otherwise. */
const turnsAway = () =>
  scriptedSmtpServer({
    EHLO: Array(9).fill('250-test.example\r\n250 AUTH PLAIN'),
    AUTH: Array(9).fill('535 5.7.8 No'),
  })

async function anAccountTurnedAway() {
  const account = await anAccount(database.db)
  const email = `ana-${account.id}@example.com`
  const { id } = await aUser(database.db, account, { email })
  const server = await turnsAway()
  await ask(account, 'POST', `/people/${id}/invitation`)
  await doEverythingDue(database, `smtp://muster:secret@127.0.0.1:${server.port}`)
  await server.close()
  return { account, id, email }
}

test('a refused sign-in pauses the account with one clear error for who may have something sent', async () => {
  const { account } = await anAccountTurnedAway()
  const told = async (as: typeof account.admin) =>
    (await ask(account, 'GET', '/run-notices', { as })).body.sendingPause
  assert.equal((await told(account.admin)).reason, 'sign-in-refused-by-mail-server')
  assert.ok(Date.parse((await told(account.standard)).nextTryAt) > Date.now())
  assert.equal(await told(account.reader), null)
})

test('Try again now sends what waited, tells it on the record, and the error is gone', async () => {
  const { account, email } = await anAccountTurnedAway()
  const tryNow = (as = account.admin) => ask(account, 'POST', '/sending/try-again', { as })
  assert.equal((await tryNow(account.reader)).status, 403)
  await doEverythingDue(database, sink.url)
  assert.deepEqual(await sink.mailTo(email), [])
  assert.equal((await tryNow()).status, 204)
  await doEverythingDue(database, sink.url)
  assert.equal((await sink.mailTo(email)).length, 1)
  assert.equal((await ask(account, 'GET', '/run-notices')).body.sendingPause, null)
  assert.equal((await tryNow()).status, 204)
  const { body } = await ask(account, 'GET', '/audit-events?event=sending.tried-again')
  assert.equal(body.items.length, 1)
})

test('an account that has nothing to send is told of no pause', async () => {
  const { account, id } = await anAccountTurnedAway()
  await ask(account, 'POST', `/people/${id}/invitation/cancel`)
  assert.equal((await ask(account, 'GET', '/run-notices')).body.sendingPause, null)
})
