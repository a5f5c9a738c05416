import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inAccount } from '../../db/connect.ts'
import { importsUnderTest, reasonsByLine } from './testing.ts'

const it = await importsUnderTest()

type Account = Awaited<ReturnType<typeof it.anAccount>>
const companies = async (account: Account) =>
  new Map(
    (await it.ask<{ items: { id: string; name: string }[] }>(account, 'GET', '/companies')).body.items.map(
      ({ id, name }) => [name, id],
    ),
  )

test('the name of a merged company finds the one that it became; no company is made', async () => {
  const account = await it.anAccount()
  await it.importFile(account, 'Name,Company\nAna Berg,Star Framing\nJo Smith,"Star Framing, LLC"\n')
  const before = await companies(account)
  await it.ask(account, 'POST', `/companies/${before.get('Star Framing, LLC')}/merge`, {
    payload: { into: before.get('Star Framing')! },
  })
  const again = await it.importFile(
    account,
    'Name,Company\nJo Smith,"star framing, llc"\nKim Lee,"Star Framing, LLC"\n',
  )
  assert.deepEqual(again.counts, { add: 1, update: 0, unchanged: 1, faulty: 0 })
  const people = await it.peopleOf(account)
  assert.deepEqual(new Set(people.map(one => one.company_name)), new Set(['Star Framing']))
  assert.equal((await companies(account)).has('Star Framing, LLC'), false)
})

test('nobody is imported into an inactive company; who works there already may stay', async () => {
  const account = await it.anAccount()
  await it.importFile(account, 'Name,Company\nAna Berg,Star Framing\n')
  await inAccount(it.db, account.id, tx =>
    tx.updateTable('company').set({ status: 'inactive' }).where('name', '=', 'Star Framing').execute(),
  )
  const view = await it.importFile(
    account,
    'Name,Company,Title\nAna Berg,Star Framing,Foreman\nJo Smith,Star Framing,\n',
  )
  assert.deepEqual([view.counts.update, view.counts.faulty], [1, 1])
  assert.deepEqual(reasonsByLine(await it.linesOf(account, view)), ['3: company-inactive'])
})

test('an employee column makes and unmakes employees; an empty cell leaves them as they are', async () => {
  const account = await it.anAccount()
  const employees = async () =>
    (
      await it.ask<{ items: { name: string }[] }>(account, 'GET', '/people?employee=yes&q=example')
    ).body.items.map(({ name }) => name)
  await it.importFile(
    account,
    'Name,Email,Employee\nAna Berg,ana@example.com,да\nJo Smith,jo@example.com,Yes\n',
  )
  assert.deepEqual(await employees(), ['Ana Berg', 'Jo Smith'])
  await it.importFile(account, 'Name,Email,Employee\nAna Berg,ana@example.com,\nJo Smith,jo@example.com,no\n')
  assert.deepEqual(await employees(), ['Ana Berg'])
})
