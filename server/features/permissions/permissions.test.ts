import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { permissions, projectAbilities } from '../../../contract/permissions.ts'
import { actorFor, anAccount, aUser, signedIn } from '../../../test/account.ts'
import { aPlace } from '../../../test/place.ts'
import { aProject, onProject, projectTemplate } from '../../../test/projects.ts'
import { runActions } from '../../../test/run-actions.ts'
import { inAccount } from '../../db/connect.ts'
import { wordsFor } from '../../lib/words.ts'
import { editTemplate } from './save-template.ts'

const { database, app } = await aPlace()

type Faults = { faults: { path: string[]; reason: string }[] }
const input = { name: 'Site office', directoryLevel: 'standard', granular: [], isAssignable: true }

async function anAdmin(account = anAccount(database.db)) {
  const { admin, ...rest } = await account
  const as = async (user: Parameters<typeof signedIn>[2]) => {
    const headers = { ...(await signedIn(database.db, rest, user)), 'sec-fetch-site': 'same-origin' }
    return (method: 'GET' | 'POST' | 'PATCH', path: string, payload?: object) =>
      app.inject({ method, url: `/api/v1/permission-templates${path}`, headers, ...(payload && { payload }) })
  }
  return { account: await account, as, ask: await as(admin) }
}

test('every permission has plain words in every language, for who has it and for who lacks it', () => {
  for (const permission of permissions)
    for (const language of ['en', 'ru'] as const)
      for (const family of ['permission', 'needs'])
        assert.ok(wordsFor(language, `${family}.${permission}`), `${family}.${permission}`)
  for (const ability of projectAbilities)
    for (const language of ['en', 'ru'] as const)
      assert.ok(wordsFor(language, `permission.${ability}`), ability)
})

test('a template is added, says what it grants, and can be given at once', async () => {
  const { account, ask } = await anAdmin()
  const added = await ask('POST', '', { ...input, granular: ['create-and-edit-users'] })
  assert.equal(added.statusCode, 201, added.body)
  assert.deepEqual(added.json().permissions, [
    'directory.view',
    'directory.view-user-detail',
    'directory.view-company-detail',
    'directory.export',
    'directory.create-and-edit-users',
  ])
  await aUser(database.db, account, { templateId: added.json().id })
  const { items } = (await ask('GET', '')).json()
  assert.equal(items.find((one: { name: string }) => one.name === 'Site office').details.users, 1)
})

test('a preview tells who gains and loses what, and changes nothing', async () => {
  const { account, ask } = await anAdmin()
  const preview = await ask('POST', `/${account.templates.standard}/preview`, { directoryLevel: 'none' })
  assert.deepEqual(preview.json(), {
    users: 1,
    gains: [],
    loses: [
      'directory.view',
      'directory.view-user-detail',
      'directory.view-company-detail',
      'directory.export',
      'directory.create-and-edit-users',
    ],
  })
  const { items } = (await ask('GET', '')).json()
  const standard = items.find((one: { id: string }) => one.id === account.templates.standard)
  assert.equal(standard.details.directoryLevel, 'standard')
})

test('a change holds from the next request on', async () => {
  const { account, ask, as } = await anAdmin()
  const theirs = await as(account.standard)
  assert.equal((await theirs('GET', '')).statusCode, 200)
  assert.equal((await ask('PATCH', `/${account.templates.standard}`, { granular: [] })).statusCode, 200)
  assert.equal((await theirs('GET', '')).statusCode, 403)
})

test('two templates of one name, and a level that is none, are refused with all their faults', async () => {
  const { ask } = await anAdmin()
  const taken = await ask('POST', '', { ...input, name: 'read only' })
  assert.deepEqual((taken.json() as Faults).faults, [{ path: ['name'], reason: 'name-in-use' }])
  const wrong = await ask('POST', '', {
    name: '',
    directoryLevel: 'king',
    granular: ['fly'],
    isAssignable: 1,
  })
  assert.deepEqual((wrong.json() as Faults).faults.map(fault => fault.path[0]).sort(), [
    'directoryLevel',
    'granular',
    'isAssignable',
    'name',
  ])
})

test('a template of a project stands in a list of its own, has a level for the directory alone, and is given to no user', async () => {
  const { account, ask } = await anAdmin()
  const wrong = await ask('POST', '', {
    ...input,
    scope: 'project',
    adminLevel: 'admin',
    reportsLevel: 'standard',
  })
  assert.deepEqual((wrong.json() as Faults).faults, [
    { path: ['reportsLevel'], reason: 'not-of-a-project' },
    { path: ['adminLevel'], reason: 'not-of-a-project' },
  ])
  const added = await ask('POST', '', { ...input, name: 'Read Only', scope: 'project' })
  assert.equal(added.statusCode, 201, added.body)
  assert.deepEqual(added.json().permissions, ['on-project.view', 'on-project.add-contacts'])
  const listed = async (query: string) =>
    (await ask('GET', query)).json().items.some((one: { id: string }) => one.id === added.json().id)
  assert.deepEqual([await listed(''), await listed('?scope=project')], [false, true])
  const headers = {
    ...(await signedIn(database.db, account, account.admin)),
    'sec-fetch-site': 'same-origin',
  }
  const payload = { lastName: 'New', email: null, phone: null, templateId: added.json().id }
  const given = await app.inject({ method: 'POST', url: '/api/v1/people', headers, payload })
  assert.deepEqual((given.json() as Faults).faults, [{ path: ['templateId'], reason: 'template-unknown' }])
})

