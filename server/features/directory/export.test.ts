import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestAccount } from '../../../test/account.ts'
import { faultsIn, theDirectory } from './testing.ts'

const it = await theDirectory()

const exported = async (account: TestAccount, url: string, as = account.admin): Promise<string[]> => {
  const { body } = await it.ask(account, 'GET', url, { as })
  return String(body).replace('\uFEFF', '').trimEnd().split('\r\n')
}

test('people are exported with the columns that were chosen and in the order of the list', async () => {
  const account = await it.anAccount()
  for (const [lastName, companyName] of [
    ['Berg', 'Volt'],
    ['Ahn', 'Star'],
  ] as const)
    await it.aUser(account, { firstName: 'Zoe', lastName, companyName, jobTitle: 'Foreman' })
  assert.deepEqual(await exported(account, '/people.csv?name=zoe&columns=title.company&sort=-name'), [
    'First name,Last name,Company,Job title',
    'Zoe,Berg,Volt,Foreman',
    'Zoe,Ahn,Star,Foreman',
  ])
  assert.deepEqual(await exported(account, '/people.csv?name=zoe&columns=-'), [
    'First name,Last name',
    'Zoe,Ahn',
    'Zoe,Berg',
  ])
  const unknown = await it.ask(account, 'GET', '/people.csv?columns=company.salary')
  assert.deepEqual(faultsIn(unknown), [['columns.1', 'not-a-choice']])
})

test('what is exported whole is imported again and changes nothing', async () => {
  const account = await it.anAccount()
  await it.aUser(account, {
    ...{ firstName: '=1+1', lastName: '@home', email: 'ana@example.com', phone: '+12125550123' },
    ...{ companyName: '-Star', jobTitle: '+Foreman', externalId: 'E-7', language: 'ru' },
  })
  const { body: file } = await it.ask(account, 'GET', '/people.csv')
  const { body: checked } = await it.ask(account, 'POST', '/imports?fileName=people.csv', {
    payload: Buffer.from(String(file)),
    headers: { 'content-type': 'text/csv' },
  })
  const { counts } = checked
  assert.deepEqual([counts.add, counts.update, counts.faulty, counts.unchanged > 0], [0, 0, 0, true])
})

test('companies, groups and projects are exported as they are listed, without formulas', async () => {
  const account = await it.anAccount()
  await it.aCompany(account, '=Alpha', { city: 'Ohio', trades: ['Roofs'] })
  await it.aCompany(account, 'Beta', { city: 'Akron' })
  assert.deepEqual(await exported(account, '/companies.csv?columns=city&sort=-name&q=a'), [
    'Company,City',
    'Beta,Akron',
    "'=Alpha,Ohio",
  ])
  await it.added(account, '/distribution-groups', { name: '@all', description: 'Everybody' })
  assert.deepEqual(await exported(account, '/distribution-groups.csv'), [
    'Distribution group,Description,People',
    "'@all,Everybody,0",
  ])
  await it.added(account, '/projects', { name: '+Tower', number: 'P-1' })
  assert.deepEqual(await exported(account, '/projects.csv'), [
    'Project,Number,Status,Users,Contacts',
    "'+Tower,P-1,active,0,0",
  ])
})

test('the people of a project are exported by who is on it or sees all, and may export', async () => {
  const account = await it.anAccount()
  const { id } = await it.aProject(account, 'Tower')
  const member = await it.aUser(account, { firstName: 'Ana', lastName: 'Berg' })
  await it.put(account, id, member.id)
  const url = `/projects/${id}/people.csv?columns=company`
  assert.deepEqual(await exported(account, url), ['First name,Last name,Company', 'Ana,Berg,'])
  assert.equal((await it.ask(account, 'GET', url, { as: account.standard })).status, 404)
  await it.put(account, id, account.reader.id)
  assert.equal((await it.ask(account, 'GET', url, { as: account.reader })).status, 403)
})
