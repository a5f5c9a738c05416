import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  anAccount,
  aUser,
  type TestAccount,
  type TestUser,
  testInstallation,
  testPassword,
} from '../../../test/account.ts'
import { doEverythingDue } from '../../../test/mail.ts'
import { aPlaceWithMail } from '../../../test/place.ts'
import { drop, scriptedSmtpServer } from '../../../test/scripted-smtp-server.ts'
import { inAccount } from '../../db/connect.ts'
import { bulkCatalogue } from '../../registry.ts'
import { runsSweep } from '../bulk/index.ts'
import { eventsUrlOf } from '../delivery/index.ts'
import { secretOf } from '../invitations/index.ts'
import { join } from '../invitations/join.ts'

const { database, app, sink, ask } = await aPlaceWithMail()

async function anAccountAtOnce(): Promise<TestAccount> {
  const account = await anAccount(database.db)
  await inAccount(database.db, account.id, tx =>
    tx.updateTable('account').set({ bulk_hold_seconds: 0 }).where('id', '=', account.id).execute(),
  )
  return account
}

const add = (account: TestAccount, more: Parameters<typeof aUser>[2] = {}) =>
  aUser(database.db, account, { companyName: 'Star Framing', ...more })

const review = async (account: TestAccount, users: TestUser[]) =>
  (
    await ask(account, 'POST', '/bulk-actions/user.prequalify/reviews', {
      payload: { selection: { ids: users.map(user => user.id) } },
    })
  ).body

async function press(account: TestAccount, users: TestUser[]) {
  const payload = { selection: { ids: users.map(user => user.id) } }
  const { body } = await ask(account, 'POST', '/bulk-actions/user.prequalify/runs', { payload })
  return body.id as string
}

/** What runs cause is written, and does not leave yet. */
const workRuns = ({ id }: TestAccount) =>
  runsSweep(database.db, bulkCatalogue(testInstallation)).sweep(id, new Date(), new AbortController().signal)

async function prequalify(account: TestAccount, ...users: TestUser[]) {
  const runId = await press(account, users)
  await doEverythingDue(database, sink.url)
  return (await ask(account, 'GET', `/runs/${runId}`)).body
}

const listed = async (account: TestAccount) => (await ask(account, 'GET', '/prequalifications')).body.items

const qualify = (account: TestAccount, companyId: string) =>
  ask(account, 'POST', `/prequalifications/${companyId}/decisions`, {
    payload: {
      status: 'qualified',
      expiresOn: '2099-12-31',
      singleProjectLimit: '500000',
      aggregateLimit: '1000000',
    },
  })

test('a user who was never invited to join gets two messages, and both say who asks', async () => {
  const account = await anAccountAtOnce()
  const email = `ana-${account.id}@example.com`
  const run = await prequalify(account, await add(account, { email }))
  assert.equal(run.counts.done, 1)
  const mails = await sink.mailTo(email)
  assert.deepEqual(
    mails.map(mail => mail.subject).toSorted(),
    [
      `Ada Admin invites you to join ${account.name}`,
      `${account.name} asks your company to prequalify`,
    ].toSorted(),
  )
})

test('who has joined, or was invited to join before, gets one message', async () => {
  const account = await anAccountAtOnce()
  const email = `bo-${account.id}@example.com`
  await prequalify(account, await add(account, { email, hasJoined: true }))
  assert.equal((await sink.mailTo(email)).length, 1)
})

test('two users of one company in one run share one form', async () => {
  const account = await anAccountAtOnce()
  await prequalify(account, await add(account), await add(account))
  const [company, ...others] = await listed(account)
  assert.deepEqual([company.form.state, company.form.round, others], ['invited', 1, []])
  const view = (await ask(account, 'GET', `/prequalifications/${company.company.id}`)).body
  assert.equal(view.respondents.length, 2)
  assert.equal(view.forms.length, 1)
})

test('who has no company is left out, with the reason in words before anything is sent', async () => {
  const account = await anAccountAtOnce()
  const seen = await review(account, [await add(account), await aUser(database.db, account)])
  assert.equal(seen.acting.count, 1)
  assert.deepEqual(
    seen.skipped.map((group: { reason: string; count: number }) => [group.reason, group.count]),
    [['no-company', 1]],
  )
})

test('people of the own company, and of an inactive one, are left out', async () => {
  const account = await anAccountAtOnce()
  const late = await add(account, { companyName: 'Closed Shop' })
  await inAccount(database.db, account.id, tx =>
    tx.updateTable('company').set({ status: 'inactive' }).where('name', '=', 'Closed Shop').execute(),
  )
  const own = await add(account)
  await inAccount(database.db, account.id, tx =>
    tx
      .updateTable('person_state')
      .set({ company_id: account.ownCompanyId })
      .where('person_id', '=', own.id)
      .execute(),
  )
  const seen = await review(account, [late, own])
  assert.deepEqual(
    seen.skipped.map((group: { reason: string }) => group.reason),
    ['company-inactive', 'own-company'],
  )
})