test('a preview of a project template tells what its members gain and lose there, and who they are', async () => {
  const { account, ask } = await anAdmin()
  const templateId = await projectTemplate(database.db, account, 'Standard')
  for (const name of ['Harbour Tower', 'North Wing'])
    await onProject(
      database.db,
      account,
      await aProject(database.db, account, { name }),
      [await aUser(database.db, account, { firstName: 'Ana', lastName: name }), account.reader],
      templateId,
    )
  const preview = async (directoryLevel: string) =>
    (await ask('POST', `/${templateId}/preview`, { directoryLevel })).json()
  assert.deepEqual(await preview('admin'), {
    users: 4,
    gains: ['on-project.run', 'on-project.see-inactive', 'on-project.reactivate'],
    loses: [],
  })
  assert.deepEqual(await preview('none'), { users: 4, gains: [], loses: ['on-project.add-contacts'] })

  const seen: string[] = []
  for (let cursor = ''; seen.length < 5; ) {
    const page = (await ask('GET', `/${templateId}/members?limit=1${cursor}`)).json()
    for (const { person, project } of page.items) seen.push(`${person.name} · ${project.name}`)
    if (page.next === null) break
    cursor = `&cursor=${page.next}`
  }
  const reader = seen.filter(line => !line.startsWith('Ana '))
  assert.deepEqual(
    [seen.length, reader.length, new Set(seen).size, seen.includes('Ana North Wing · North Wing')],
    [4, 2, 4, true],
  )
  const ofCompany = (await ask('GET', `/${account.templates.readOnly}/members`)).json()
  assert.deepEqual(ofCompany, { items: [], next: null })
})

test('nobody lowers the template they have themselves, so a Directory Admin is always left', async () => {
  const { account, ask } = await anAdmin()
  const answer = await ask('PATCH', `/${account.templates.admin}`, { directoryLevel: 'standard' })
  assert.deepEqual((answer.json() as Faults).faults, [{ path: ['directoryLevel'], reason: 'own-template' }])
  assert.equal((await ask('PATCH', `/${account.templates.admin}`, { name: 'Chief' })).statusCode, 200)
})

test('of two Admins who demote each other at once, one stays', async () => {
  const { account, ask, as } = await anAdmin()
  const second = (await ask('POST', '', { ...input, name: 'Second Admin', directoryLevel: 'admin' })).json()
    .id
  const other = await aUser(database.db, account, { templateId: second, hasJoined: true })
  const askOther = await as(other)
  const answers = await Promise.all([
    ask('PATCH', `/${second}`, { directoryLevel: 'standard' }),
    askOther('PATCH', `/${account.templates.admin}`, { directoryLevel: 'standard' }),
  ])
  assert.deepEqual(answers.map(answer => answer.statusCode).sort(), [200, 403])
})

test('of an Admin who lowers the template of another and that other’s run over the first, only the first is heard', async () => {
  const { account, ask } = await anAdmin()
  const second = (await ask('POST', '', { ...input, name: 'Second Admin', directoryLevel: 'admin' })).json()
    .id
  const other = await aUser(database.db, account, { templateId: second, hasJoined: true })
  const actions = runActions(database)
  const templateId = account.templates.readOnly
  const run = await actions.press(account, 'user.change-template', [account.admin], { templateId }, other)
  const actor = await actorFor(database.db, account, account.admin)
  let working: Promise<unknown> = Promise.resolve()
  await inAccount(database.db, account.id, async tx => {
    await editTemplate(tx, actor, second, { directoryLevel: 'standard' }, null)
    working = actions.work()
    await somebodyWaits()
  })
  await working
  assert.deepEqual(await actions.outcomes(account, run), { [account.admin.id]: 'starter-lost-permission' })
})

/** For a lock that another transaction of this database holds. */
async function somebodyWaits(): Promise<void> {
  const waiting = sql<{ n: number }>`
    select count(*) as n from pg_locks l join pg_stat_activity a using (pid)
    where not l.granted and a.datname = current_database()`
  while ((await waiting.execute(database.db)).rows[0]!.n === 0);
}

test('only company Admins change templates; details are theirs alone; those of another account are nobody’s', async () => {
  const { account, as } = await anAdmin()
  const { account: other, ask: askOther } = await anAdmin()
  const standard = await as(account.standard)
  assert.deepEqual(
    (await standard('GET', '')).json().items.map((one: { details: unknown }) => one.details),
    [null, null, null],
  )
  for (const user of [account.standard, account.reader]) {
    const theirs = await as(user)
    assert.equal((await theirs('POST', '', input)).statusCode, 403)
    assert.equal((await theirs('PATCH', `/${account.templates.readOnly}`, { name: 'x' })).statusCode, 403)
  }
  assert.equal((await askOther('PATCH', `/${account.templates.readOnly}`, { name: 'x' })).statusCode, 404)
  assert.equal((await askOther('POST', `/${account.templates.readOnly}/preview`, {})).statusCode, 404)
  assert.notEqual(other.id, account.id)
})
