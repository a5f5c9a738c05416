import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inAccount } from '../../../db/connect.ts'
import { newId } from '../../../lib/ids.ts'
import { faultsIn, namesOf, theDirectory } from '../testing.ts'

const it = await theDirectory()

type Account = Awaited<ReturnType<typeof it.anAccount>>
type Level = 'read_only' | 'standard' | 'admin'

/** A permission template for projects. */
async function aProjectTemplate(account: Account, level: Level, isAssignable = true): Promise<string> {
  const id = newId()
  await inAccount(it.db, account.id, tx =>
    tx
      .insertInto('permission_template')
      .values({
        account_id: account.id,
        id,
        name: `On projects: ${level} ${id}`,
        directory_level: level,
        scope: 'project',
        is_assignable: isAssignable,
      })
      .execute(),
  )
  return id
}

test('a project is added, edited, closed and reopened; who is on it stays', async () => {
  const account = await it.anAccount()
  const { id, version } = await it.aProject(account, 'Harbour Tower')
  const user = await it.aUser(account)
  await it.put(account, id, user.id)
  const change = (payload: object, headers = {}) =>
    it.ask(account, 'PATCH', `/projects/${id}`, { payload, headers })
  assert.equal((await change({ number: 'P-1' }, { 'if-match': version })).status, 200)
  assert.equal((await change({ number: 'P-2' }, { 'if-match': version })).status, 412)
  const closed = await change({ status: 'closed' })
  assert.deepEqual([closed.body.status, closed.body.users, closed.body.number], ['closed', 1, 'P-1'])
  assert.deepEqual((await it.ask(account, 'GET', '/projects/counts')).body, { active: 0, closed: 1 })
  assert.deepEqual(namesOf(await it.ask(account, 'GET', '/projects?status=closed&q=p-1')), ['Harbour Tower'])
  assert.equal((await change({ status: 'active' })).body.users, 1)
  const taken = await it.ask(account, 'POST', '/projects', {
    payload: { name: 'HARBOUR TOWER', number: 'p-1' },
  })
  assert.deepEqual(faultsIn(taken), [['name', 'project-name-in-use']])
})

test('nobody comes onto a closed project', async () => {
  const account = await it.anAccount()
  const { id } = await it.aProject(account, 'Harbour Tower')
  await it.ask(account, 'PATCH', `/projects/${id}`, { payload: { status: 'closed' } })
  const user = await it.aUser(account)
  assert.deepEqual(faultsIn(await it.put(account, id, user.id)), [['', 'project-closed']])
  const contact = await it.ask(account, 'POST', `/projects/${id}/contacts`, {
    payload: { lastName: 'Craft' },
  })
  assert.deepEqual(faultsIn(contact), [['', 'project-closed']])
})

test('members see their projects, a Directory Admin all; to everybody else they are not there', async () => {
  const account = await it.anAccount()
  const [mine, other] = [await it.aProject(account, 'Mine'), await it.aProject(account, 'Other')]
  const as = account.reader
  await it.put(account, mine.id, as.id)
  assert.deepEqual(namesOf(await it.ask(account, 'GET', '/projects', { as })), ['Mine'])
  assert.deepEqual(namesOf(await it.ask(account, 'GET', '/projects')), ['Mine', 'Other'])
  assert.equal((await it.ask(account, 'GET', `/projects/${mine.id}/people`, { as })).status, 200)
  assert.equal((await it.ask(account, 'GET', `/projects/${other.id}`, { as })).status, 404)
  assert.equal((await it.ask(account, 'GET', `/projects/${other.id}/people`, { as })).status, 404)
  assert.equal((await it.ask(account, 'GET', `/people?project=${mine.id}`, { as })).status, 403)
  assert.deepEqual((await it.ask(account, 'GET', `/people/${as.id}`, { as })).body.projects.length, 1)
  await it.ask(account, 'DELETE', `/projects/${mine.id}/people/${as.id}`)
  assert.deepEqual(namesOf(await it.ask(account, 'GET', '/projects', { as })), [])
})

test('a contact made on a project stands in its directory and on the Contacts tab, and never signs in', async () => {
  const account = await it.anAccount()
  const { id } = await it.aProject(account, 'Harbour Tower')
  const contact = await it.aContact(account, id, 'Craft', {
    firstName: 'Kim',
    companyName: 'Star Framing',
    email: 'kim@example.com',
  })
  for (const url of [
    `/projects/${id}/people?kind=contact`,
    '/people?kind=contact',
    `/people?kind=contact&project=${id}`,
  ])
    assert.deepEqual(namesOf(await it.ask(account, 'GET', url)), ['Kim Craft'], url)
  assert.deepEqual(namesOf(await it.ask(account, 'GET', `/projects/${id}/people`)), [])
  const { body } = await it.ask(account, 'GET', `/people/${contact.id}`)
  assert.deepEqual(
    [body.kind, body.template, body.invitation.button.whyNot],
    ['contact', null, 'is-a-contact'],
  )
  const invited = await it.ask(account, 'POST', `/people/${contact.id}/invitation`)
  assert.equal(invited.status, 404)
})