test('Re-Qualify sets the status back to Not Assigned and sends a new form, once per company and run', async () => {
  const account = await anAccountAtOnce()
  const users = [await add(account), await add(account)]
  await prequalify(account, ...users)
  const [{ company }] = await listed(account)
  await qualify(account, company.id)
  assert.equal((await listed(account))[0].status, 'qualified')

  const seen = await review(account, users)
  assert.deepEqual(
    seen.notes.map((note: { code: string; count: number }) => [note.code, note.count]),
    [
      ['status-resets', 1],
      ['new-form', 1],
      ['forms', 1],
    ],
  )
  assert.deepEqual(
    seen.notes[0].items.map((one: { name: string }) => one.name),
    ['Star Framing'],
  )
  await prequalify(account, ...users)
  const [after] = await listed(account)
  assert.deepEqual([after.status, after.form.round, after.form.state], ['not_assigned', 2, 'invited'])
})

test('by the account’s setting Re-Qualify keeps the status until the new decision', async () => {
  const account = await anAccountAtOnce()
  await ask(account, 'PATCH', '/prequalification-settings', { payload: { keepsStatusOnRequalify: true } })
  const user = await add(account)
  await prequalify(account, user)
  const [{ company }] = await listed(account)
  await qualify(account, company.id)
  await prequalify(account, user)
  const [after] = await listed(account)
  assert.deepEqual([after.status, after.form.round], ['qualified', 2])
})

test('a colleague of an invited company joins its current form and leaves the status alone', async () => {
  const account = await anAccountAtOnce()
  await prequalify(account, await add(account))
  const [{ company }] = await listed(account)
  await qualify(account, company.id)
  const colleague = await add(account)
  const seen = await review(account, [colleague])
  assert.deepEqual(
    seen.notes.map((note: { code: string }) => note.code),
    ['joins-form', 'invited-to-join', 'forms'],
  )
  await prequalify(account, colleague)
  const [after] = await listed(account)
  assert.deepEqual([after.status, after.form.round], ['qualified', 1])
})

test('two admins starting the same run at once: one message each', async () => {
  const account = await anAccountAtOnce()
  const email = `cy-${account.id}@example.com`
  const user = await add(account, { email, hasJoined: true })
  await Promise.all([press(account, [user]), press(account, [user])])
  await doEverythingDue(database, sink.url)
  assert.equal((await sink.mailTo(email)).length, 1)
})

test('a run called back leaves everything as it was: status, form, both invitations', async () => {
  const account = await anAccountAtOnce()
  const user = await add(account)
  await prequalify(account, user)
  const [{ company }] = await listed(account)
  await qualify(account, company.id)
  const stranger = await add(account)
  const before = (await ask(account, 'GET', `/prequalifications/${company.id}`)).body
  await inAccount(database.db, account.id, tx =>
    tx.updateTable('account').set({ bulk_hold_seconds: 3600 }).where('id', '=', account.id).execute(),
  )
  const runId = await press(account, [user, stranger])
  await doEverythingDue(database, sink.url)
  assert.equal((await listed(account))[0].status, 'not_assigned')
  await ask(account, 'POST', `/runs/${runId}/cancel`)
  await doEverythingDue(database, sink.url, new Date(Date.now() + 7_200_000))

  const after = (await ask(account, 'GET', `/prequalifications/${company.id}`)).body
  assert.deepEqual([after.status, after.form, after.decision], [before.status, before.form, before.decision])
  assert.deepEqual(after.respondents, before.respondents)
  const invited = await ask(account, 'GET', `/people/${stranger.id}`)
  assert.equal(invited.body.invitation.state, 'not_invited')
})

test('called back while it is to leave once more, it may have arrived: the company stays asked, and the run says so', async () => {
  const account = await anAccountAtOnce()
  const user = await add(account, { hasJoined: true })
  await inAccount(database.db, account.id, tx =>
    tx.updateTable('account').set({ bulk_hold_seconds: 3600 }).where('id', '=', account.id).execute(),
  )
  const runId = await press(account, [user])
  await doEverythingDue(database, sink.url)
  await inAccount(database.db, account.id, tx =>
    tx.updateTable('message').set({ is_resend: true, dot_at: new Date(), attempt: 1 }).execute(),
  )
  await ask(account, 'POST', `/runs/${runId}/cancel`)

  const { counts } = (await ask(account, 'GET', `/runs/${runId}`)).body
  assert.deepEqual([counts.unconfirmed, counts.pending, counts.cancelled], [1, 0, 0])
  const [{ company, form }] = await listed(account)
  const { respondents } = (await ask(account, 'GET', `/prequalifications/${company.id}`)).body
  assert.deepEqual([form.state, respondents[0].state], ['invited', 'unconfirmed'])
})

