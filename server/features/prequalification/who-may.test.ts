import assert from 'node:assert/strict'
import { test } from 'node:test'
import { standardForm } from '../../../contract/prequalification/standard-form.ts'
import { aCompanyTemplate, anAccount, aUser } from '../../../test/account.ts'
import { aPlace } from '../../../test/place.ts'
import { fillIn, prequalify } from '../../../test/prequalification.ts'
import { inAccount } from '../../db/connect.ts'

const { database, app, ask } = await aPlace()

type Levels = Parameters<typeof aCompanyTemplate>[2]

/** Star Framing was asked; Ana may fill its form in. */
async function anAsked() {
  const account = await anAccount(database.db)
  const ana = await aUser(database.db, account, { companyName: 'Star Framing', hasJoined: true })
  const { formId, askedCompanyId: companyId } = await prequalify(database.db, account, [ana])
  const colleague = async (levels: Levels) =>
    aUser(database.db, account, {
      templateId: await aCompanyTemplate(database.db, account, levels),
      hasJoined: true,
    })
  const save = (questionId: string, value: unknown, version = 0) =>
    ask(account, 'PUT', `/my-forms/${formId}/answers/${questionId}`, {
      as: ana,
      payload: { value, version },
    })
  const submit = () =>
    ask(account, 'POST', `/my-forms/${formId}/submission`, {
      as: ana,
      payload: { confirmations: standardForm('USD').confirmations.map(one => one.id) },
    })
  return { account, ana, formId, companyId, colleague, save, submit }
}

test('Prequalifications Admin without Directory Standard is refused inviting: in bulk, in its review, and at the row', async () => {
  const { account, colleague } = await anAsked()
  const { id } = await aUser(database.db, account, { companyName: 'Volt Electric' })
  const payload = { selection: { ids: [id] } }
  const tries = async (levels: Levels) => {
    const as = await colleague(levels)
    const run = await ask(account, 'POST', '/bulk-actions/user.prequalify/runs', { as, payload })
    const review = await ask(account, 'POST', '/bulk-actions/user.prequalify/reviews', { as, payload })
    const people = await ask(account, 'GET', '/people?limit=200', { as })
    const row = people.body.items?.find((person: { id: string }) => person.id === id)
    return { run, review, row }
  }
  for (const levels of [
    { prequalifications_level: 'admin', directory_level: 'read_only' },
    { prequalifications_level: 'admin', directory_level: 'none' },
    { prequalifications_level: 'standard', directory_level: 'standard' },
  ] as const) {
    const { run, review, row } = await tries(levels)
    const name = JSON.stringify(levels)
    assert.deepEqual([run.status, run.body.needs], [403, 'prequalifications.invite'], name)
    assert.equal(review.status, 403, name)
    if (levels.directory_level !== 'none')
      assert.equal(row.prequalify.needs, 'prequalifications.invite', name)
  }
  const as = await colleague({ prequalifications_level: 'admin', directory_level: 'standard' })
  const [row] = (await ask(account, 'GET', '/people?q=Volt', { as })).body.items
  assert.equal(row.prequalify.whyNot, null)
  assert.equal(
    (await ask(account, 'POST', '/bulk-actions/user.prequalify/runs', { as, payload })).status,
    201,
  )
})

test('Standard sees nothing of Financials, in whatever form it is asked for', async () => {
  const { account, formId, companyId, colleague, save, submit } = await anAsked()
  await fillIn((questionId, value) => save(questionId, value))
  await save('was-insolvent', true, 1)
  await save('insolvency-explained', 'Chapter 11 in 2019')
  await submit()
  const clerk = await colleague({ directory_level: 'read_only', prequalifications_level: 'standard' })
  const secrets = /5000000|Chapter 11|annual-revenue|insolven/
  for (const path of [
    '/prequalifications',
    '/prequalifications?q=5000000',
    '/prequalifications/counts',
    '/prequalifications.csv',
    `/prequalifications/${companyId}`,
    `/submissions/${formId}`,
  ]) {
    const { status, body } = await ask(account, 'GET', path, { as: clerk })
    assert.equal(status, 200, path)
    assert.doesNotMatch(JSON.stringify(body), secrets, path)
  }
  const comment = { text: 'How much?', questionId: 'annual-revenue' }
  const said = await ask(account, 'POST', `/submissions/${formId}/comments`, { as: clerk, payload: comment })
  assert.doesNotMatch(JSON.stringify(said.body), secrets)
})

test('what is printed for Standard is made of what they may see', async () => {
  const { account, formId, colleague, save } = await anAsked()
  await fillIn((questionId, value) => save(questionId, value))
  const length = async (as = account.admin) =>
    (await ask(account, 'GET', `/submissions/${formId}/pdf`, { as })).body.length
  const clerk = await colleague({ directory_level: 'read_only', prequalifications_level: 'standard' })
  assert.ok((await length(clerk)) < (await length()))
})

test('what differs from the round before hides Financials from Standard too', async () => {
  const { account, ana, colleague, save, submit } = await anAsked()
  await fillIn((questionId, value) => save(questionId, value))
  await submit()
  await inAccount(database.db, account.id, tx =>
    tx.updateTable('respondent').set({ state: 'sent', sent_at: new Date() }).execute(),
  )
  const { formId } = await prequalify(database.db, account, [ana])
  const clerk = await colleague({ directory_level: 'read_only', prequalifications_level: 'standard' })
  const { body } = await ask(account, 'GET', `/submissions/${formId}`, { as: clerk })
  assert.equal(body.previous.round, 1)
  assert.ok(body.previous.answers.length > 0)
  assert.doesNotMatch(JSON.stringify(body), /5000000|annual-revenue/)
})

test('a key of an Admin without the scope of Admins sees no Financials either', async () => {
  const { account, formId, save } = await anAsked()
  await save('annual-revenue', '5000000')
  const seenWith = async (scopes: string[]) => {
    const made = await ask(account, 'POST', '/api-keys', {
      payload: { name: `Key for ${scopes.length}`, scopes },
    })
    assert.equal(made.status, 201)
    const headers = { authorization: `Bearer ${made.body.key}` }
    return (await app.inject({ url: `/api/v1/submissions/${formId}`, headers })).body
  }
  assert.doesNotMatch(await seenWith(['prequalifications.comment']), /5000000|annual-revenue/)
  assert.match(await seenWith(['prequalifications.comment', 'prequalifications.administer']), /5000000/)
})
