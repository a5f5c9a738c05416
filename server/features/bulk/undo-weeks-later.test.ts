import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { anAccount, appFor, aUser, type TestAccount } from '../../../test/account.ts'
import { asker } from '../../../test/ask.ts'
import { type DatabaseWithClock, databaseWithClock } from '../../../test/faults/shifted-clock.ts'
import { anOpenItem, ownersOf } from '../../../test/open-items.ts'
import { aProject, onProject } from '../../../test/projects.ts'
import { runActions } from '../../../test/run-actions.ts'
import { connect, type Database, inAccount } from '../../db/connect.ts'

// The clock of the database is what is moved: nothing of the program knows that it is another day.

let clock: DatabaseWithClock
let database: Database
let app: FastifyInstance

before(async () => {
  clock = await databaseWithClock()
  database = connect(clock.url)
  app = await appFor(database)
})
after(async () => {
  await app.close()
  await database.close()
  await clock.close()
})

const dayMs = 86_400_000
const ask = (...given: Parameters<ReturnType<typeof asker>>) => asker(database.db, app)(...given)
const press = async (account: TestAccount, url: string, payload: object) => {
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const { status, body } = await ask(account, 'POST', url, { payload, headers })
  assert.equal(status, 201, JSON.stringify(body))
  return body.id as string
}
const stateOf = (account: TestAccount, people: { id: string }[]) =>
  inAccount(database.db, account.id, async tx => {
    const rows = await tx
      .selectFrom('person_state')
      .select(['person_id', 'status', 'template_id'])
      .where(
        'person_id',
        'in',
        people.map(one => one.id),
      )
      .orderBy('person_id')
      .execute()
    const members = await tx
      .selectFrom('project_member')
      .select(['person_id', 'project_id', 'template_id', 'ended_at'])
      .orderBy('person_id')
      .execute()
    const groups = await tx
      .selectFrom('distribution_group_member')
      .select(['group_id', 'person_id'])
      .orderBy('person_id')
      .execute()
    return { rows, members, groups, owners: await ownersOf(database.db, account) }
  })

test('seven weeks later one press restores all that a run changed, and of two who were changed since names both', async () => {
  const account = await anAccount(database.db)
  const project = await aProject(database.db, account)
  const people = await Promise.all([1, 2, 3, 4].map(() => aUser(database.db, account)))
  const [kept, grouped, edited, back] = people as [(typeof people)[0], (typeof people)[0], ...typeof people]
  const heir = await aUser(database.db, account)
  await onProject(database.db, account, project, [...people, heir])
  await anOpenItem(database.db, account, { person: kept, project, ref: 'RFI-1' })
  await anOpenItem(database.db, account, { person: grouped, project, ref: 'RFI-2' })
  const { body: group } = await ask(account, 'POST', '/distribution-groups', { payload: { name: 'Evening' } })
  await ask(account, 'PUT', `/distribution-groups/${group.id}/people/${grouped.id}`)
  const before = await stateOf(account, people)

  const actions = runActions(database)
  const selection = { ids: people.map(one => one.id) }
  const runId = await press(account, '/bulk-actions/user.inactivate/runs', {
    ...{ selection, input: { successor: heir.id } },
  })
  await actions.work()
  assert.deepEqual((await stateOf(account, people)).owners, { 'RFI-1': heir.id, 'RFI-2': heir.id })

  await clock.leap(20 * dayMs)
  // Meanwhile one is taken off what they were on, which is no change of them; one is edited, one is brought back.
  await ask(account, 'DELETE', `/distribution-groups/${group.id}/people/${grouped.id}`)
  await ask(account, 'PATCH', `/people/${edited!.id}`, { payload: { jobTitle: 'Foreman' } })
  await press(account, '/bulk-actions/user.reactivate/runs', { selection: { ids: [back!.id] } })
  await actions.work()
  await ask(account, 'PATCH', `/people/${back!.id}`, { payload: { jobTitle: 'Painter' } })

  await clock.leap(29 * dayMs)
  // By now the answers to what was pressed are forgotten, and so are the sessions of those days.
  const undoing = await press(account, `/runs/${runId}/undo`, {})
  assert.equal(await answersKept(account), 1)
  await actions.work()
  assert.deepEqual(await actions.outcomes(account, undoing), {
    ...{ [kept.id]: 'done', [grouped.id]: 'done' },
    ...{ [edited!.id]: 'changed-since-run', [back!.id]: 'changed-since-run' },
  })
  const now = await stateOf(account, people)
  const of = (state: typeof now, who: string) => state.rows.filter(row => row.person_id === who)
  for (const { id } of [kept, grouped, back!]) assert.deepEqual(of(now, id), of(before, id))
  assert.equal(of(now, edited!.id)[0]!.status, 'inactive')
  assert.deepEqual([now.members, now.groups, now.owners], [before.members, before.groups, before.owners])
})

const answersKept = (account: TestAccount) =>
  inAccount(database.db, account.id, async tx => {
    const rows = await tx
      .selectFrom('idempotent_request')
      .select('key')
      .where('person_id', '=', account.admin.id)
      .execute()
    return rows.length
  })

test('a change of template and what was called off are undone weeks later, too', async () => {
  const account = await anAccount(database.db)
  const { standard, readOnly } = account.templates
  const [user, leaver] = [await aUser(database.db, account), await aUser(database.db, account)]
  const actions = runActions(database)
  const changed = await actions.done(account, 'user.change-template', [user], { templateId: standard })
  const { rows } = await clock.owner.query(`select to_char(now() + interval '60 days', 'YYYY-MM-DD') as day`)
  await actions.done(account, 'user.inactivate', [leaver], { on: rows[0].day })
  const off = await actions.done(account, 'user.cancel-inactivation', [leaver])
  await clock.leap(40 * dayMs)
  for (const run of [changed, off]) {
    const undoing = await press(account, `/runs/${run.id}/undo`, {})
    await actions.work()
    assert.deepEqual(Object.values(await actions.outcomes(account, undoing)), ['done'])
  }
  const [now] = (await stateOf(account, [user])).rows
  assert.equal(now!.template_id, readOnly)
  const { body: card } = await ask(account, 'GET', `/people/${leaver.id}`)
  assert.equal(card.plannedInactivation.day, rows[0].day)
})
