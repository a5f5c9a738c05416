import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { QuestionType } from '../../../contract/prequalification/form.ts'
import { standardForm } from '../../../contract/prequalification/standard-form.ts'
import { anAccount, aUser } from '../../../test/account.ts'
import { aPlace } from '../../../test/place.ts'
import { prequalify } from '../../../test/prequalification.ts'
import { answerInWords } from './submission-pdf.ts'

const { database, ask } = await aPlace()

async function anAsked(companyName = 'Star Framing') {
  const account = await anAccount(database.db)
  const user = await aUser(database.db, account, { companyName })
  const { askedCompanyId: companyId, formId } = await prequalify(database.db, account, [user])
  const decide = (payload: object, headers = {}) =>
    ask(account, 'POST', `/prequalifications/${companyId}/decisions`, { payload, headers })
  return { account, user, companyId, formId, decide }
}

const reasonsOf = (body: { faults?: { path: string[]; reason: string }[] }) =>
  (body.faults ?? []).map(({ path, reason }) => `${path[0]}: ${reason}`)

test('a qualification needs an expiry in the future and both limits, and tells all that is missing at once', async () => {
  const { decide } = await anAsked()
  assert.deepEqual(reasonsOf((await decide({ status: 'qualified_with_exceptions' })).body), [
    'expiresOn: required',
    'singleProjectLimit: required',
    'aggregateLimit: required',
    'exceptions: required',
  ])
  const past = { status: 'qualified', expiresOn: '2020-01-01', singleProjectLimit: '20', aggregateLimit: '9' }
  assert.deepEqual(reasonsOf((await decide(past)).body), [
    'expiresOn: not-in-the-future',
    'aggregateLimit: below-single-limit',
  ])
})

test('decisions follow each other, and all of them stay in the history', async () => {
  const { account, companyId, decide } = await anAsked()
  const limits = { expiresOn: '2099-01-01', singleProjectLimit: '100.50', aggregateLimit: '100.50' }
  await decide({ status: 'qualified', ...limits })
  await decide({ status: 'qualified_with_exceptions', ...limits, exceptions: 'No work at height' })
  const last = await decide({ status: 'not_qualified', notes: 'Withdrew' })
  assert.deepEqual(
    [last.body.status, last.body.expiresOn, last.body.decision.notes],
    ['not_qualified', null, 'Withdrew'],
  )
  const { history, earlierDecisions } = (await ask(account, 'GET', `/prequalifications/${companyId}`)).body
  assert.deepEqual(
    earlierDecisions.map((one: { status: string; exceptions: string | null; singleProjectLimit: string }) => [
      one.status,
      one.exceptions,
      one.singleProjectLimit,
    ]),
    [
      ['qualified_with_exceptions', 'No work at height', '100.50'],
      ['qualified', null, '100.50'],
    ],
  )
  assert.deepEqual(
    history.map(
      (entry: { event: string; params: { status?: string } }) => entry.params.status ?? entry.event,
    ),
    ['not_qualified', 'qualified_with_exceptions', 'qualified', 'invited'],
  )
})

test('of two admins who decide at once the second is told', async () => {
  const { account, companyId, decide } = await anAsked()
  const { version } = (await ask(account, 'GET', `/prequalifications/${companyId}`)).body
  const headers = { 'if-match': version }
  assert.equal((await decide({ status: 'not_qualified' }, headers)).status, 201)
  assert.equal((await decide({ status: 'not_qualified' }, headers)).body.code, 'changed-meanwhile')
})

test('the primary contact is an active user of the company', async () => {
  const { account, user, companyId } = await anAsked()
  const set = (primaryContactId: string) =>
    ask(account, 'PATCH', `/prequalifications/${companyId}`, { payload: { primaryContactId } })
  assert.deepEqual(reasonsOf((await set(account.admin.id)).body), ['primaryContactId: not-of-this-company'])
  assert.equal((await set(user.id)).body.primaryContact.id, user.id)
})

