import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, signedIn, type TestAccount } from '../../../test/account.ts'
import { aPlace } from '../../../test/place.ts'
import { inAccount } from '../../db/connect.ts'

const { database, app } = await aPlace()

type Answer = {
  status: number
  body: Record<string, never> & {
    items: { id: string; name: string }[]
    next: string | null
    faults: { path: string[]; reason: string }[]
  }
  etag: string
}

async function ask(
  account: TestAccount,
  method: 'GET' | 'POST' | 'PATCH',
  url: string,
  payload?: object,
  headers: Record<string, string> = {},
  as = account.admin,
): Promise<Answer> {
  const answer = await app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { ...(await signedIn(database.db, account, as)), 'sec-fetch-site': 'same-origin', ...headers },
    ...(payload && { payload }),
  })
  return { status: answer.statusCode, body: answer.json(), etag: String(answer.headers.etag) }
}
const namesOf = (answer: Answer) => answer.body.items.map(item => item.name)

async function threePeople() {
  const account = await anAccount(database.db)
  const add = (firstName: string, lastName: string, more = {}) =>
    aUser(database.db, account, { firstName, lastName, companyName: 'Star Framing', ...more })
  await add('Ana', 'Kovač', { email: 'ana.k@starframing.example', phone: '+12125550101' })
  await add('Jo', 'Smith', { companyName: 'Volt Electric', email: null })
  await add('Élise', 'Aubert', { status: 'inactive' })
  return account
}

test('the Users tab lists active users by last name, accents aside', async () => {
  const account = await threePeople()
  assert.deepEqual(namesOf(await ask(account, 'GET', '/people')), [
    'Ada Admin',
    'Ana Kovač',
    'Uma reader',
    'Jo Smith',
    'Uma standard',
  ])
  assert.deepEqual(namesOf(await ask(account, 'GET', '/people?sort=-lastName&limit=2')), [
    'Uma standard',
    'Jo Smith',
  ])
  assert.deepEqual(namesOf(await ask(account, 'GET', '/people?status=inactive')), ['Élise Aubert'])
})

for (const sort of ['name', '-name', 'email', '-email', 'company', '-company']) {
  test(`paging through by ${sort} shows everybody once`, async () => {
    const account = await threePeople()
    const whole = await ask(account, 'GET', `/people?sort=${sort}`)
    const paged: string[] = []
    for (let cursor = ''; ; ) {
      const page = await ask(account, 'GET', `/people?sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`)
      paged.push(...namesOf(page))
      if (!page.body.next) break
      cursor = page.body.next
    }
    assert.deepEqual(paged, namesOf(whole))
  })
}

test('search finds inside name, e-mail, phone and company, in any order of words, without accents', async () => {
  const account = await threePeople()
  for (const q of ['kovac', 'KOVAČ ana', 'starframing.ex', '212 555-0101', '(212) 555', 'star fram']) {
    assert.deepEqual(
      namesOf(await ask(account, 'GET', `/people?q=${encodeURIComponent(q)}`)),
      ['Ana Kovač'],
      q,
    )
  }
  assert.deepEqual(
    namesOf(await ask(account, 'GET', '/people?q=100%25')),
    [],
    'a % is a letter, not a wildcard',
  )
})

test('each column can be searched by itself', async () => {
  const account = await threePeople()
  assert.deepEqual(namesOf(await ask(account, 'GET', '/people?companyName=volt')), ['Jo Smith'])
  assert.deepEqual(namesOf(await ask(account, 'GET', '/people?name=star')), [])
  assert.deepEqual(namesOf(await ask(account, 'GET', '/people?email=ana.k')), ['Ana Kovač'])
  assert.deepEqual(namesOf(await ask(account, 'GET', '/people?phone=555')), ['Ana Kovač'])
})

test('the filter counts are those of the list, each group leaving its own choice aside', async () => {
  const account = await threePeople()
  const { body } = await ask(account, 'GET', '/people/counts?invitation=not-invited')
  assert.deepEqual(body, {
    total: 2,
    invitation: { all: 5, invited: 3, 'not-invited': 2, waiting: 0, error: 0 },
    unconfirmed: 0,
  })
  const companies = await ask(account, 'GET', '/people/facets?group=company&invitation=not-invited')
  assert.deepEqual(
    companies.body.items.map(({ name }) => name),
    ['Star Framing', 'Volt Electric'],
  )
  const searched = await ask(account, 'GET', '/people/counts?q=kovac')
  assert.equal((searched.body as unknown as { total: number }).total, 1)
})

