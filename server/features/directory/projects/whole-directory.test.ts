import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestAccount } from '../../../../test/account.ts'
import { inAccount } from '../../../db/connect.ts'
import { namesOf, theDirectory } from '../testing.ts'

// What a project's directory shows beside its people: their companies, and the distribution groups that they are in.

const it = await theDirectory()

/** A project with people of two firms on it, of whom one is in a group; a third firm and a second group have nobody there. */
async function aProject() {
  const account = await it.anAccount()
  const project = await it.aProject(account, 'Harbour Tower')
  const [framer, electrician] = [
    await it.aUser(account, { companyName: 'Star Framing' }),
    await it.aUser(account, { companyName: 'Volt Electric' }),
  ]
  const elsewhere = await it.aUser(account, { companyName: 'Alpha Concrete' })
  const colleague = await it.aUser(account, { companyName: 'Star Framing' })
  for (const person of [framer, electrician]) await it.put(account, project.id, person.id)
  for (const [name, people] of [
    ['Evening report', [framer, colleague]],
    ['Night shift', [elsewhere]],
  ] as const) {
    const group = await it.added(account, '/distribution-groups', { name })
    for (const { id } of people) await it.ask(account, 'PUT', `/distribution-groups/${group.id}/people/${id}`)
  }
  const of = (path: string, as = account.admin) =>
    it.ask(account, 'GET', `${path}${path.includes('?') ? '&' : '?'}project=${project.id}`, { as })
  return { account, project, framer, colleague, of }
}

const become = (account: TestAccount, table: 'person_state' | 'company', id: string) =>
  inAccount(it.db, account.id, tx =>
    table === 'company'
      ? tx.updateTable('company').set({ status: 'inactive' }).where('name', '=', id).execute()
      : tx.updateTable('person_state').set({ status: 'inactive' }).where('person_id', '=', id).execute(),
  )

test('a project’s companies are those whose people are on it, counted there', async () => {
  const { of } = await aProject()
  const { body } = await of('/companies?sort=name')
  assert.deepEqual(
    body.items.map(({ name, people }: { name: string; people: number }) => `${name} ${people}`),
    ['Star Framing 1', 'Volt Electric 1'],
  )
  assert.equal((await of('/companies/counts')).body.total, 2)
  const { body: file } = await of('/companies.csv?columns=people')
  assert.deepEqual(file.trim().split('\r\n').slice(1), ['Star Framing,1', 'Volt Electric,1'])
})

test('an inactive company stands on the project’s own tab as long as somebody of it was left there', async () => {
  const { account, framer, of } = await aProject()
  await become(account, 'person_state', framer.id)
  assert.deepEqual(namesOf(await of('/companies')), ['Volt Electric'])
  await become(account, 'company', 'Star Framing')
  assert.deepEqual(namesOf(await of('/companies?status=inactive')), ['Star Framing'])
})

test('its groups are those that its people are in, counted there', async () => {
  const { of } = await aProject()
  const { body } = await of('/distribution-groups')
  assert.deepEqual([namesOf({ body }), body.items[0].people], [['Evening report'], 1])
  assert.equal((await of('/distribution-groups/counts')).body.total, 1)
})

test('who does not see the project learns nothing of its companies and groups; who is on it does', async () => {
  const { account, project, of } = await aProject()
  const paths = [
    '/companies',
    '/companies/counts',
    '/companies/trades',
    '/distribution-groups',
    '/distribution-groups/counts',
  ]
  for (const path of paths) assert.equal((await of(path, account.reader)).status, 404, path)
  await it.put(account, project.id, account.reader.id)
  for (const path of paths) assert.equal((await of(path, account.reader)).status, 200, path)
  const other = await it.anAccount()
  const foreign = await it.ask(other, 'GET', `/companies?project=${project.id}`)
  const unknown = await it.ask(other, 'GET', `/companies?project=${crypto.randomUUID()}`)
  assert.deepEqual([foreign.status, foreign.body], [404, unknown.body])
})

test('companies of a project are selected by who sees all projects', async () => {
  const { account, project } = await aProject()
  const payload = { selection: { filter: { status: 'active', project: project.id } } }
  const url = '/bulk-actions/company.inactivate/reviews'
  const { body } = await it.ask(account, 'POST', url, { payload })
  assert.equal(body.selected, 2)
  assert.equal((await it.ask(account, 'POST', url, { payload, as: account.standard })).status, 403)
})