test('a contact may have the address of a user, and has no template', async () => {
  const account = await it.anAccount()
  const { id } = await it.aProject(account, 'Harbour Tower')
  await it.aUser(account, { email: 'same@example.com' })
  const contact = await it.aContact(account, id, 'Craft', { email: 'same@example.com' })
  const edit = await it.ask(account, 'PATCH', `/people/${contact.id}`, {
    payload: { templateId: account.templates.readOnly },
  })
  assert.deepEqual(faultsIn(edit), [['templateId', 'contact-has-no-template']])
  const renamed = await it.ask(account, 'PATCH', `/people/${contact.id}`, { payload: { firstName: 'Jo' } })
  assert.deepEqual([renamed.status, renamed.body.name], [200, 'Jo Craft'])
})

test('adding twice is adding once; who was taken off comes back with another template', async () => {
  const account = await it.anAccount()
  const { id } = await it.aProject(account, 'Harbour Tower')
  const user = await it.aUser(account, { lastName: 'Berg' })
  const template = await aProjectTemplate(account, 'standard')
  for (let n = 0; n < 2; n++) assert.equal((await it.put(account, id, user.id)).status, 200)
  await it.ask(account, 'DELETE', `/projects/${id}/people/${user.id}`)
  await it.put(account, id, user.id, template)
  const { body } = await it.ask(account, 'GET', `/projects/${id}/people`)
  assert.deepEqual([body.items.length, body.items[0].projectTemplate.id], [1, template])
  const { body: audit } = await it.ask(account, 'GET', `/audit-events?person=${user.id}`)
  assert.deepEqual(
    audit.items.map(({ event }: { event: string }) => event),
    ['project.person-added', 'project.person-removed', 'project.person-added'],
  )
})

test('nobody inactive, nobody of an inactive company and nobody of another account comes onto a project', async () => {
  const [account, other] = [await it.anAccount(), await it.anAccount()]
  const { id } = await it.aProject(account, 'Harbour Tower')
  const gone = await it.aUser(account, { status: 'inactive' })
  assert.deepEqual(faultsIn(await it.put(account, id, gone.id)), [['personId', 'not-active']])
  const idle = await it.aUser(account, { companyName: 'Idle Firm' })
  await inAccount(it.db, account.id, tx =>
    tx.updateTable('company').set({ status: 'inactive' }).where('name', '=', 'Idle Firm').execute(),
  )
  assert.deepEqual(faultsIn(await it.put(account, id, idle.id)), [['personId', 'company-inactive']])
  assert.equal((await it.put(account, id, other.reader.id)).status, 404)
  assert.equal((await it.put(other, id, other.reader.id)).status, 404)
})

test('only a template for projects is given on one', async () => {
  const account = await it.anAccount()
  const { id } = await it.aProject(account, 'Harbour Tower')
  const user = await it.aUser(account)
  assert.deepEqual(faultsIn(await it.put(account, id, user.id, account.templates.readOnly)), [
    ['templateId', 'template-unknown'],
  ])
})

test('an Admin of one project looks after its directory, and sees its inactive people', async () => {
  const account = await it.anAccount()
  const { id } = await it.aProject(account, 'Harbour Tower')
  const as = account.reader
  const [admin, kept] = [
    await aProjectTemplate(account, 'admin'),
    await aProjectTemplate(account, 'standard', false),
  ]
  const user = await it.aUser(account)
  await it.put(account, id, as.id)
  const putAs = (templateId: string | null) =>
    it.ask(account, 'PUT', `/projects/${id}/people/${user.id}`, { payload: { templateId }, as })
  assert.equal((await putAs(null)).status, 403)
  assert.equal((await it.ask(account, 'GET', `/projects/${id}/people?status=inactive`, { as })).status, 403)

  await it.put(account, id, as.id, admin)
  const { may } = (await it.ask(account, 'GET', `/projects/${id}`, { as })).body
  assert.deepEqual(may, {
    ...{ edit: false, addPeople: true, addContacts: true, export: false },
    ...{ seeInactive: true, reactivate: true },
  })
  assert.equal((await putAs(null)).status, 200)
  assert.deepEqual(faultsIn(await putAs(admin)), [['templateId', 'template-not-assignable']])
  assert.deepEqual(faultsIn(await putAs(kept)), [['templateId', 'template-not-assignable']])
  assert.equal((await it.ask(account, 'GET', `/projects/${id}/people?status=inactive`, { as })).status, 200)
  assert.equal(
    (await it.ask(account, 'PATCH', `/projects/${id}`, { payload: { name: 'Mine' }, as })).status,
    403,
  )
})

test('inactivated, a member is on the project’s inactive tab, and off the others', async () => {
  const account = await it.anAccount()
  const { id } = await it.aProject(account, 'Harbour Tower')
  const user = await it.aUser(account, { firstName: 'Ana', lastName: 'Berg' })
  await it.put(account, id, user.id)
  await inAccount(it.db, account.id, tx =>
    tx
      .updateTable('person_state')
      .set({ status: 'inactive', active_email: null })
      .where('person_id', '=', user.id)
      .execute(),
  )
  assert.deepEqual(namesOf(await it.ask(account, 'GET', `/projects/${id}/people`)), [])
  assert.deepEqual(namesOf(await it.ask(account, 'GET', `/projects/${id}/people?status=inactive`)), [
    'Ana Berg',
  ])
})
