import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, type TestAccount } from '../../../../test/account.ts'
import { aDatabase } from '../../../../test/place.ts'
import { aProject, onProject } from '../../../../test/projects.ts'
import { runActions } from '../../../../test/run-actions.ts'
import { inAccount } from '../../../db/connect.ts'
import { newId } from '../../../lib/ids.ts'

const database = await aDatabase(12)
const actions = runActions(database)

const stateOf = (account: TestAccount, person: { id: string }) =>
  inAccount(database.db, account.id, tx =>
    tx
      .selectFrom('person_state')
      .select(['status', 'kind', 'template_id', 'active_email'])
      .where('person_id', '=', person.id)
      .executeTakeFirstOrThrow(),
  )
const projectsOf = async (account: TestAccount, person: { id: string }) =>
  (
    await inAccount(database.db, account.id, tx =>
      tx
        .selectFrom('project_member')
        .select(['project_id', 'template_id'])
        .where('person_id', '=', person.id)
        .where('ended_at', 'is', null)
        .orderBy('project_id')
        .execute(),
    )
  ).map(row => row.project_id)

test('a user comes back with template, address, projects and groups, also with those they were taken off meanwhile', async () => {
  const account = await anAccount(database.db)
  const user = await aUser(database.db, account, {
    email: 'ana@example.com',
    templateId: account.templates.standard,
  })
  const projects = [await aProject(database.db, account), await aProject(database.db, account)].toSorted()
  for (const project of projects) await onProject(database.db, account, project, [user])
  const group = newId()
  await inAccount(database.db, account.id, async tx => {
    const key = { account_id: account.id }
    await tx
      .insertInto('distribution_group')
      .values({ ...key, id: group, name: 'Site office' })
      .execute()
    await tx
      .insertInto('distribution_group_member')
      .values({ ...key, group_id: group, person_id: user.id })
      .execute()
  })
  await actions.done(account, 'user.inactivate', [user])
  assert.deepEqual((await stateOf(account, user)).active_email, null)
  await inAccount(database.db, account.id, async tx => {
    await tx
      .updateTable('project_member')
      .set({ ended_at: new Date() })
      .where('project_id', '=', projects[0]!)
      .execute()
    await tx.deleteFrom('distribution_group_member').where('group_id', '=', group).execute()
  })
  const { became } = await actions.done(account, 'user.reactivate', [user])
  assert.deepEqual(became, { [user.id]: 'done' })
  assert.deepEqual(await stateOf(account, user), {
    ...{
      status: 'active',
      kind: 'user',
      template_id: account.templates.standard,
      active_email: 'ana@example.com',
    },
  })
  assert.deepEqual(await projectsOf(account, user), projects)
  const groups = await inAccount(database.db, account.id, tx =>
    tx.selectFrom('distribution_group_member').select('person_id').execute(),
  )
  assert.deepEqual(groups, [{ person_id: user.id }])
})

test('reactivating whose company is inactive: refused, unless the company comes back too', async () => {
  const account = await anAccount(database.db)
  const user = await aUser(database.db, account, { companyName: 'Star Framing' })
  await actions.done(account, 'user.inactivate', [user])
  const company = () =>
    inAccount(database.db, account.id, tx =>
      tx.selectFrom('company').select('status').where('name', '=', 'Star Framing').executeTakeFirstOrThrow(),
    )
  await inAccount(database.db, account.id, tx =>
    tx.updateTable('company').set({ status: 'inactive' }).where('name', '=', 'Star Framing').execute(),
  )
  const reviewed = await actions.review(account, 'user.reactivate', [user])
  assert.deepEqual(
    reviewed.skipped.map(group => group.reason),
    ['company-inactive'],
  )
  assert.deepEqual((await actions.done(account, 'user.reactivate', [user])).became, {
    [user.id]: 'company-inactive',
  })
  assert.deepEqual((await actions.done(account, 'user.reactivate', [user], { withCompany: true })).became, {
    [user.id]: 'done',
  })
  assert.deepEqual(await company(), { status: 'active' })
})

test('reactivating whose address another user now has: refused; of two with one address the first comes back', async () => {
  const account = await anAccount(database.db)
  const email = 'shared@example.com'
  const first = await aUser(database.db, account, { email })
  await actions.done(account, 'user.inactivate', [first])
  const second = await aUser(database.db, account, { email })
  assert.deepEqual((await actions.done(account, 'user.reactivate', [first])).became, {
    [first.id]: 'email-in-use',
  })
  await actions.done(account, 'user.inactivate', [second])
  const { became } = await actions.done(account, 'user.reactivate', [first, second])
  assert.deepEqual(became, { [first.id]: 'done', [second.id]: 'email-in-use' })
  assert.equal((await stateOf(account, second)).status, 'inactive')
})

