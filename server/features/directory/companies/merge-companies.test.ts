import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../../../lib/ids.ts'
import { faultsIn, namesOf, theDirectory } from '../testing.ts'

const it = await theDirectory()

test('names that differ in legal forms, punctuation or a letter are likely the same; others are not', async () => {
  const account = await it.anAccount()
  await it.aCompany(account, 'Star Framing')
  await it.aCompany(account, 'Каркас')
  await it.aCompany(account, 'Volt Electric')
  const like = async (name: string) =>
    namesOf(await it.ask(account, 'GET', `/companies/likely-same?name=${encodeURIComponent(name)}`))
  for (const name of [
    'Star Framing, LLC',
    'STAR FRAMING L.L.C.',
    'Star Framing GmbH & Co. KG',
    'Star Framming',
  ])
    assert.deepEqual(await like(name), ['Star Framing'], name)
  assert.deepEqual(await like('ООО «Каркас»'), ['Каркас'])
  assert.deepEqual(await like('Wave Electric'), [])
  assert.deepEqual(await like('LLC'), [])
})

test('likely duplicates are listed as pairs, page by page', async () => {
  const account = await it.anAccount()
  for (const name of ['Star Framing', 'Star Framing, LLC', 'Star Framing Inc', 'Volt Electric'])
    await it.aCompany(account, name)
  const seen: string[] = []
  for (let cursor = ''; ; ) {
    const { body } = await it.ask(account, 'GET', `/companies/likely-duplicates?limit=1${cursor}`)
    for (const { one, other } of body.items) seen.push([one.name, other.name].toSorted().join(' = '))
    if (!body.next) break
    cursor = `&cursor=${body.next}`
  }
  assert.deepEqual(seen.toSorted(), [
    'Star Framing = Star Framing Inc',
    'Star Framing = Star Framing, LLC',
    'Star Framing Inc = Star Framing, LLC',
  ])
})

async function twoOfOneFirm() {
  const account = await it.anAccount()
  const into = await it.aCompany(account, 'Star Framing', { trades: ['Framing'], city: 'Ohio' })
  const from = await it.aCompany(account, 'Star Framing, LLC', { trades: ['framing', 'Roofs'], phone: '212' })
  const user = await it.aUser(account, { companyName: 'Star Framing, LLC', lastName: 'Mover' })
  await it.aUser(account, { companyName: 'Star Framing, LLC', status: 'inactive' })
  const project = await it.aProject(account, 'Harbour Tower')
  await it.put(account, project.id, user.id)
  return { account, from, into, user }
}

test('a merge is looked at first, and carries over people, projects, trades and details', async () => {
  const { account, from, into, user } = await twoOfOneFirm()
  const { body: review } = await it.ask(account, 'GET', `/companies/${from.id}/merge?into=${into.id}`)
  assert.deepEqual(
    [review.users, review.inactivePeople, review.projects, review.trades, review.fills, review.whyNot],
    [1, 1, ['Harbour Tower'], ['Roofs'], ['phone'], null],
  )
  const merged = await it.ask(account, 'POST', `/companies/${from.id}/merge`, { payload: { into: into.id } })
  assert.equal(merged.status, 200)
  assert.deepEqual(
    [
      merged.body.trades,
      merged.body.phone,
      merged.body.city,
      merged.body.otherNames,
      merged.body.inactivePeople,
    ],
    [['Framing', 'Roofs'], '212', 'Ohio', ['Star Framing, LLC'], 1],
  )
  assert.deepEqual(
    merged.body.projects.map(({ name }: { name: string }) => name),
    ['Harbour Tower'],
  )
  const { body: card } = await it.ask(account, 'GET', `/people/${user.id}`)
  assert.deepEqual(card.company, { id: into.id, name: 'Star Framing' })
  const { body: audit } = await it.ask(account, 'GET', '/audit-events?event=company.merged')
  assert.deepEqual([audit.items[0].detail.into, audit.items[0].detail.people], ['Star Framing', 2])
})

test('the merged one is listed nowhere; its address and its name lead to the one that stayed', async () => {
  const { account, from, into } = await twoOfOneFirm()
  await it.ask(account, 'POST', `/companies/${from.id}/merge`, { payload: { into: into.id } })
  for (const status of ['active', 'inactive'])
    assert.deepEqual(namesOf(await it.ask(account, 'GET', `/companies?q=llc&status=${status}`)), [])
  assert.equal((await it.ask(account, 'GET', `/companies/${from.id}`)).body.id, into.id)
  const users = await it.ask(account, 'GET', `/people?company=${into.id}`)
  assert.deepEqual(await it.ask(account, 'GET', `/people?company=${from.id}`), users)
  assert.ok(users.body.items.length > 0)
  const person = { lastName: 'New', companyName: 'star framing, llc', templateId: account.templates.readOnly }
  const { body } = await it.ask(account, 'POST', '/people', { payload: person })
  assert.deepEqual(body.company, { id: into.id, name: 'Star Framing' })
  const taken = await it.ask(account, 'POST', '/companies', { payload: { name: 'Star Framing, LLC' } })
  assert.deepEqual(faultsIn(taken), [['name', 'company-name-in-use']])
})

test('the one that stayed may take the name of the merged one, and is still found by both', async () => {
  const { account, from, into } = await twoOfOneFirm()
  await it.ask(account, 'POST', `/companies/${from.id}/merge`, { payload: { into: into.id } })
  const renamed = await it.ask(account, 'PATCH', `/companies/${into.id}`, {
    payload: { name: 'Star Framing, LLC' },
  })
  assert.deepEqual([renamed.body.name, renamed.body.otherNames], ['Star Framing, LLC', ['Star Framing']])
})

test('what was merged before follows: nothing is ever merged into a merged one', async () => {
  const { account, from, into } = await twoOfOneFirm()
  const third = await it.aCompany(account, 'Star Framing Inc')
  await it.ask(account, 'POST', `/companies/${from.id}/merge`, { payload: { into: into.id } })
  await it.ask(account, 'POST', `/companies/${into.id}/merge`, { payload: { into: third.id } })
  assert.equal((await it.ask(account, 'GET', `/companies/${from.id}`)).body.id, third.id)
  const again = await it.ask(account, 'POST', `/companies/${third.id}/merge`, { payload: { into: from.id } })
  assert.equal(again.status, 404)
})

test('never into itself, never away from the own company, never into an inactive one; by Admins alone', async () => {
  const { account, from, into } = await twoOfOneFirm()
  const merge = (id: string, other: string, as = account.admin) =>
    it.ask(account, 'POST', `/companies/${id}/merge`, { payload: { into: other }, as })
  assert.deepEqual(faultsIn(await merge(from.id, from.id)), [['into', 'same-company']])
  assert.deepEqual(faultsIn(await merge(account.ownCompanyId, into.id)), [['into', 'own-company']])
  assert.equal((await merge(from.id, newId())).status, 404)
  assert.equal((await merge(from.id, into.id, account.standard)).status, 403)
  const other = await it.anAccount()
  assert.equal((await merge(from.id, (await it.aCompany(other, 'Theirs')).id)).status, 404)
})
