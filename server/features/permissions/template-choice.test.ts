import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, type TestAccount } from '../../../test/account.ts'
import { aPlace } from '../../../test/place.ts'
import { inAccount } from '../../db/connect.ts'

const { database, ask } = await aPlace()

type Option = {
  id: string
  name: string
  mayAssign: boolean
  isDefault: boolean
  details: { isArchived: boolean }
}

const optionsOf = async (account: TestAccount, as = account.admin): Promise<Option[]> =>
  (await ask(account, 'GET', '/permission-templates', { as })).body.items
const change = (account: TestAccount, id: string, payload: object) =>
  ask(account, 'PATCH', `/permission-templates/${id}`, { payload })
const addTemplate = async (account: TestAccount, more: object = {}): Promise<string> => {
  const payload = {
    name: 'Site office',
    directoryLevel: 'read_only',
    granular: [],
    isAssignable: true,
    ...more,
  }
  return (await ask(account, 'POST', '/permission-templates', { payload })).body.id
}

test('a new account gives Read Only to who is added without a template; Admins choose another', async () => {
  const account = await anAccount(database.db)
  const nameOfNext = async (lastName: string) => {
    const added = await ask(account, 'POST', '/people', { payload: { lastName } })
    assert.equal(added.status, 201)
    return added.body.template.name
  }
  assert.equal(await nameOfNext('First'), 'Read Only')
  const id = await addTemplate(account)
  assert.equal((await change(account, id, { isDefault: true })).body.isDefault, true)
  assert.equal(await nameOfNext('Second'), 'Site office')
  const isDefault = (await optionsOf(account)).filter(one => one.isDefault).map(one => one.name)
  assert.deepEqual(isDefault, ['Site office'])
})

test('an Admin template, one of a project and an archived one are never the default', async () => {
  const account = await anAccount(database.db)
  const ofProject = await addTemplate(account, { scope: 'project' })
  const archived = await addTemplate(account, { name: 'Old' })
  await change(account, archived, { isArchived: true })
  for (const [id, reason] of [
    [account.templates.admin, 'default-is-admin'],
    [ofProject, 'default-of-a-project'],
    [archived, 'template-is-default'],
  ] as const) {
    const { status, body } = await change(account, id, { isDefault: true })
    assert.deepEqual([status, body.faults[0].reason], [422, reason])
  }
  const raised = await change(account, account.templates.readOnly, { directoryLevel: 'admin' })
  assert.deepEqual(raised.body.faults, [{ path: ['directoryLevel'], reason: 'default-is-admin' }])
})

test('a template that somebody has is not archived, nor is the default; it says why', async () => {
  const account = await anAccount(database.db)
  const inUse = await change(account, account.templates.standard, { isArchived: true })
  const fault = { path: ['isArchived'], reason: 'template-in-use', detail: { n: 1 } }
  assert.deepEqual(inUse.body.faults, [fault])
  const isDefault = await change(account, account.templates.readOnly, { isArchived: true })
  assert.deepEqual(
    isDefault.body.faults.map((one: { reason: string }) => one.reason),
    ['template-is-default', 'template-in-use'],
  )
})

test('an archived template is given to nobody until an Admin brings it back, and only Admins see it', async () => {
  const account = await anAccount(database.db)
  const id = await addTemplate(account)
  const { id: person } = await aUser(database.db, account)
  assert.equal((await change(account, id, { isArchived: true })).body.isArchived, true)
  const [option] = (await optionsOf(account)).filter(one => one.id === id)
  assert.deepEqual([option?.mayAssign, option?.details.isArchived], [false, true])
  assert.equal(
    (await optionsOf(account, account.standard)).some(one => one.id === id),
    false,
  )
  const payload = { templateId: id }
  const edited = await ask(account, 'PATCH', `/people/${person}`, { payload })
  assert.deepEqual(edited.body.faults, [{ path: ['templateId'], reason: 'template-not-assignable' }])
  const bulk = { selection: { ids: [person] }, input: payload }
  const review = await ask(account, 'POST', '/bulk-actions/user.change-template/reviews', { payload: bulk })
  assert.equal(review.body.skipped[0].reason, 'template-not-assignable')
  await change(account, id, { isArchived: false })
  assert.equal((await ask(account, 'PATCH', `/people/${person}`, { payload })).status, 200)
})

test('what a new template would let people do is told before it is saved, and nothing is added', async () => {
  const account = await anAccount(database.db)
  const before = (await optionsOf(account)).length
  const payload = { directoryLevel: 'none', adminLevel: 'standard', granular: [] }
  const { body } = await ask(account, 'POST', '/permission-templates/preview', { payload })
  assert.deepEqual(body.permissions, ['settings.view', 'audit.view'])
  assert.equal((await optionsOf(account)).length, before)
})

test('making a template the default and archiving one are on the record', async () => {
  const account = await anAccount(database.db)
  const id = await addTemplate(account)
  await change(account, id, { isDefault: true })
  await change(account, account.templates.readOnly, { isDefault: true })
  await change(account, id, { isArchived: true })
  const events = await inAccount(database.db, account.id, tx =>
    tx
      .selectFrom('audit_event')
      .select('detail')
      .where('event', '=', 'template.changed')
      .orderBy('id')
      .execute(),
  )
  const fields = events.map(({ detail }) => (detail as { changes: { field: string; to: string }[] }).changes)
  assert.deepEqual(
    fields.map(changes => changes.map(({ field, to }) => `${field} ${to}`)),
    [['isDefault true'], ['isDefault true'], ['isArchived true']],
  )
})