test('a form that was called back does not bring back what was answered otherwise since, nor what was taken back', async () => {
  const account = await anAccountAtOnce()
  const user = await add(account, { hasJoined: true })
  await prequalify(account, user)
  const form = async () => (await ask(account, 'GET', '/my-forms', { as: user })).body.items[0].id as string
  const save = async (questionId: string, value: string | null, version: number) => {
    const url = `/my-forms/${await form()}/answers/${questionId}`
    assert.equal((await ask(account, 'PUT', url, { as: user, payload: { value, version } })).status, 200)
  }
  await save('insurer', 'Acme Mutual', 0)
  await save('head-office-address', '1 Ana Street', 0)
  const runId = await press(account, [user])
  await workRuns(account)
  await ask(account, 'POST', `/runs/${runId}/cancel`)
  await save('insurer', 'Zenith Mutual', 1)
  await save('head-office-address', null, 1)
  await prequalify(account, user)

  const { answers, archived } = (await ask(account, 'GET', `/submissions/${await form()}`)).body
  const told = answers.map((one: { questionId: string; value: string }) => [one.questionId, one.value])
  assert.deepEqual([told, archived], [[['insurer', 'Zenith Mutual']], []])
})

test('who is tried again after their message failed is asked about the form that is open, and no further one is opened', async () => {
  const account = await anAccountAtOnce()
  const users = [await add(account, { hasJoined: true }), await add(account, { hasJoined: true })]
  await prequalify(account, ...users)
  await prequalify(account, ...users)
  await inAccount(database.db, account.id, tx =>
    tx
      .updateTable('respondent')
      .set({ state: 'error', error_reason: 'refused-by-server', sent_at: null, next_reminder_at: null })
      .where('person_id', '=', users[0]!.id)
      .where('form_id', 'in', form => form.selectFrom('prequalification').select('form_id'))
      .execute(),
  )
  const seen = await review(account, [users[0]!])
  const codes = seen.notes.map((note: { code: string }) => note.code)
  const [row] = (await ask(account, 'GET', `/people?q=${users[0]!.userName}`)).body.items
  assert.deepEqual([codes, row.prequalify.action], [['joins-form', 'forms'], 'prequalify'])
  await prequalify(account, users[0]!)
  const [{ form, company }] = await listed(account)
  const view = (await ask(account, 'GET', `/prequalifications/${company.id}`)).body
  const states = view.respondents.map((one: { state: string }) => one.state)
  assert.deepEqual([form.round, states], [2, ['sent', 'sent']])
})

test('who joins while the message of the form waits still gets it; whose address changes can be asked anew', async () => {
  const account = await anAccountAtOnce()
  const [joins, moves] = [
    await add(account, { email: `joins-${account.id}@example.com` }),
    await add(account, { email: `moves-${account.id}@example.com` }),
  ]
  const runId = await press(account, [joins, moves])
  const server = await scriptedSmtpServer({ RCPT: '451 4.7.1 Greylisted' })
  await doEverythingDue(database, `smtp://127.0.0.1:${server.port}`)
  await server.close()
  const { invitation_id } = await inAccount(database.db, account.id, tx =>
    tx
      .selectFrom('person_state')
      .select('invitation_id')
      .where('person_id', '=', joins.id)
      .executeTakeFirstOrThrow(),
  )
  await join(database.db, secretOf(testInstallation.secret, account.id, invitation_id!), testPassword, null)
  const payload = { email: `moved-${account.id}@example.com` }
  assert.equal((await ask(account, 'PATCH', `/people/${moves.id}`, { payload })).status, 200)
  await doEverythingDue(database, sink.url, new Date(Date.now() + 3_600_000))

  assert.equal((await sink.mailTo(`joins-${account.id}@example.com`)).length, 1)
  assert.equal((await sink.mailTo(`moves-${account.id}@example.com`)).length, 0)
  const { counts } = (await ask(account, 'GET', `/runs/${runId}`)).body
  assert.deepEqual([counts.done, counts.cancelled, counts.pending], [1, 1, 0])
  assert.equal((await prequalify(account, moves)).counts.done, 1)
})

test('what becomes known of a message once its receiver is asked anew, elsewhere, is nothing of the new one: that leaves', async () => {
  for (const event of ['failed', 'delivered']) {
    const account = await anAccountAtOnce()
    const user = await add(account, { hasJoined: true })
    await press(account, [user])
    const deaf = await scriptedSmtpServer({ dot: drop })
    await doEverythingDue(database, `smtp://127.0.0.1:${deaf.port}`)
    await deaf.close()
    const [lost] = await inAccount(database.db, account.id, tx =>
      tx.selectFrom('message').select(['id', 'state']).execute(),
    )
    assert.equal(lost!.state, 'unconfirmed')
    const email = `moved-${account.id}@example.com`
    await ask(account, 'PATCH', `/people/${user.id}`, { payload: { email } })
    const again = await press(account, [user])
    await workRuns(account)
    const url = eventsUrlOf(testInstallation).replace(testInstallation.publicUrl, '')
    const events = [{ messageId: `<${lost!.id}@example.com>`, event, status: '5.1.1', words: 'Gone' }]
    assert.equal((await app.inject({ method: 'POST', url, payload: { events } })).statusCode, 200)
    await doEverythingDue(database, sink.url)
    assert.equal((await sink.mailTo(email)).length, 1, event)
    assert.equal((await ask(account, 'GET', `/runs/${again}`)).body.counts.done, 1)
  }
})
