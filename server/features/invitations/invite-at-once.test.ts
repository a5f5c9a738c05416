import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, testInstallation } from '../../../test/account.ts'
import { leaveUnconfirmed } from '../../../test/bulk-subjects.ts'
import { doEverythingDue } from '../../../test/mail.ts'
import { aPlaceWithMail } from '../../../test/place.ts'
import { drop, scriptedSmtpServer } from '../../../test/scripted-smtp-server.ts'
import { inAccount } from '../../db/connect.ts'
import { messageKinds } from '../../registry.ts'
import { suppress } from '../delivery/suppression/suppress.ts'

const { database, sink, ask } = await aPlaceWithMail()

const soon = () => new Date(Date.now() + 1000)

test('a company Admin whom somebody may not invite stays as they were', async () => {
  const account = await anAccount(database.db)
  const { id } = await aUser(database.db, account, { templateId: account.templates.admin })
  const refused = await ask(account, 'POST', `/people/${id}/invitation`, { as: account.standard })
  assert.deepEqual([refused.status, refused.body.faults[0].reason], [409, 'is-company-admin'])
  const { body } = await ask(account, 'GET', `/people/${id}`)
  assert.deepEqual([body.invitation.state, body.invitation.reason], ['not_invited', null])
})

test('nor does Send again write to a company Admin for whoever may not invite one', async () => {
  const account = await anAccount(database.db)
  const { id } = await aUser(database.db, account, { templateId: account.templates.admin })
  await leaveUnconfirmed(database.db, account, id)
  const refused = await ask(account, 'POST', `/people/${id}/invitation`, { as: account.standard })
  assert.deepEqual([refused.status, refused.body.faults?.[0].reason], [409, 'is-company-admin'])
  assert.equal((await ask(account, 'GET', `/people/${id}`)).body.invitation.isUnconfirmed, true)
})

test('Send again is for the current invitation: an unconfirmed message of an earlier one stays as it is', async () => {
  const account = await anAccount(database.db)
  const { id } = await aUser(database.db, account, { email: `first-${account.id}@example.com` })
  await ask(account, 'POST', `/people/${id}/invitation`)
  const deaf = await scriptedSmtpServer({ dot: drop })
  await doEverythingDue(database, `smtp://127.0.0.1:${deaf.port}`, soon())
  await deaf.close()

  const payload = { email: `second-${account.id}@example.com` }
  await ask(account, 'PATCH', `/people/${id}`, { payload })
  assert.equal((await ask(account, 'POST', `/people/${id}/invitation`)).status, 202)
  const again = await ask(account, 'POST', `/people/${id}/invitation`)
  assert.deepEqual([again.status, again.body.faults?.[0].reason], [409, 'already-waiting'])

  await doEverythingDue(database, sink.url, soon())
  assert.deepEqual(sink.recipients(), [payload.email])
  const story = (await ask(account, 'GET', `/people/${id}/timeline`)).body.items
  assert.deepEqual(story.map(({ code }: { code: string }) => code).toSorted(), [
    'invitation-cancelled',
    'invited',
    'invited-again',
    'welcome-accepted',
    'welcome-unconfirmed',
  ])
})

test('double click: one invitation, one message', async () => {
  const account = await anAccount(database.db)
  const email = `twice-${account.id}@example.com`
  const { id } = await aUser(database.db, account, { email })
  const answers = await Promise.all([1, 2].map(() => ask(account, 'POST', `/people/${id}/invitation`)))
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [202, 409])
  await doEverythingDue(database, sink.url, soon())
  assert.equal((await sink.mailTo(email)).length, 1)
})

test('Send again to an address that nothing is sent to any more is refused, and nobody forgets that it may have arrived', async () => {
  const account = await anAccount(database.db)
  const address = `gone-${account.id}@example.com`
  const { id } = await aUser(database.db, account, { email: address })
  await leaveUnconfirmed(database.db, account, id)
  const suppressed = { channel: 'email', address, reason: 'mailbox-full', sendingNumber: null } as const
  await inAccount(database.db, account.id, tx =>
    suppress(tx, account.id, messageKinds(testInstallation), [{ ...suppressed, detail: null }]),
  )
  const refused = await ask(account, 'POST', `/people/${id}/invitation`)
  assert.deepEqual([refused.status, refused.body.faults?.[0].reason], [409, 'address-suppressed'])
  const { invitation } = (await ask(account, 'GET', `/people/${id}`)).body
  assert.deepEqual([invitation.state, invitation.isUnconfirmed], ['waiting', true])
})
