import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultsIn, theDirectory } from '../testing.ts'

const it = await theDirectory()

async function aFirmOnAProject() {
  const account = await it.anAccount()
  const user = await it.aUser(account, { firstName: 'Ana', lastName: 'Berg', companyName: 'Star Framing' })
  const project = await it.aProject(account, 'Harbour Tower')
  await it.put(account, project.id, user.id)
  const company = (await it.ask(account, 'GET', '/companies?name=star')).body.items[0]
  const review = async () =>
    (
      await it.ask(account, 'POST', '/bulk-actions/company.inactivate/reviews', {
        payload: { selection: { ids: [company.id] } },
      })
    ).body
  return { account, user, project, company, review }
}

test('while an active user of it is on an active project, a company stays active, and who stands in the way is named', async () => {
  const { review } = await aFirmOnAProject()
  const { skipped } = await review()
  assert.equal(skipped[0].reason, 'users-on-active-projects')
  assert.deepEqual(skipped[0].items[0].inTheWay, {
    count: 1,
    named: [{ name: 'Ana Berg', detail: 'Harbour Tower' }],
  })
})

test('nobody stands in the way once the project is closed, or they are taken off it', async () => {
  const closed = await aFirmOnAProject()
  await it.ask(closed.account, 'PATCH', `/projects/${closed.project.id}`, { payload: { status: 'closed' } })
  assert.equal((await closed.review()).acting.count, 1)
  const left = await aFirmOnAProject()
  await it.ask(left.account, 'DELETE', `/projects/${left.project.id}/people/${left.user.id}`)
  assert.equal((await left.review()).acting.count, 1)
})

test('contacts and inactive users stand in nobody’s way', async () => {
  const { account, user, project, review } = await aFirmOnAProject()
  await it.ask(account, 'DELETE', `/projects/${project.id}/people/${user.id}`)
  await it.aContact(account, project.id, 'Craft', { companyName: 'Star Framing' })
  assert.equal((await review()).acting.count, 1)
})

test('the account’s own company is never inactivated', async () => {
  const account = await it.anAccount()
  const { body } = await it.ask(account, 'POST', '/bulk-actions/company.inactivate/reviews', {
    payload: { selection: { filter: { status: 'active' } } },
  })
  assert.deepEqual(
    body.skipped.map(({ reason }: { reason: string }) => reason),
    ['is-own-company'],
  )
})

test('a filter of people selects no companies', async () => {
  const account = await it.anAccount()
  const answer = await it.ask(account, 'POST', '/bulk-actions/company.inactivate/reviews', {
    payload: { selection: { filter: { invitation: 'all' } } },
  })
  assert.deepEqual(faultsIn(answer), [['selection.filter.invitation', 'unknown-field']])
})
