import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultsIn, namesOf, theDirectory } from '../testing.ts'

const it = await theDirectory()

test('a company is added, found by its city, and edited', async () => {
  const account = await it.anAccount()
  const { id, version } = await it.aCompany(account, '  Star   Framing ', {
    trades: ['Framing', 'framing', ' '],
    city: 'Ohio',
  })
  const found = await it.ask(account, 'GET', '/companies?q=ohio')
  assert.deepEqual([namesOf(found), found.body.items[0].trades], [['Star Framing'], ['framing']])
  const edit = { payload: { phone: '212 555', city: null }, headers: { 'if-match': version } }
  assert.equal((await it.ask(account, 'PATCH', `/companies/${id}`, edit)).status, 200)
  assert.equal((await it.ask(account, 'PATCH', `/companies/${id}`, edit)).status, 412)
  const { body } = await it.ask(account, 'GET', `/companies/${id}`)
  assert.deepEqual([body.phone, body.city, body.name], ['212 555', null, 'Star Framing'])
})

test('a renamed company has its new name with all its people', async () => {
  const account = await it.anAccount()
  await it.aUser(account, { companyName: 'Star Framing' })
  const [company] = (await it.ask(account, 'GET', '/companies?name=star')).body.items
  assert.equal(company.people, 1)
  await it.ask(account, 'PATCH', `/companies/${company.id}`, { payload: { name: 'Star Builders' } })
  const { body } = await it.ask(account, 'GET', `/people?company=${company.id}`)
  assert.equal(body.items[0].company.name, 'Star Builders')
})

test('all faults are told at once: no name, no e-mail address, a name that is taken in another case', async () => {
  const account = await it.anAccount()
  const nothing = await it.ask(account, 'POST', '/companies', { payload: { name: ' ', email: 'a@b' } })
  assert.deepEqual(faultsIn(nothing), [
    ['name', 'required'],
    ['email', 'email-malformed'],
  ])
  await it.aCompany(account, 'Kovač')
  const twice = await it.ask(account, 'POST', '/companies', { payload: { name: 'KOVAC' } })
  assert.deepEqual(faultsIn(twice), [['name', 'company-name-in-use']])
})

test('companies come page by page, in both orders, each once', async () => {
  const account = await it.anAccount()
  const names = ['Álamo', 'Beta', 'alpha', 'Gamma', 'delta']
  for (const name of names) await it.aCompany(account, name, { city: name === 'Beta' ? 'Ohio' : null })
  for (const sort of ['name', '-name', 'city', '-city']) {
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { body } = await it.ask(account, 'GET', `/companies?limit=2&sort=${sort}${cursor}`)
      seen.push(...body.items.map(({ name }: { name: string }) => name))
      if (!body.next) break
      cursor = `&cursor=${body.next}`
    }
    assert.deepEqual(seen.toSorted(), [...names, account.name].toSorted(), sort)
    if (sort === 'name') assert.deepEqual(seen.slice(0, 3), ['Álamo', 'alpha', 'Beta'])
  }
})

test('trades are counted and filter, whatever their case', async () => {
  const account = await it.anAccount()
  await it.aCompany(account, 'One', { trades: ['Drywall', 'Paint'] })
  await it.aCompany(account, 'Two', { trades: ['drywall'] })
  const { body } = await it.ask(account, 'GET', '/companies/trades')
  assert.deepEqual(
    body.items.map(({ name, count }: { name: string; count: number }) => [name.toLowerCase(), count]),
    [
      ['drywall', 2],
      ['paint', 1],
    ],
  )
  assert.deepEqual(namesOf(await it.ask(account, 'GET', '/companies?trade=DRYWALL')), ['One', 'Two'])
})

test('the inactive are for who may edit companies; a card is for who may open one', async () => {
  const account = await it.anAccount()
  const { id } = await it.aCompany(account, 'Star Framing')
  const as = account.reader
  assert.equal((await it.ask(account, 'GET', '/companies', { as })).status, 200)
  assert.equal((await it.ask(account, 'GET', '/companies?status=inactive', { as })).status, 403)
  assert.equal((await it.ask(account, 'GET', `/companies/${id}`, { as })).status, 403)
  assert.equal((await it.ask(account, 'GET', `/companies/${id}`, { as: account.standard })).status, 200)
})

test('the export takes the formulas out of names and brings every company once', async () => {
  const account = await it.anAccount()
  await it.aCompany(account, '=HYPERLINK("http://x")', { trades: ['A', 'B'] })
  const { body } = await it.ask(account, 'GET', '/companies.csv')
  const lines = String(body).trim().split('\r\n')
  assert.equal(lines.length, 3)
  assert.ok(
    lines.some(line => line.startsWith(`"'=HYPERLINK(""http://x"")"`)),
    String(body),
  )
  const as = account.reader
  assert.equal((await it.ask(account, 'GET', '/companies.csv', { as })).status, 403)
})
