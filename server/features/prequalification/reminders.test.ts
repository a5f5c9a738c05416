import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { anAccount, aUser, type TestAccount } from '../../../test/account.ts'
import { doEverythingDue } from '../../../test/mail.ts'
import { aPlaceWithMail } from '../../../test/place.ts'
import { prequalify } from '../../../test/prequalification.ts'
import { inAccount } from '../../db/connect.ts'

const { database, app, sink, ask } = await aPlaceWithMail()

const dayMs = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * dayMs + 60_000)
const dueIn = (days: number) => doEverythingDue(database, sink.url, inDays(days))

async function anInvited(more: Parameters<typeof aUser>[2] = {}) {
  const account = await anAccount(database.db)
  const email = `ana-${account.id}@example.com`
  const user = await aUser(database.db, account, {
    email,
    hasJoined: true,
    companyName: 'Star Framing',
    ...more,
  })
  const { formId, askedCompanyId: companyId } = await prequalify(database.db, account, [user])
  await dueIn(0)
  const mails = async () => (await sink.mailTo(email)).map(mail => mail.subject ?? '')
  const reminders = async () => (await mails()).filter(subject => subject.startsWith('Reminder')).length
  return { account, user, email, formId, companyId, mails, reminders }
}

const remindersOf = (account: TestAccount) =>
  inAccount(database.db, account.id, tx =>
    tx
      .selectFrom('message')
      .select(['ordinal', 'state', 'reason'])
      .where('kind', '=', 'prequalification-reminder')
      .orderBy('ordinal')
      .execute(),
  )

test('reminds every week without end until the form is submitted', async () => {
  const { account, reminders, formId } = await anInvited()
  for (const [days, count] of [
    [6, 0],
    [7, 1],
    [13, 1],
    [14, 2],
    [21, 3],
    [28, 4],
  ] as const) {
    await dueIn(days)
    assert.equal(await reminders(), count, `after ${days} days`)
  }
  await inAccount(database.db, account.id, tx =>
    sql`update company_form set state = 'submitted', percent = 100, submitted_at = now(), submitted_by = ${account.admin.id}, confirmations = '{}' where id = ${formId}`.execute(
      tx,
    ),
  )
  await dueIn(35)
  await dueIn(42)
  assert.equal(await reminders(), 4)
  assert.deepEqual((await remindersOf(account)).at(-1), {
    ordinal: 5,
    state: 'cancelled',
    reason: 'form-submitted',
  })
})

test('the account says how often, and how many at most', async () => {
  const { account, reminders } = await anInvited()
  await ask(account, 'PATCH', '/prequalification-settings', {
    payload: { reminderDays: 3, mostReminders: 2 },
  })
  for (const days of [7, 10, 13, 16, 19]) await dueIn(days)
  assert.equal(await reminders(), 2)
})

test('a worker stopped for ten weeks sends one reminder, not ten', async () => {
  const { reminders } = await anInvited()
  await dueIn(70)
  assert.equal(await reminders(), 1)
  await dueIn(77)
  assert.equal(await reminders(), 2)
})

test('a reminder that falls due on a weekend or in the night leaves when the account’s window for reminders opens', async () => {
  const { account, user, reminders } = await anInvited()
  const window = { followUpFrom: '09:00', followUpUntil: '17:00', followUpWeekdays: [1, 2, 3, 4, 5] }
  assert.equal((await ask(account, 'PATCH', '/settings', { payload: window })).status, 200)
  await inAccount(database.db, account.id, async tx => {
    await tx
      .updateTable('respondent')
      .set({ next_reminder_at: new Date('2030-01-05T21:00:00Z') })
      .execute()
    await tx.updateTable('person').set({ time_zone: 'Europe/Berlin' }).where('id', '=', user.id).execute()
  })
  for (const [now, count] of [
    ['2030-01-05T21:30:00Z', 0],
    ['2030-01-07T07:59:00Z', 0],
    ['2030-01-07T08:00:00Z', 1],
    ['2030-01-14T07:59:00Z', 1],
    ['2030-01-14T08:00:00Z', 2],
  ] as const) {
    await doEverythingDue(database, sink.url, new Date(now))
    assert.equal(await reminders(), count, now)
  }
})

