import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompanyTemplate, anAccount, aUser } from '../../../test/account.ts'
import { aPlace } from '../../../test/place.ts'

const { database, ask } = await aPlace()

/** An Admin nobody has invited yet, and who may create and edit users without being an Admin. */
async function adminAndHolder() {
  const account = await anAccount(database.db)
  const admin = await aUser(database.db, account, { templateId: account.templates.admin })
  return { account, admin, as: account.standard, ids: [admin.id] }
}

test('a holder of Create and Edit Users reaches a company Admin by no way there is', async () => {
  const { account, admin, as, ids } = await adminAndHolder()
  const edited = await ask(account, 'PATCH', `/people/${admin.id}`, { as, payload: { jobTitle: 'Boss' } })
  assert.deepEqual([edited.status, edited.body.needs], [403, 'directory.assign-any-template'])
  const invited = await ask(account, 'POST', `/people/${admin.id}/invitation`, { as })
  assert.deepEqual([invited.status, invited.body.faults[0].reason], [409, 'is-company-admin'])
  const { body: card } = await ask(account, 'GET', `/people/${admin.id}`, { as })
  assert.deepEqual([card.may.edit, card.may.invite], [false, false])
  assert.equal(card.whyNotEdit.whyNot, 'is-company-admin')
  assert.equal(card.invitation.button.whyNot, 'is-company-admin')
  for (const [action, input] of [
    ['user.invite', {}],
    ['user.inactivate', {}],
    ['user.change-template', { templateId: account.templates.readOnly }],
  ] as const) {
    const payload = { selection: { ids }, input }
    const { body: review } = await ask(account, 'POST', `/bulk-actions/${action}/reviews`, { as, payload })
    assert.deepEqual([review.acting.count, review.skipped[0].reason], [0, 'is-company-admin'], action)
  }
})

test('a holder gives nobody an Admin template, not even one that says it may be given', async () => {
  const { account, as } = await adminAndHolder()
  const given = { directory_level: 'admin', is_assignable: true } as const
  const templateId = await aCompanyTemplate(database.db, account, given)
  const { id } = await aUser(database.db, account)
  const refused = [{ path: ['templateId'], reason: 'template-not-assignable' }]
  const added = await ask(account, 'POST', '/people', { as, payload: { lastName: 'New', templateId } })
  assert.deepEqual(added.body.faults, refused)
  const edited = await ask(account, 'PATCH', `/people/${id}`, { as, payload: { templateId } })
  assert.deepEqual(edited.body.faults, refused)
  const payload = { selection: { ids: [id] }, input: { templateId } }
  const changed = await ask(account, 'POST', '/bulk-actions/user.change-template/reviews', { as, payload })
  assert.equal(changed.body.skipped[0].reason, 'template-not-assignable')
  const { body: offered } = await ask(account, 'GET', '/permission-templates', { as })
  const mayAssign = new Map(
    offered.items.map((one: { id: string; mayAssign: boolean }) => [one.id, one.mayAssign]),
  )
  assert.deepEqual([mayAssign.get(templateId), mayAssign.get(account.templates.readOnly)], [false, true])
})

test('a holder gives themselves no other template, and no row of a file gives any: importing is not theirs', async () => {
  const { account, as } = await adminAndHolder()
  const payload = { templateId: account.templates.readOnly }
  const own = await ask(account, 'PATCH', `/people/${as.id}`, { as, payload })
  assert.deepEqual(own.body.faults, [{ path: ['templateId'], reason: 'own-template' }])
  const headers = { 'content-type': 'text/csv' }
  const file = await ask(account, 'POST', '/imports?fileName=a.csv', { as, headers })
  assert.deepEqual([file.status, file.body.needs], [403, 'directory.import'])
})

test('whoever is refused for want of a permission is told which, in the API and in words', async () => {
  const account = await anAccount(database.db)
  const as = account.reader
  const { id } = await aUser(database.db, account)
  const { body: refused } = await ask(account, 'POST', `/people/${id}/invitation`, { as })
  assert.deepEqual(
    [refused.code, refused.needs, refused.detail],
    ['not-permitted', 'directory.create-and-edit-users', 'Needs Create and Edit Users'],
  )
  const { body: offers } = await ask(account, 'GET', '/bulk-actions', { as })
  const ofAdmins: Record<string, string> = {
    'user.prequalify': 'prequalifications.invite',
    'user.reactivate': 'directory.reactivate-users',
    'user.add-to-group': 'groups.edit',
    'contact.add-to-group': 'groups.edit',
    'contact.promote': 'contacts.promote',
    'open-item.reassign': 'open-items.reassign',
    'company.inactivate': 'companies.create-and-edit',
    'company.reactivate': 'companies.reactivate-and-merge',
  }
  for (const { name, whyNot, needs } of offers.items)
    assert.deepEqual([whyNot, needs], ['not-permitted', ofAdmins[name] ?? 'directory.create-and-edit-users'])
  const { body: list } = await ask(account, 'GET', '/people?invitation=not-invited', { as })
  assert.deepEqual(list.items[0].invitation.button, {
    action: 'invite',
    whyNot: 'not-permitted',
    needs: 'directory.create-and-edit-users',
  })
})
