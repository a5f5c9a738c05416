import assert from 'node:assert/strict'
import { test } from 'node:test'
import { standardForm } from '../../../contract/prequalification/standard-form.ts'
import { aCompanyTemplate, anAccount, aUser } from '../../../test/account.ts'
import { doEverythingDue } from '../../../test/mail.ts'
import { aPlaceWithMail } from '../../../test/place.ts'
import { fillIn, prequalify } from '../../../test/prequalification.ts'

const { database, sink, ask } = await aPlaceWithMail()

const dayMs = 86_400_000
const due = (days = 0) =>
  doEverythingDue(database, sink.url, new Date(Date.now() + days * dayMs + days * 60_000))

/** Ana of Star Framing was asked by the account's admin. */
async function anAsked() {
  const account = await anAccount(database.db)
  const email = `ana-${account.id}@example.com`
  const ana = await aUser(database.db, account, {
    email,
    firstName: 'Ana',
    lastName: 'Kovač',
    companyName: 'Star Framing',
    hasJoined: true,
  })
  const { formId, askedCompanyId: companyId } = await prequalify(database.db, account, [ana])
  await due()
  const fill = () =>
    fillIn((questionId, value) =>
      ask(account, 'PUT', `/my-forms/${formId}/answers/${questionId}`, {
        as: ana,
        payload: { value, version: 0 },
      }),
    )
  const submit = async () => {
    const confirmations = standardForm('USD').confirmations.map(one => one.id)
    const payload = { confirmations }
    const done = await ask(account, 'POST', `/my-forms/${formId}/submission`, { as: ana, payload })
    assert.equal(done.status, 200)
    await due()
  }
  const requestChanges = (as = account.admin) =>
    ask(account, 'POST', `/submissions/${formId}/change-requests`, { as, payload: { text: 'Why?' } })
  const story = async () =>
    (await ask(account, 'GET', `/people/${ana.id}/timeline`)).body.items as {
      code: string
      params: Record<string, string>
    }[]
  return { account, ana, email, formId, companyId, fill, submit, requestChanges, story }
}

test('who asked hears that the form was submitted, with the way to it, and answers its respondent', async () => {
  const { account, email, companyId, fill, submit } = await anAsked()
  await fill()
  await submit()
  const [mail] = await sink.mailTo(account.admin.userName!)
  assert.equal(mail?.subject, 'Star Framing has submitted its prequalification form')
  assert.match(mail.text ?? '', /Ana Kovač has submitted/)
  assert.match(mail.text ?? '', new RegExp(`/prequalifications/${companyId}`))
  assert.equal(mail.replyTo?.[0]?.address, email)
})

test('who asked for changes hears of the next submission', async () => {
  const { account, fill, submit, requestChanges } = await anAsked()
  const templateId = await aCompanyTemplate(database.db, account, { prequalifications_level: 'admin' })
  const reviewer = await aUser(database.db, account, { templateId, hasJoined: true })
  await fill()
  await submit()
  await requestChanges(reviewer)
  await submit()
  const subjects = async (address: string) => (await sink.mailTo(address)).map(mail => mail.subject)
  assert.deepEqual(await subjects(reviewer.userName!), [
    'Star Framing has submitted its prequalification form again',
  ])
  assert.equal((await subjects(account.admin.userName!)).length, 1)
})

test('an account that does not want these e-mails sees on its pages what waits for review', async () => {
  const { account, fill, submit } = await anAsked()
  await ask(account, 'PATCH', '/prequalification-settings', { payload: { tellsOfSubmissions: false } })
  const toReview = async () => (await ask(account, 'GET', '/prequalifications/to-review')).body.count
  assert.equal(await toReview(), 0)
  await fill()
  await submit()
  assert.equal(await toReview(), 1)
  assert.deepEqual(await sink.mailTo(account.admin.userName!), [])
})

test('the story of a person tells what was written to them about the form, and why a reminder was not', async () => {
  const { account, companyId, fill, submit, requestChanges, story } = await anAsked()
  await due(7)
  await fill()
  await submit()
  await requestChanges()
  await due()
  const told = (await story()).map(({ code, params }) => `${params.message ?? ''} ${code}`)
  for (const line of [
    'prequalification message-accepted',
    'prequalification-reminder message-accepted',
    'prequalification-changes message-accepted',
  ])
    assert.ok(told.includes(line), `${line} in ${told.join(', ')}`)
  await ask(account, 'PATCH', '/prequalification-settings', { payload: { mostReminders: 1 } })
  await due(14)
  const notSent = (await story()).find(({ code }) => code === 'message-not-sent')
  assert.deepEqual(
    [notSent?.params.message, notSent?.params.reason],
    ['prequalification-reminder', 'enough-reminders'],
  )
  const { respondents } = (await ask(account, 'GET', `/prequalifications/${companyId}`)).body
  assert.equal(respondents[0].notRemindedBecause, 'enough-reminders')
})