test('reactivating whose template is gone: refused, unless they get another', async () => {
  const account = await anAccount(database.db)
  const templateId = newId()
  await inAccount(database.db, account.id, tx =>
    tx
      .insertInto('permission_template')
      .values({ account_id: account.id, id: templateId, name: 'Site office', directory_level: 'read_only' })
      .execute(),
  )
  const user = await aUser(database.db, account, { templateId })
  await actions.done(account, 'user.inactivate', [user])
  await inAccount(database.db, account.id, tx =>
    tx
      .updateTable('permission_template')
      .set({ archived_at: new Date() })
      .where('id', '=', templateId)
      .execute(),
  )
  assert.deepEqual((await actions.done(account, 'user.reactivate', [user])).became, {
    [user.id]: 'template-archived',
  })
  const input = { templateId: account.templates.standard }
  assert.deepEqual((await actions.done(account, 'user.reactivate', [user], input)).became, {
    [user.id]: 'done',
  })
  assert.equal((await stateOf(account, user)).template_id, account.templates.standard)
})

test('who is active is left out, and a template that is not there is a fault', async () => {
  const account = await anAccount(database.db)
  const user = await aUser(database.db, account)
  assert.deepEqual((await actions.done(account, 'user.reactivate', [user])).became, {
    [user.id]: 'already-active',
  })
  await assert.rejects(actions.press(account, 'user.reactivate', [user], { templateId: newId() }), {
    code: 'faulty-input',
  })
  await assert.rejects(actions.press(account, 'user.reactivate', [user], {}, account.standard), {
    code: 'not-permitted',
  })
})

test('a contact goes and comes back to every project directory; those closed by now are named', async () => {
  const account = await anAccount(database.db)
  const contact = await aUser(database.db, account, { kind: 'contact' })
  const [open, closing] = [
    await aProject(database.db, account, { name: 'Tower' }),
    await aProject(database.db, account, { name: 'Harbour Bridge' }),
  ]
  for (const project of [open, closing]) await onProject(database.db, account, project, [contact])
  assert.deepEqual(
    (await actions.done(account, 'contact.inactivate', [contact], {}, account.standard)).became,
    { [contact.id]: 'done' },
  )
  await inAccount(database.db, account.id, tx =>
    tx.updateTable('project').set({ status: 'closed' }).where('id', '=', closing).execute(),
  )
  const { became } = await actions.done(account, 'contact.reactivate', [contact], {}, account.standard)
  assert.deepEqual(became, { [contact.id]: 'done: Harbour Bridge' })
  assert.deepEqual(await projectsOf(account, contact), [open, closing].toSorted())
  assert.equal((await stateOf(account, contact)).status, 'active')
})

test('who was erased does not come back', async () => {
  const account = await anAccount(database.db)
  const user = await aUser(database.db, account, { status: 'inactive' })
  const contact = await aUser(database.db, account, { kind: 'contact', status: 'inactive' })
  await inAccount(database.db, account.id, tx =>
    tx
      .updateTable('person')
      .set({ erased_at: new Date() })
      .where('account_id', '=', account.id)
      .where('id', 'in', [user.id, contact.id])
      .execute(),
  )
  for (const [action, who] of [
    ['user.reactivate', user],
    ['contact.reactivate', contact],
  ] as const)
    assert.deepEqual((await actions.done(account, action, [who])).became, { [who.id]: 'erased' })
})

test('a contact becomes a user who can be invited; not with the address of another user, and not by who is no Admin', async () => {
  const account = await anAccount(database.db)
  const contact = await aUser(database.db, account, { kind: 'contact', email: 'craft@example.com' })
  const taken = await aUser(database.db, account, { kind: 'contact', email: 'taken@example.com' })
  await aUser(database.db, account, { email: 'taken@example.com' })
  const input = { templateId: account.templates.readOnly }
  await assert.rejects(actions.press(account, 'contact.promote', [contact], input, account.standard), {
    code: 'not-permitted',
  })
  const { became } = await actions.done(account, 'contact.promote', [contact, taken], input)
  assert.deepEqual(became, { [contact.id]: 'done', [taken.id]: 'email-in-use' })
  assert.deepEqual(await stateOf(account, contact), {
    ...{
      status: 'active',
      kind: 'user',
      template_id: account.templates.readOnly,
      active_email: 'craft@example.com',
    },
  })
  assert.equal((await actions.review(account, 'user.invite', [contact])).acting.count, 1)
})
