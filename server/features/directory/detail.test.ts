import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { GranularPermission } from '../../../contract/permissions.ts'
import { aCompanyTemplate, anAccount, aUser, type TestAccount } from '../../../test/account.ts'
import { aPlace } from '../../../test/place.ts'

const { database, ask } = await aPlace()

const someone = {
  firstName: 'Ana',
  lastName: 'Kovač',
  email: 'ana@star.example.com',
  phone: '+12125550123',
  jobTitle: 'Foreman',
  companyName: 'Star Framing',
}

const readerWith = async (account: TestAccount, ...granular: GranularPermission[]) =>
  aUser(database.db, account, {
    templateId: await aCompanyTemplate(database.db, account, { directory_level: 'read_only', granular }),
    hasJoined: true,
  })

test('who lacks View User Detail sees name and company on a card, and learns no more by the API', async () => {
  const account = await anAccount(database.db)
  const { id } = await aUser(database.db, account, someone)
  const as = account.reader
  const { body: card } = await ask(account, 'GET', `/people/${id}`, { as })
  const { company, ...rest } = card
  assert.equal(company.name, 'Star Framing')
  assert.deepEqual(rest, {
    isWhole: false,
    id,
    firstName: 'Ana',
    lastName: 'Kovač',
    name: 'Ana Kovač',
    status: 'active',
    needs: 'directory.view-user-detail',
  })
  const timeline = await ask(account, 'GET', `/people/${id}/timeline`, { as })
  assert.deepEqual([timeline.status, timeline.body.needs], [403, 'directory.view-user-detail'])
  const { body: list } = await ask(account, 'GET', '/people', { as })
  assert.doesNotMatch(
    JSON.stringify(list.items.find((row: { id: string }) => row.id === id)),
    /ana@|555|Foreman/,
  )
})

test('who may not read an address does not find anybody by it', async () => {
  const account = await anAccount(database.db)
  await aUser(database.db, account, someone)
  const as = account.reader
  const found = async (q: string) =>
    (await ask(account, 'GET', `/people?q=${encodeURIComponent(q)}`, { as })).body.items.length
  assert.deepEqual([await found('ana kov'), await found('star fra')], [1, 1])
  assert.deepEqual([await found('ana@star'), await found('555 0123'), await found('foreman')], [0, 0, 0])
  const counted = await ask(account, 'GET', '/people/counts?q=foreman', { as })
  assert.equal(counted.body.total, 0)
  for (const query of ['email=ana', 'phone=555', 'sort=-email']) {
    const answer = await ask(account, 'GET', `/people?${query}`, { as })
    assert.deepEqual([answer.status, answer.body.needs], [403, 'directory.view-user-detail'], query)
  }
})

test('View User Detail, Create and Edit Users and Standard each open the card; View Company Detail does not', async () => {
  const account = await anAccount(database.db)
  const { id } = await aUser(database.db, account, someone)
  for (const [as, isWhole] of [
    [await readerWith(account, 'view-user-detail'), true],
    [await readerWith(account, 'create-and-edit-users'), true],
    [await readerWith(account, 'view-company-detail', 'create-and-edit-companies'), false],
    [account.standard, true],
  ] as const) {
    const { body: card } = await ask(account, 'GET', `/people/${id}`, { as })
    assert.deepEqual([card.isWhole, card.email ?? null], [isWhole, isWhole ? someone.email : null])
  }
})

test('everybody sees their own card whole, also without a right to the directory', async () => {
  const account = await anAccount(database.db)
  const templateId = await aCompanyTemplate(database.db, account, { directory_level: 'none' })
  const nobody = await aUser(database.db, account, { templateId, hasJoined: true })
  for (const as of [account.reader, nobody]) {
    const { status, body: card } = await ask(account, 'GET', `/people/${as.id}`, { as })
    assert.deepEqual([status, card.isWhole, card.email], [200, true, as.userName])
    assert.equal((await ask(account, 'GET', `/people/${as.id}/timeline`, { as })).status, 200)
    assert.deepEqual([card.may.edit, card.whyNotEdit.needs], [false, 'directory.create-and-edit-users'])
  }
  assert.equal((await ask(account, 'GET', `/people/${account.admin.id}`, { as: nobody })).status, 403)
})
