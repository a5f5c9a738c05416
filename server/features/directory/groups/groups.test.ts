import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inAccount } from '../../../db/connect.ts'
import { faultsIn, namesOf, theDirectory } from '../testing.ts'

const it = await theDirectory()

async function aGroup() {
  const account = await it.anAccount()
  const group = await it.added(account, '/distribution-groups', {
    name: 'Daily log',
    description: 'Every evening',
  })
  const user = await it.aUser(account, { firstName: 'Ana', lastName: 'Berg' })
  const put = (personId: string, as = account.admin) =>
    it.ask(account, 'PUT', `/distribution-groups/${group.id}/people/${personId}`, { as })
  const members = () => it.ask(account, 'GET', `/people?group=${group.id}`)
  return { account, group, user, put, members }
}

test('a group is made, found by its description, renamed, and removed; its people stay', async () => {
  const { account, group, user, put } = await aGroup()
  await put(user.id)
  const found = await it.ask(account, 'GET', '/distribution-groups?q=evening')
  assert.deepEqual([found.body.items[0].name, found.body.items[0].people], ['Daily log', 1])
  const taken = await it.ask(account, 'POST', '/distribution-groups', { payload: { name: 'DAILY LOG' } })
  assert.deepEqual(faultsIn(taken), [['name', 'name-in-use']])
  const url = `/distribution-groups/${group.id}`
  assert.equal((await it.ask(account, 'PATCH', url, { payload: { name: 'Log' } })).body.name, 'Log')
  assert.equal((await it.ask(account, 'DELETE', url)).status, 204)
  assert.equal((await it.ask(account, 'GET', url)).status, 404)
  assert.equal((await it.ask(account, 'GET', `/people/${user.id}`)).status, 200)
})

test('putting somebody in twice is putting them in once; taking them out says so once', async () => {
  const { account, group, user, put, members } = await aGroup()
  await put(user.id)
  assert.equal((await put(user.id)).status, 200)
  assert.deepEqual(namesOf(await members()), ['Ana Berg'])
  assert.deepEqual((await it.ask(account, 'GET', `/people/${user.id}`)).body.groups, [
    { id: group.id, name: 'Daily log' },
  ])
  const url = `/distribution-groups/${group.id}/people/${user.id}`
  assert.deepEqual(
    [(await it.ask(account, 'DELETE', url)).status, (await it.ask(account, 'DELETE', url)).status],
    [204, 404],
  )
  const { body } = await it.ask(account, 'GET', `/audit-events?person=${user.id}`)
  assert.deepEqual(
    body.items.map(({ event }: { event: string }) => event),
    ['group.person-removed', 'group.person-added'],
  )
})

test('only active people come in; who is inactivated stays in it unseen and comes back with it', async () => {
  const { account, user, put, members } = await aGroup()
  const gone = await it.aUser(account, { status: 'inactive' })
  assert.deepEqual(faultsIn(await put(gone.id)), [['personId', 'not-active']])
  await put(user.id)
  const become = (status: 'active' | 'inactive') =>
    inAccount(it.db, account.id, tx =>
      tx.updateTable('person_state').set({ status }).where('person_id', '=', user.id).execute(),
    )
  await become('inactive')
  assert.deepEqual(namesOf(await members()), [])
  await become('active')
  assert.deepEqual(namesOf(await members()), ['Ana Berg'])
})

test('everybody who sees the directory sees groups; Directory Admins alone change them', async () => {
  const { account, group, user, put } = await aGroup()
  for (const as of [account.standard, account.reader]) {
    assert.equal((await it.ask(account, 'GET', `/distribution-groups/${group.id}`, { as })).status, 200)
    assert.equal((await put(user.id, as)).status, 403)
    assert.equal((await it.ask(account, 'DELETE', `/distribution-groups/${group.id}`, { as })).status, 403)
  }
  const other = await it.anAccount()
  assert.equal((await put(other.reader.id)).status, 404)
  assert.equal((await it.ask(other, 'GET', `/distribution-groups/${group.id}`)).status, 404)
})

test('groups come in the order of their names or of how many are in them, page by page, and are exported so', async () => {
  const account = await it.anAccount()
  const people = await Promise.all([1, 2, 3].map(() => it.aUser(account)))
  for (const [name, size] of [
    ['Alpha', 1],
    ['Beta', 3],
    ['Gamma', 0],
  ] as const) {
    const { id } = await it.added(account, '/distribution-groups', { name, description: `Size ${size}` })
    for (const person of people.slice(0, size))
      await it.ask(account, 'PUT', `/distribution-groups/${id}/people/${person.id}`)
  }
  const paged = async (sort: string) => {
    const names: string[] = []
    for (let cursor = ''; ; ) {
      const { body } = await it.ask(account, 'GET', `/distribution-groups?sort=${sort}&limit=1${cursor}`)
      names.push(...namesOf({ body }))
      if (!body.next) return names
      cursor = `&cursor=${body.next}`
    }
  }
  assert.deepEqual(await paged('name'), ['Alpha', 'Beta', 'Gamma'])
  assert.deepEqual(await paged('-name'), ['Gamma', 'Beta', 'Alpha'])
  assert.deepEqual(await paged('people'), ['Gamma', 'Alpha', 'Beta'])
  assert.deepEqual(await paged('-people'), ['Beta', 'Alpha', 'Gamma'])
  const { body: file } = await it.ask(
    account,
    'GET',
    '/distribution-groups.csv?sort=-people&columns=people&q=a',
  )
  assert.deepEqual(file.trim().split('\r\n'), ['Distribution group,People', 'Beta,3', 'Alpha,1', 'Gamma,0'])
  const { body: searched } = await it.ask(account, 'GET', '/distribution-groups/counts?q=size%20alp')
  assert.equal(searched.total, 1)
})
