import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, type TestAccount } from '../../../../test/account.ts'
import { actionGround } from '../../../../test/action-ground.ts'
import { inAccount } from '../../../db/connect.ts'
import { newId } from '../../../lib/ids.ts'

const ground = await actionGround()

async function aGroup(account: TestAccount) {
  const id = newId()
  await inAccount(ground.db, account.id, tx =>
    tx
      .insertInto('distribution_group')
      .values({ account_id: account.id, id, name: `Group ${id}` })
      .execute(),
  )
  return { groupId: id }
}
const membersOf = async (account: TestAccount, { groupId }: { groupId: string }) => {
  const rows = await inAccount(ground.db, account.id, tx =>
    tx.selectFrom('distribution_group_member').select('person_id').where('group_id', '=', groupId).execute(),
  )
  return rows.map(row => row.person_id).toSorted()
}
const takeOut = (account: TestAccount, person: { id: string }) =>
  inAccount(ground.db, account.id, tx =>
    tx.deleteFrom('distribution_group_member').where('person_id', '=', person.id).execute(),
  )

test('users and contacts come into a group in one press; who is in it or inactive is left out', async () => {
  const account = await anAccount(ground.db)
  const group = await aGroup(account)
  const [one, two] = [await aUser(ground.db, account), await aUser(ground.db, account)]
  const gone = await aUser(ground.db, account, { status: 'inactive' })
  const contact = await aUser(ground.db, account, { kind: 'contact' })
  await ground.actions.done(account, 'user.add-to-group', [one], group)
  const { became } = await ground.actions.done(account, 'user.add-to-group', [one, two, gone], group)
  assert.deepEqual(became, { [one.id]: 'is-in-group', [two.id]: 'done', [gone.id]: 'inactive' })
  await ground.actions.done(account, 'contact.add-to-group', [contact], group)
  assert.deepEqual(await membersOf(account, group), [one.id, two.id, contact.id].toSorted())
})

test('before a group is chosen the review shows who is selected; once it is, who is in it already', async () => {
  const account = await anAccount(ground.db)
  const group = await aGroup(account)
  const [member, other] = [await aUser(ground.db, account), await aUser(ground.db, account)]
  const gone = await aUser(ground.db, account, { status: 'inactive' })
  await ground.actions.done(account, 'user.add-to-group', [member], group)
  const reviewed = async (input: object | null) => {
    const { acting, skipped } = await ground.actions.review(
      account,
      'user.add-to-group',
      [member, other, gone],
      input,
    )
    return [acting.count, skipped.map(({ reason, items }) => [reason, ...items.map(one => one.id)])]
  }
  assert.deepEqual(await reviewed(null), [2, [['inactive', gone.id]]])
  assert.deepEqual(await reviewed(group), [
    1,
    [
      ['inactive', gone.id],
      ['is-in-group', member.id],
    ],
  ])
  await assert.rejects(ground.actions.press(account, 'user.add-to-group', [other]), { code: 'faulty-input' })
})

test('a group that is not there, or of another account, takes nobody', async () => {
  const [account, other] = [await anAccount(ground.db), await anAccount(ground.db)]
  const user = await aUser(ground.db, account)
  for (const group of [await aGroup(other), { groupId: newId() }]) {
    const { became } = await ground.actions.done(account, 'user.add-to-group', [user], group)
    assert.deepEqual(became, { [user.id]: 'group-gone' })
  }
})

test('undone, those whom the run put in are out again; who was taken out or put in since, or has left, is left alone', async () => {
  const account = await anAccount(ground.db)
  const group = await aGroup(account)
  const [plain, out, again, left] = await Promise.all([1, 2, 3, 4].map(() => aUser(ground.db, account)))
  const run = await ground.actions.done(account, 'user.add-to-group', [plain!, out!, again!, left!], group)
  for (const person of [out!, again!]) await takeOut(account, person)
  await ground.actions.done(account, 'user.add-to-group', [again!], group)
  await ground.actions.done(account, 'user.inactivate', [left!])
  const undoing = await ground.actions.undo(account, run.id)
  assert.deepEqual(undoing.became, {
    ...{ [plain!.id]: 'done', [out!.id]: 'changed-since-run' },
    ...{ [again!.id]: 'changed-since-run', [left!.id]: 'inactive' },
  })
  assert.deepEqual(await membersOf(account, group), [again!.id, left!.id].toSorted())
  const events = await inAccount(ground.db, account.id, tx =>
    tx
      .selectFrom('audit_event')
      .select('event')
      .where('run_id', '=', undoing.id)
      .where('subject_id', '=', plain!.id)
      .execute(),
  )
  assert.deepEqual(events, [{ event: 'group.person-removed' }])
})

test('holders of Create and Edit Users change no groups', async () => {
  const account = await anAccount(ground.db)
  const group = await aGroup(account)
  const user = await aUser(ground.db, account)
  const pressed = ground.actions.press(account, 'user.add-to-group', [user], group, account.standard)
  await assert.rejects(pressed, { code: 'not-permitted' })
})