test('the unconfirmed are counted whatever else is chosen of the invitation, and can be listed alone', async () => {
  const account = await threePeople()
  await inAccount(database.db, account.id, tx =>
    tx
      .updateTable('person_state')
      .set({ invitation_state: 'waiting', is_unconfirmed: true })
      .where('person_id', 'in', tx.selectFrom('person').select('id').where('last_name', '=', 'Smith'))
      .execute(),
  )
  const { body } = await ask(account, 'GET', '/people/counts?invitation=invited')
  assert.equal((body as unknown as { unconfirmed: number }).unconfirmed, 1)
  assert.deepEqual(namesOf(await ask(account, 'GET', '/people?unconfirmed=yes')), ['Jo Smith'])
  assert.deepEqual(namesOf(await ask(account, 'GET', '/people?unconfirmed=yes&q=kovac')), [])
})

test('adding a user answers with all faults at once and adds nobody', async () => {
  const account = await threePeople()
  const input = { firstName: ' ', email: 'a@b', templateId: account.id, companyName: 'New Firm' }
  const { status, body } = await ask(account, 'POST', '/people', input)
  assert.equal(status, 422)
  assert.deepEqual(
    body.faults.map(fault => [fault.path[0], fault.reason]),
    [
      ['lastName', 'name-missing'],
      ['email', 'email-malformed'],
      ['templateId', 'template-unknown'],
    ],
  )
  assert.equal((await ask(account, 'GET', '/companies?q=New')).body.items.length, 0)
})

test('an address that another active user has is refused, naming who has it', async () => {
  const account = await threePeople()
  const input = {
    lastName: 'Other',
    email: 'ANA.K@starframing.example',
    templateId: account.templates.readOnly,
  }
  const { status, body } = await ask(account, 'POST', '/people', input)
  assert.equal(status, 422)
  assert.deepEqual(body.faults, [{ path: ['email'], reason: 'email-in-use', detail: { name: 'Ana Kovač' } }])
})

test('a doubtful phone is kept with its verdict when saved', async () => {
  const account = await threePeople()
  const input = { lastName: 'Phone', phone: '9051111111', templateId: account.templates.readOnly }
  const { status, body } = await ask(account, 'POST', '/people', input)
  assert.equal(status, 201)
  assert.equal(body.phone, '9051111111')
  assert.equal(body.phoneVerdict, 'no-country-code')
})

test('an edit changes what it names; one made on an old version is refused', async () => {
  const account = await threePeople()
  const ana = (await ask(account, 'GET', '/people?q=kovac')).body.items[0]!
  const card = await ask(account, 'GET', `/people/${ana.id}`)
  const edited = await ask(
    account,
    'PATCH',
    `/people/${ana.id}`,
    { jobTitle: 'Foreman', companyName: 'volt electric' },
    { 'if-match': card.etag },
  )
  assert.equal(edited.status, 200)
  assert.deepEqual([edited.body.jobTitle, edited.body.email], ['Foreman', 'ana.k@starframing.example'])
  assert.equal((edited.body as unknown as { company: { name: string } }).company.name, 'Volt Electric')
  const late = await ask(
    account,
    'PATCH',
    `/people/${ana.id}`,
    { jobTitle: 'Mason' },
    { 'if-match': card.etag },
  )
  assert.equal(late.status, 412)
})

test('holders of Create and Edit Users assign only assignable templates and never touch a company Admin', async () => {
  const account = await threePeople()
  const input = { lastName: 'New', templateId: account.templates.admin }
  const added = await ask(account, 'POST', '/people', input, {}, account.standard)
  assert.deepEqual(added.body.faults, [{ path: ['templateId'], reason: 'template-not-assignable' }])
  assert.equal(
    (await ask(account, 'PATCH', `/people/${account.admin.id}`, { jobTitle: 'x' }, {}, account.standard))
      .status,
    403,
  )
  const raised = await ask(
    account,
    'PATCH',
    `/people/${account.reader.id}`,
    { templateId: account.templates.admin },
    {},
    account.standard,
  )
  assert.equal(raised.status, 422)
})

