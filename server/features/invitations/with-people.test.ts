import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, type TestAccount } from '../../../test/account.ts'
import { asker } from '../../../test/ask.ts'
import { bothWays } from './testing.ts'

// Invited as they are added: one by one (Save and send invitation) and by a file (Send invitation).

const it = await bothWays()

const add = (account: TestAccount, person: { email?: string; phone?: string; lastName?: string }) =>
  it.ask(account, 'POST', '/people', {
    ...{ firstName: 'Ana', lastName: 'Kovač', email: null, phone: null, companyName: null },
    ...person,
    templateId: account.templates.readOnly,
  })
const send = (account: TestAccount, id: string) => it.ask(account, 'POST', `/people/${id}/invitation`)
const emailAt = (account: TestAccount, name = 'ana') => `${name}-${account.id}@example.com`

test('at creation: saved, then sent at once, before what a run has waiting', async () => {
  const account = await anAccount(it.database.db)
  await it.ask(account, 'PATCH', '/settings', { bulkHoldSeconds: 0 })
  const ids = await Promise.all(
    ['x', 'y'].map(
      async name => (await aUser(it.database.db, account, { email: emailAt(account, name) })).id,
    ),
  )
  await it.ask(account, 'POST', '/bulk-actions/user.invite/runs', { selection: { ids } })
  const { body: person } = await add(account, { email: emailAt(account) })
  assert.equal(person.invitation.state, 'not_invited')
  assert.equal((await send(account, person.id)).status, 202)
  const [urgent] = await it.messagesOf(account, person.id)
  assert.equal(urgent?.is_urgent, true)
  await it.deliver()
  assert.deepEqual((await it.invitationOf(account, person.id)).state, 'sent')
})

test('at creation: a phone without its country code is kept, with a hint; only sending refuses it, and the person is in Error', async () => {
  const account = await anAccount(it.database.db)
  const { status, body: person } = await add(account, { phone: '9051111111' })
  assert.equal(status, 201)
  assert.equal(person.phone, '9051111111')
  const refused = await send(account, person.id)
  assert.deepEqual([refused.status, refused.body.faults[0].reason], [409, 'phone-without-country-code'])
  const { state, reason } = await it.invitationOf(account, person.id)
  assert.deepEqual([state, reason], ['error', 'phone-without-country-code'])
})

test('at creation: an address that another active user has is refused with who has it, and nothing is sent', async () => {
  const account = await anAccount(it.database.db)
  const email = emailAt(account)
  await aUser(it.database.db, account, { firstName: 'Jo', lastName: 'Smith', email })
  const { status, body } = await add(account, { email: email.toUpperCase() })
  assert.deepEqual([status, body.faults[0].path, body.faults[0].detail?.name], [422, ['email'], 'Jo Smith'])
  await it.deliver()
  assert.deepEqual(await it.sink.mailTo(email), [])
})

test('at creation: somebody with a phone alone gets an SMS', async () => {
  const account = await anAccount(it.database.db)
  const phone = it.aPhone()
  const { body: person } = await add(account, { phone: phone.slice(1) })
  assert.equal(person.phone, phone)
  await send(account, person.id)
  await it.deliver()
  assert.equal(it.textsTo(phone).length, 1)
})

/** Checks a file and applies it with Send invitation. @returns the run over whom it invites */
async function importAndInvite(account: TestAccount, lines: string[]) {
  const text = asker(it.database.db, it.app)
  const headers = { 'content-type': 'text/csv' }
  const { body } = await text(account, 'POST', '/imports?fileName=people.csv', {
    text: `First name,Last name,Email,Phone,Company\n${lines.join('\n')}\n`,
    headers,
  })
  const applied = await it.ask(account, 'POST', `/imports/${body.id}/apply`, { sendInvitation: true })
  assert.equal(applied.status, 200, JSON.stringify(applied.body))
  return applied.body as { runId: string; counts: Record<string, number> }
}
const reasonsOf = async (account: TestAccount, runId: string) => {
  const { counts, reasons } = (await it.ask(account, 'GET', `/runs/${runId}`)).body
  return { done: counts.done, reasons: reasons.map((one: { reason: string }) => one.reason).sort() }
}

test('at import: good lines are added and invited by their channel, faulty ones reported, and who cannot be written to is told why', async () => {
  const account = await anAccount(it.database.db)
  await it.ask(account, 'PATCH', '/settings', { bulkHoldSeconds: 0 })
  const [email, phone] = [emailAt(account), it.aPhone()]
  const { runId, counts } = await importAndInvite(account, [
    `Ana,Kovač,${email},,New Firm`,
    `Jo,Smith,,${phone},New Firm`,
    'No,Code,,9051111111,New Firm',
    'No,Address,,,New Firm',
    'Bad,Mail,a@b,,New Firm',
  ])
  assert.deepEqual([counts.add, counts.faulty], [4, 1])
  await it.deliver()
  await it.deliver()
  assert.deepEqual(await reasonsOf(account, runId), {
    done: 2,
    reasons: ['no-address', 'phone-without-country-code'],
  })
  assert.deepEqual([(await it.sink.mailTo(email)).length, it.textsTo(phone).length], [1, 1])
  const { items } = (await it.ask(account, 'GET', '/people?invitation=error')).body
  assert.equal(items.length, 2)
})

test('at import: the same person twice in a file, and the same file twice, is one invitation', async () => {
  const account = await anAccount(it.database.db)
  await it.ask(account, 'PATCH', '/settings', { bulkHoldSeconds: 0 })
  const email = emailAt(account)
  const line = `Ana,Kovač,${email},,`
  const first = await importAndInvite(account, [line, line])
  assert.deepEqual([first.counts.add, first.counts.faulty], [1, 1])
  await it.deliver()
  assert.equal((await importAndInvite(account, [line])).runId, null)
  await it.deliver()
  assert.equal((await it.sink.mailTo(email)).length, 1)
})

test('at import: called back within the hold, the people stay and nobody is invited', async () => {
  const account = await anAccount(it.database.db)
  const email = emailAt(account)
  const { runId } = await importAndInvite(account, [`Ana,Kovač,${email},,`])
  await it.deliver()
  assert.equal((await it.ask(account, 'POST', `/runs/${runId}/cancel`)).status, 200)
  await it.deliver(1)
  const { items } = (await it.ask(account, 'GET', '/people?q=Kovač')).body
  assert.deepEqual(
    items.map((one: { invitation: { state: string } }) => one.invitation.state),
    ['not_invited'],
  )
  assert.deepEqual(await it.sink.mailTo(email), [])
})

test('at import: who has a new address there is withdrawn from the old link and invited at the new one', async () => {
  const account = await anAccount(it.database.db)
  await it.ask(account, 'PATCH', '/settings', { bulkHoldSeconds: 0 })
  const [before, next, phone] = [emailAt(account), emailAt(account, 'new'), it.aPhone()]
  await importAndInvite(account, [`Ana,Kovač,${before},${phone},`])
  await it.deliver()
  await it.deliver()
  const [old] = await it.sink.mailTo(before)
  await importAndInvite(account, [`Ana,Kovač,${next},${phone},`])
  await it.deliver()
  await it.deliver()
  const stateOf = async (secret: string) => (await it.app.inject(`/api/v1/join/${secret}`)).json().state
  const secretIn = (text: string) => /\/join\/([\w-]{43})/.exec(text)![1]!
  assert.equal(await stateOf(secretIn(old!.text!)), 'withdrawn')
  const [mail] = await it.sink.mailTo(next)
  assert.equal(await stateOf(secretIn(mail!.text!)), 'open')
})
