import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser } from '../../../test/account.ts'
import { aPlace } from '../../../test/place.ts'

const { database, ask } = await aPlace()

test('the last Admin cannot take their own rights away', async () => {
  const account = await anAccount(database.db)
  const payload = { templateId: account.templates.readOnly, jobTitle: 'Owner' }
  const refused = await ask(account, 'PATCH', `/people/${account.admin.id}`, { payload })
  assert.deepEqual(
    [refused.status, refused.body.faults],
    [422, [{ path: ['templateId'], reason: 'own-template' }]],
  )
  const same = { templateId: account.templates.admin, jobTitle: 'Owner' }
  assert.equal((await ask(account, 'PATCH', `/people/${account.admin.id}`, { payload: same })).status, 200)
})

test('of two Admins who take the rights of each other at once, one stays', async () => {
  const account = await anAccount(database.db)
  const second = await aUser(database.db, account, { templateId: account.templates.admin, hasJoined: true })
  const payload = { templateId: account.templates.readOnly }
  const answers = await Promise.all([
    ask(account, 'PATCH', `/people/${second.id}`, { payload }),
    ask(account, 'PATCH', `/people/${account.admin.id}`, { payload, as: second }),
  ])
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 403])
})

test('of two who give the same address to different people at once, one is told who has it', async () => {
  const account = await anAccount(database.db)
  const payload = { email: `taken-${account.id}@example.com`, templateId: account.templates.readOnly }
  const answers = await Promise.all(
    ['One', 'Other'].map(lastName => ask(account, 'POST', '/people', { payload: { ...payload, lastName } })),
  )
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 422])
  const refused = answers.find(({ status }) => status === 422)!
  assert.deepEqual([refused.body.faults[0].path, refused.body.faults[0].reason], [['email'], 'email-in-use'])
})
