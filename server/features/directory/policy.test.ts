import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser } from '../../../test/account.ts'
import { aPlace } from '../../../test/place.ts'

const { database, ask } = await aPlace()

test('inactive users are seen by who may edit users, and by nobody else', async () => {
  const account = await anAccount(database.db)
  const gone = await aUser(database.db, account, { status: 'inactive' })
  for (const [user, list, card] of [
    ['admin', 200, 200],
    ['standard', 200, 200],
    ['reader', 403, 404],
  ] as const) {
    const as = account[user]
    for (const url of ['/people?', '/people/counts?', '/people/facets?group=company&']) {
      assert.equal(
        (await ask(account, 'GET', `${url}status=inactive`, { as })).status,
        list,
        `${user} ${url}`,
      )
    }
    for (const url of [`/people/${gone.id}`, `/people/${gone.id}/timeline`]) {
      assert.equal((await ask(account, 'GET', url, { as })).status, card, `${user} ${url}`)
    }
  }
})

test('who has which permission template is found out by Directory Admins alone', async () => {
  const account = await anAccount(database.db)
  const { admin } = account.templates
  const selection = { filter: { template: admin } }
  for (const [user, status] of [
    ['admin', 200],
    ['standard', 403],
    ['reader', 403],
  ] as const) {
    const as = account[user]
    for (const url of [
      `/people?template=${admin}`,
      `/people/counts?template=${admin}`,
      `/people/facets?group=company&template=${admin}`,
      '/people/facets?group=template',
    ]) {
      assert.equal((await ask(account, 'GET', url, { as })).status, status, `${user} ${url}`)
    }
    const review = await ask(account, 'POST', '/bulk-actions/user.invite/reviews', {
      as,
      payload: { selection },
    })
    assert.equal(review.status, status, `${user} reviews`)
    const run = await ask(account, 'POST', '/bulk-actions/user.invite/runs', { as, payload: { selection } })
    assert.equal(run.status, status === 200 ? 201 : status, `${user} runs`)
  }
})
