import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, signedIn, type TestAccount, type TestUser } from '../../../../test/account.ts'
import { aPlace } from '../../../../test/place.ts'

const { database, app } = await aPlace()

async function reviewAs(account: TestAccount, user: TestUser, ids: string[], input: object) {
  const headers = { ...(await signedIn(database.db, account, user)), 'sec-fetch-site': 'same-origin' }
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/bulk-actions/user.change-template/reviews',
    headers,
    payload: { selection: { ids }, input },
  })
  const { acting, skipped } = answer.json()
  const reasons = (skipped ?? []).map(
    (group: { reason: string; count: number }) => `${group.reason} ${group.count}`,
  )
  return { status: answer.statusCode, acting: acting?.count, reasons }
}

test('an Admin gives any template; who has it already and the Admin themselves are left out', async () => {
  const account = await anAccount(database.db)
  const { standard, readOnly, admin } = account.templates
  const [one, has] = [
    await aUser(database.db, account),
    await aUser(database.db, account, { templateId: standard }),
  ]
  const ids = [one.id, has.id, account.admin.id]
  const reviewed = await reviewAs(account, account.admin, ids, { templateId: standard })
  assert.deepEqual([reviewed.acting, reviewed.reasons], [1, ['yourself 1', 'has-this-template 1']])
  assert.equal((await reviewAs(account, account.admin, [one.id], { templateId: admin })).acting, 1)
  assert.equal((await reviewAs(account, account.admin, [has.id], { templateId: readOnly })).acting, 1)
})

test('holders of the granular permission give only what is assignable, and never touch a company Admin', async () => {
  const account = await anAccount(database.db)
  const { standard, readOnly, admin } = account.templates
  const user = await aUser(database.db, account, { templateId: standard })
  const as = (ids: string[], templateId: string) => reviewAs(account, account.standard, ids, { templateId })
  assert.deepEqual((await as([user.id], readOnly)).acting, 1)
  assert.deepEqual((await as([user.id, account.admin.id], admin)).reasons, [
    'is-company-admin 1',
    'template-not-assignable 1',
  ])
})

test('a template of another account, none at all, and what is no id are refused', async () => {
  const [account, other] = [await anAccount(database.db), await anAccount(database.db)]
  const { id } = await aUser(database.db, account)
  const foreign = await reviewAs(account, account.admin, [id], { templateId: other.templates.admin })
  assert.deepEqual([foreign.acting, foreign.reasons], [0, ['template-not-assignable 1']])
  for (const input of [{}, { templateId: 'chief' }, { templateId: account.templates.readOnly, more: 1 }])
    assert.equal((await reviewAs(account, account.admin, [id], input)).status, 422)
})
