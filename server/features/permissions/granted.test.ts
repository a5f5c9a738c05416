import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type GranularPermission,
  granularPermissions,
  type Permission,
  permissions,
} from '../../../contract/permissions.ts'
import { actorFor, anAccount } from '../../../test/account.ts'
import { aDatabase } from '../../../test/place.ts'
import { inAccount } from '../../db/connect.ts'
import { permissionsGranted, type Template } from './granted.ts'
import { loadActor } from './load-actor.ts'
import { templatesOf, templatesOfScope } from './queries.ts'

const database = await aDatabase()

/** Who may what, line by line as product.md section 4 has it: Standard + Create and Edit Users, Read Only. A Directory Admin may everything. */
const table: Record<Permission, [standard: boolean, reader: boolean]> = {
  'directory.view': [true, true],
  'directory.view-user-detail': [true, false],
  'directory.view-company-detail': [true, false],
  'directory.export': [true, false],
  'directory.create-and-edit-users': [true, false],
  'companies.create-and-edit': [false, false],
  'companies.reactivate-and-merge': [false, false],
  'directory.reactivate-users': [false, false],
  'contacts.promote': [false, false],
  'groups.edit': [false, false],
  'projects.view-all': [false, false],
  'projects.edit': [false, false],
  'people.erase': [false, false],
  'directory.import': [false, false],
  'directory.assign-any-template': [false, false],
  'directory.view-templates': [false, false],
  'runs.view-others': [false, false],
  'runs.undo': [false, false],
  'permissions.edit': [false, false],
  'settings.view': [false, false],
  'settings.change': [false, false],
  'audit.view': [false, false],
  'api-keys.manage': [false, false],
  'reports.view-assignments': [false, false],
  'open-items.reassign': [false, false],
  'open-items.feed': [false, false],
  'prequalifications.view': [false, false],
  'prequalifications.comment': [false, false],
  'prequalifications.administer': [false, false],
  'prequalifications.invite': [false, false],
}

test('every permission of the contract is granted by the templates that are to grant it, and by no other', async () => {
  const account = await anAccount(database.db)
  assert.deepEqual(Object.keys(table).toSorted(), permissions.toSorted())
  const admin = await actorFor(database.db, account, account.admin)
  assert.deepEqual([...admin.permissions], [...permissions])
  for (const [at, user] of [account.standard, account.reader].entries()) {
    const actor = await actorFor(database.db, account, user)
    for (const permission of permissions) {
      assert.equal(actor.permissions.has(permission), table[permission][at], `${actor.name}: ${permission}`)
    }
  }
})

const nothing: Template = {
  directory_level: 'none',
  prequalifications_level: 'none',
  reports_level: 'none',
  admin_level: 'none',
  granular: [],
}
const grantedBy = (levels: Partial<Template>) => [...permissionsGranted({ ...nothing, ...levels })].toSorted()

test('granular permissions add to Read Only and Standard; without the directory they grant nothing', () => {
  const everything = [...granularPermissions]
  assert.deepEqual(grantedBy({}), [])
  assert.deepEqual(grantedBy({ granular: everything }), [])
  assert.deepEqual(grantedBy({ directory_level: 'read_only' }), ['directory.view'])
  const reading = (granular: GranularPermission) =>
    grantedBy({ directory_level: 'read_only', granular: [granular] }).filter(one => one !== 'directory.view')
  assert.deepEqual(reading('create-and-edit-users'), [
    'directory.create-and-edit-users',
    'directory.view-user-detail',
  ])
  assert.deepEqual(reading('create-and-edit-companies'), [
    'companies.create-and-edit',
    'directory.view-company-detail',
  ])
  assert.deepEqual(reading('view-user-detail'), ['directory.view-user-detail'])
  assert.deepEqual(reading('view-company-detail'), ['directory.view-company-detail'])
  const standard = grantedBy({ directory_level: 'standard' })
  assert.deepEqual(standard, [
    'directory.export',
    'directory.view',
    'directory.view-company-detail',
    'directory.view-user-detail',
  ])
  assert.deepEqual(grantedBy({ directory_level: 'standard', granular: ['something-unknown'] }), standard)
})

test('the other tools grant what is theirs, each level with what the weaker ones grant, and no look at the directory', () => {
  assert.deepEqual(grantedBy({ admin_level: 'read_only' }), ['settings.view'])
  assert.deepEqual(grantedBy({ admin_level: 'standard' }), ['audit.view', 'settings.view'])
  assert.deepEqual(grantedBy({ admin_level: 'admin' }), [
    'api-keys.manage',
    'audit.view',
    'settings.change',
    'settings.view',
  ])
  assert.deepEqual(grantedBy({ reports_level: 'standard' }), [])
  assert.deepEqual(grantedBy({ reports_level: 'admin' }), ['open-items.reassign', 'reports.view-assignments'])
  assert.deepEqual(grantedBy({ prequalifications_level: 'read_only' }), ['prequalifications.view'])
  assert.equal(grantedBy({ prequalifications_level: 'standard' }).length, 2)
  assert.equal(grantedBy({ prequalifications_level: 'admin' }).length, 3)
})

test('an account starts with three templates for users, of which only Read Only may be given by who is no Admin, and three for projects', async () => {
  const account = await anAccount(database.db)
  const templates = await inAccount(database.db, account.id, tx => templatesOf(tx, account.id))
  assert.deepEqual(
    templates.map(({ name, is_assignable }) => [name, is_assignable]),
    [
      ['Directory Admin', false],
      ['Directory Standard + Create and Edit Users', false],
      ['Read Only', true],
    ],
  )
  const ofProjects = await inAccount(database.db, account.id, tx =>
    templatesOfScope(tx, account.id, 'project'),
  )
  assert.deepEqual(
    ofProjects.map(({ name, is_assignable }) => [name, is_assignable]),
    [
      ['Project Admin', false],
      ['Project Standard', true],
      ['Project Read Only', true],
    ],
  )
})

test('who is inactive, a contact, or of another account acts for nobody', async () => {
  const [account, other] = [await anAccount(database.db), await anAccount(database.db)]
  const acts = (personId: string) =>
    inAccount(database.db, account.id, async tx => (await loadActor(tx, account.id, personId)) !== null)
  assert.equal(await acts(account.reader.id), true)
  assert.equal(await acts(other.reader.id), false)
  const contact = { kind: 'contact', invitation_state: 'not_invited', joined_at: null } as const
  for (const now of [contact, { kind: 'user', status: 'inactive' }] as const) {
    await inAccount(database.db, account.id, tx =>
      tx.updateTable('person_state').set(now).where('person_id', '=', account.reader.id).execute(),
    )
    assert.equal(await acts(account.reader.id), false, JSON.stringify(now))
  }
})
