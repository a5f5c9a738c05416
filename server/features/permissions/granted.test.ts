import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Permission, permissions } from '../../../contract/permissions.ts'
import { actorFor, anAccount } from '../../../test/account.ts'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { connect, type Database, inAccount } from '../../db/connect.ts'
import { permissionsGranted, type Template } from './granted.ts'
import { loadActor } from './load-actor.ts'
import { templatesOf } from './queries.ts'

let testDb: TestDatabase
let database: Database

before(async () => {
  testDb = await testDatabase()
  database = connect(testDb.url)
})
after(async () => {
  await database.close()
  await testDb.close()
})

/** Who may what, line by line as product.md section 4 has it: Directory Admin, Standard + Create and Edit Users, Read Only. */
const table: Record<Permission, [admin: boolean, standard: boolean, reader: boolean]> = {
  'directory.view': [true, true, true],
  'directory.create-and-edit-users': [true, true, false],
  'companies.create-and-edit': [true, false, false],
  'directory.assign-any-template': [true, false, false],
  'directory.view-templates': [true, false, false],
  'directory.export': [true, true, false],
  'directory.import': [true, false, false],
  'runs.view-others': [true, false, false],
  'audit.view': [true, false, false],
  'settings.change': [true, false, false],
  'api-keys.manage': [true, false, false],
  'permissions.edit': [true, false, false],
}

test('every permission of the contract is granted by the templates that are to grant it, and by no other', async () => {
  const account = await anAccount(database.db)
  assert.deepEqual(Object.keys(table).toSorted(), permissions.toSorted())
  for (const [at, user] of [account.admin, account.standard, account.reader].entries()) {
    const actor = await actorFor(database.db, account, user)
    for (const permission of permissions) {
      assert.equal(actor.permissions.has(permission), table[permission][at], `${actor.name}: ${permission}`)
    }
  }
})

const grantedBy = (directory_level: Template['directory_level'], ...granular: string[]) =>
  [...permissionsGranted({ directory_level, granular })].toSorted()

test('Create and Edit Users adds to Read Only and Standard; without the directory it grants nothing', () => {
  const granular = 'create-and-edit-users'
  assert.deepEqual(grantedBy('none'), [])
  assert.deepEqual(grantedBy('none', granular), [])
  assert.deepEqual(grantedBy('read_only'), ['directory.view'])
  assert.deepEqual(grantedBy('read_only', granular), ['directory.create-and-edit-users', 'directory.view'])
  assert.deepEqual(grantedBy('standard'), ['directory.export', 'directory.view'])
  assert.deepEqual(grantedBy('standard', 'something-unknown'), grantedBy('standard'))
})

test('an account starts with three templates, of which only Read Only may be given by who is no Admin', async () => {
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
})

test('who is inactive, a contact, or of another account acts for nobody', async () => {
  const [account, other] = [await anAccount(database.db), await anAccount(database.db)]
  const acts = (personId: string) =>
    inAccount(database.db, account.id, async tx => (await loadActor(tx, account.id, personId)) !== null)
  assert.equal(await acts(account.reader.id), true)
  assert.equal(await acts(other.reader.id), false)
  for (const now of [
    { status: 'inactive' },
    { kind: 'contact', invitation_state: 'not_invited', joined_at: null, template_id: null },
  ] as const) {
    await inAccount(database.db, account.id, tx =>
      tx.updateTable('person_state').set(now).where('person_id', '=', account.reader.id).execute(),
    )
    assert.equal(await acts(account.reader.id), false, JSON.stringify(now))
  }
})