test('who may only read sees the directory, no templates, and changes nothing', async () => {
  const account = await threePeople()
  const list = await ask(account, 'GET', '/people?limit=1', undefined, {}, account.reader)
  assert.equal((list.body.items[0] as unknown as { template: null }).template, null)
  assert.equal(
    (
      await ask(
        account,
        'POST',
        '/people',
        { lastName: 'X', templateId: account.templates.readOnly },
        {},
        account.reader,
      )
    ).status,
    403,
  )
})

test('who may only read sees nobody inactive: not in the list, not counted, not by their card', async () => {
  const account = await threePeople()
  const gone = (await ask(account, 'GET', '/people?status=inactive')).body.items[0]!
  const asReader = (url: string) => ask(account, 'GET', url, undefined, {}, account.reader)
  assert.equal((await asReader('/people?status=inactive')).status, 403)
  assert.equal((await asReader('/people/counts?status=inactive')).status, 403)
  assert.equal((await asReader(`/people/${gone.id}`)).status, 404)
  assert.equal((await asReader(`/people/${gone.id}/timeline`)).status, 404)
  const asEditor = await ask(account, 'GET', '/people?status=inactive', undefined, {}, account.standard)
  assert.deepEqual(namesOf(asEditor), ['Élise Aubert'])
})

test('only a Directory Admin learns who has which template: no filter, no choice and no selection tells it', async () => {
  const account = await threePeople()
  const template = account.templates.admin
  const asEditor = (method: 'GET' | 'POST', url: string, payload?: object) =>
    ask(account, method, url, payload, {}, account.standard)
  assert.equal((await asEditor('GET', `/people?template=${template}`)).status, 403)
  assert.equal((await asEditor('GET', '/people/facets?group=template')).status, 403)
  const selection = { filter: { template } }
  assert.equal((await asEditor('POST', '/bulk-actions/user.invite/reviews', { selection })).status, 403)
  assert.equal((await asEditor('POST', '/bulk-actions/user.invite/runs', { selection })).status, 403)
})

test('a misspelt filter in a selection is refused: ignored, it would mean everybody', async () => {
  const account = await threePeople()
  const selection = { filter: { invitaton: 'error' } }
  for (const step of ['reviews', 'runs']) {
    const answer = await ask(account, 'POST', `/bulk-actions/user.inactivate/${step}`, { selection })
    assert.equal(answer.status, 422)
    assert.deepEqual(answer.body.faults, [
      { path: ['selection', 'filter', 'invitaton'], reason: 'unknown-field' },
    ])
  }
})

test("another account's people are answered like unknown ones", async () => {
  const [account, other] = [await threePeople(), await threePeople()]
  const theirs = (await ask(other, 'GET', '/people?q=kovac')).body.items[0]!
  const unknown = await ask(account, 'GET', '/people/00000000-0000-7000-8000-000000000000')
  const across = await ask(account, 'GET', `/people/${theirs.id}`)
  assert.equal(across.status, 404)
  assert.deepEqual(across.body, unknown.body)
  assert.equal((await ask(account, 'PATCH', `/people/${theirs.id}`, { jobTitle: 'x' })).status, 404)
})

test('names with HTML, newlines and right-to-left text are kept as text', async () => {
  const account = await threePeople()
  const input = { firstName: '<b>Bob</b>\nThe', lastName: 'עברית', templateId: account.templates.readOnly }
  const { body } = await ask(account, 'POST', '/people', input)
  assert.equal(body.name, '<b>Bob</b> The עברית')
})

test('a renamed company is found, and sorted, by its new name', async () => {
  const account = await threePeople()
  await database.db.transaction().execute(async tx => {
    const { enterAccount } = await import('../../db/connect.ts')
    await enterAccount(tx, account.id)
    await tx
      .updateTable('company')
      .set({ name: 'Zenith Framing' })
      .where('name', '=', 'Star Framing')
      .where('account_id', '=', account.id)
      .execute()
  })
  assert.deepEqual(namesOf(await ask(account, 'GET', '/people?q=zenith')), ['Ana Kovač'])
})