test('the export neutralises what a spreadsheet would run', async () => {
  const { account } = await anAsked('=HYPERLINK("http://evil")')
  const { body } = await ask(account, 'GET', '/prequalifications.csv')
  assert.match(body, /^\ufeffcompany,trades,status/)
  assert.doesNotMatch(body, /(^|[,"\n])=HYPERLINK/)
})

test('an export that cannot be begun says so, and breaks off no file', async () => {
  const { account } = await anAsked()
  const { status, body } = await ask(account, 'GET', '/prequalifications.csv?q=a%00b')
  assert.deepEqual([status, body.code], [400, 'malformed-request'])
})

test('the export carries what was decided: the limits, their currency, the exceptions', async () => {
  const { account, decide } = await anAsked()
  const limits = { expiresOn: '2099-01-01', singleProjectLimit: '500000', aggregateLimit: '1000000' }
  await decide({ status: 'qualified_with_exceptions', ...limits, exceptions: 'No work at height' })
  const { body } = await ask(account, 'GET', '/prequalifications.csv')
  assert.match(body, /primaryContact,singleProjectLimit,aggregateLimit,currency,exceptions/)
  assert.match(body, /,500000(\.00)?,1000000(\.00)?,USD,No work at height/)
})

test('a form prints as a PDF, in Cyrillic too', async () => {
  const { account, formId } = await anAsked('ООО «Каркас»')
  await ask(account, 'PATCH', '/settings', { payload: { language: 'ru' } })
  const { body } = await ask(account, 'GET', `/submissions/${formId}/pdf`)
  assert.match(body, /^%PDF-1\.\d/)
  assert.match(body, /DejaVuSans/)
  const record = await ask(account, 'GET', '/audit-events?event=export.made')
  assert.deepEqual(record.body.items[0].detail, { what: 'submission' })
})

test('amounts, numbers and days are printed as people of the account’s language write them', () => {
  const printed = (type: QuestionType, value: string | number, language: 'en' | 'ru') =>
    answerInWords({ currency: 'USD' }, { type, options: [] }, value, { words: key => key, language })
  assert.equal(printed('currency', '5500000', 'en'), '$5,500,000.00')
  assert.equal(printed('number', 1250.5, 'en'), '1,250.5')
  assert.equal(printed('date', '2027-03-01', 'en'), 'March 1, 2027')
  assert.equal(printed('date', '2027-03-01', 'ru'), '1 марта 2027 г.')
})

test('a draft is published as the next version; faults of a form say where', async () => {
  const { account } = await anAsked()
  const put = (form: object) => ask(account, 'PUT', '/prequalification-form/draft', { payload: { form } })
  const form = standardForm('USD')
  const own = {
    isCore: false,
    help: null,
    isRequired: true,
    options: [],
    label: 'Own crane?',
    type: 'yes-no' as const,
  }
  const many = structuredClone(form)
  many.categories[0]!.questions.splice(1, 1)
  for (let number = 0; number < 21; number++)
    many.categories[3]!.questions.push({
      ...own,
      id: `own-${number}`,
      showIf: { questionId: 'own-20', is: true },
    })
  const faults = reasonsOf((await put(many)).body)
  assert.equal(faults.length, 23)
  const codes = (await put(many)).body.faults.map((fault: { reason: string }) => fault.reason)
  assert.deepEqual(
    new Set(codes),
    new Set(['core-question-missing', 'too-many-custom-questions', 'condition-not-earlier']),
  )

  form.categories[0]!.questions.push({ ...own, id: 'own-crane', showIf: null })
  assert.equal((await put(form)).status, 200)
  const published = await ask(account, 'POST', '/prequalification-form/versions', {
    payload: { note: 'Cranes' },
  })
  assert.deepEqual([published.status, published.body.version], [201, 2])
  const diff = (await ask(account, 'GET', '/prequalification-form/diff?from=1&to=2')).body
  assert.deepEqual(diff.questions, [
    { questionId: 'own-crane', category: 'general', change: 'added', aspects: [] },
  ])
  const retyped = structuredClone(form)
  retyped.categories[0]!.questions.at(-1)!.type = 'text'
  assert.deepEqual(
    (await put(retyped)).body.faults.map((fault: { reason: string }) => fault.reason),
    ['question-type-fixed'],
  )
})
