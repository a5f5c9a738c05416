import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, signedIn } from '../../../../test/account.ts'
import { aPlace } from '../../../../test/place.ts'
import { inAccount } from '../../../db/connect.ts'
import { aSecondMembership } from '../testing.ts'

const { database, app } = await aPlace()

const whoAmI = (headers: Record<string, string>) => app.inject({ url: '/api/v1/session', headers })
const goTo = (headers: Record<string, string>, accountId: string) =>
  app.inject({ method: 'POST', url: '/api/v1/session/account', headers, payload: { accountId } })

async function aPersonOfTwo() {
  const account = await anAccount(database.db, { name: 'First Builders' })
  const second = await aSecondMembership(database.db, account.admin, 'Second Builders')
  return { account, second, headers: await signedIn(database.db, account, account.admin) }
}

test('who is a user of several accounts sees them all and goes from one to the other', async () => {
  const { account, second, headers } = await aPersonOfTwo()
  assert.deepEqual(
    (await whoAmI(headers)).json().accounts.map(({ name }: { name: string }) => name),
    ['First Builders', 'Second Builders'],
  )
  const answer = await goTo(headers, second.account.id)
  assert.equal(answer.statusCode, 204)
  assert.equal((await whoAmI(headers)).statusCode, 401, 'the old session has ended')
  const there = (await whoAmI({ cookie: `muster_session=${answer.cookies[0]!.value}` })).json()
  assert.deepEqual(
    [there.account.name, there.person.id, there.permissions],
    ['Second Builders', second.user.id, ['directory.view']],
  )
  assert.ok(there.accounts.some(({ id }: { id: string }) => id === account.id))
})

test('who is inactive there cannot go there, and still works here', async () => {
  const { second, headers } = await aPersonOfTwo()
  await inAccount(database.db, second.account.id, tx =>
    tx
      .updateTable('person_state')
      .set({ status: 'inactive', active_email: null })
      .where('person_id', '=', second.user.id)
      .execute(),
  )
  assert.equal((await whoAmI(headers)).json().accounts.length, 1)
  assert.equal((await goTo(headers, second.account.id)).statusCode, 404)
  assert.equal((await whoAmI(headers)).statusCode, 200)
})

test('the account of others is as unknown as one that never was', async () => {
  const { headers } = await aPersonOfTwo()
  const others = await anAccount(database.db)
  for (const id of [others.id, '0197f0f0-0000-7000-8000-000000000000'])
    assert.deepEqual([(await goTo(headers, id)).statusCode, (await whoAmI(headers)).statusCode], [404, 200])
})