test('one POST stops the reminders, looking does not, and the invitation to join goes on', async () => {
  const { account, email, reminders } = await anInvited()
  await dueIn(7)
  const [reminder] = (await sink.mailTo(email)).slice(-1)
  const url = reminder?.headers.find(header => header.key === 'list-unsubscribe')?.value.slice(1, -1) ?? ''
  const path = new URL(url).pathname
  assert.equal((await app.inject(path)).json().isStopped, false)
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const stop = () =>
    app.inject({ method: 'POST', url: path, headers: form, payload: 'List-Unsubscribe=One-Click' })
  assert.equal((await stop()).statusCode, 204)
  assert.equal((await stop()).statusCode, 204)
  assert.equal((await app.inject(path)).json().isStopped, true)
  await dueIn(14)
  await dueIn(21)
  assert.equal(await reminders(), 1)
  assert.equal((await app.inject({ method: 'POST', url: `${path.slice(0, -3)}abc` })).statusCode, 404)
  const [{ company }] = (await ask(account, 'GET', '/prequalifications')).body.items
  const { respondents } = (await ask(account, 'GET', `/prequalifications/${company.id}`)).body
  assert.deepEqual([respondents[0].remindersStopped, respondents[0].remindersSent], [true, 1])
})

test('who was inactivated, or is of another company, is not reminded', async () => {
  const { account, user, reminders } = await anInvited()
  const payload = { selection: { ids: [user.id] } }
  await ask(account, 'POST', '/bulk-actions/user.inactivate/runs', { payload })
  await dueIn(7)
  const other = await anInvited()
  await ask(other.account, 'PATCH', `/people/${other.user.id}`, {
    payload: { companyName: 'Alpha Concrete' },
  })
  await dueIn(8)
  assert.deepEqual([await reminders(), await other.reminders()], [0, 0])
})

async function aQualified(expiresInDays: number) {
  const invited = await anInvited()
  const expiresOn = inDays(expiresInDays).toISOString().slice(0, 10)
  const payload = { status: 'qualified', expiresOn, singleProjectLimit: '5', aggregateLimit: '5' }
  await ask(invited.account, 'POST', `/prequalifications/${invited.companyId}/decisions`, { payload })
  await ask(invited.account, 'PATCH', `/prequalifications/${invited.companyId}`, {
    payload: { primaryContactId: invited.user.id },
  })
  return invited
}

test('30 days before the expiry solicitor and primary contact get one notice each', async () => {
  const { account, mails } = await aQualified(60)
  const noticesToContact = async () =>
    (await mails()).filter(subject => subject.includes('will expire soon')).length
  await dueIn(29)
  assert.equal(await noticesToContact(), 0)
  await dueIn(30)
  await dueIn(31)
  assert.equal(await noticesToContact(), 1)
  const toSolicitor = await sink.mailTo(account.admin.userName!)
  assert.deepEqual(
    toSolicitor.map(mail => mail.subject),
    [`Qualifications at ${account.name} will expire soon`],
  )
})

test('where the account wants it so, a new form goes out with the notice and the status stays', async () => {
  const { account, formId, companyId } = await aQualified(60)
  await inAccount(database.db, account.id, async tx => {
    await sql`update company_form set state = 'reviewed', percent = 100, submitted_at = now(), submitted_by = ${account.admin.id}, confirmations = '{}' where id = ${formId}`.execute(
      tx,
    )
    await sql`update prequalification set form_state = 'reviewed' where company_id = ${companyId}`.execute(tx)
  })
  await ask(account, 'PATCH', '/prequalification-settings', { payload: { requalifiesByItself: true } })
  await dueIn(30)
  const [row] = (await ask(account, 'GET', '/prequalifications')).body.items
  assert.deepEqual([row.status, row.form.round, row.form.state], ['qualified', 2, 'invited'])
  await dueIn(31)
  assert.equal((await ask(account, 'GET', '/prequalifications')).body.items[0].form.round, 2)
})

test('past its expiry a qualification shows as Expired, overwriting nothing', async () => {
  const { account, companyId } = await aQualified(60)
  await inAccount(database.db, account.id, tx =>
    sql`update prequalification set expires_on = current_date - 1`.execute(tx),
  )
  const [row] = (await ask(account, 'GET', '/prequalifications?status=expired')).body.items
  assert.deepEqual([row.company.id, row.status, row.decided], [companyId, 'expired', 'qualified'])
  assert.deepEqual((await ask(account, 'GET', '/prequalifications?status=qualified')).body.items, [])
  const counts = (await ask(account, 'GET', '/prequalifications/counts')).body
  assert.deepEqual([counts.total, counts.status.expired, counts.status.qualified], [1, 1, 0])
})
