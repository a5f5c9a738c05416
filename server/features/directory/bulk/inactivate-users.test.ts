import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, appFor, aUser, signedIn, type TestAccount } from '../../../../test/account.ts'
import { anOpenItem, ownersOf } from '../../../../test/open-items.ts'
import { aDatabase } from '../../../../test/place.ts'
import { aProject, onProject } from '../../../../test/projects.ts'
import { runActions } from '../../../../test/run-actions.ts'
import { inAccount } from '../../../db/connect.ts'

const database = await aDatabase(12)
const actions = runActions(database)

const statusOf = async (account: TestAccount, person: { id: string }) =>
  (
    await inAccount(database.db, account.id, tx =>
      tx
        .selectFrom('person_state')
        .select('status')
        .where('person_id', '=', person.id)
        .executeTakeFirstOrThrow(),
    )
  ).status
const faultsOf = async (pressing: Promise<unknown>) => {
  const problem = await pressing.then(
    () => assert.fail('was not refused'),
    error => error,
  )
  return problem.faults?.map(
    (fault: { path: string[]; reason: string }) => `${fault.path.join('.')} ${fault.reason}`,
  )
}
const day = (days: number) => new Date(Date.now() + days * 86_400_000)
const dayName = (days: number) => day(days).toISOString().slice(0, 10)

test('someone with open items: left as they are they stay exactly as they were, and nobody else gets any', async () => {
  const account = await anAccount(database.db)
  const user = await aUser(database.db, account)
  await anOpenItem(database.db, account, {
    person: user,
    project: await aProject(database.db, account),
    ref: 'RFI-1',
  })
  const { became } = await actions.done(account, 'user.inactivate', [user])
  assert.deepEqual(became, { [user.id]: 'done' })
  assert.deepEqual(await ownersOf(database.db, account), { 'RFI-1': user.id })
})

test('one successor takes over everything; a successor per tool takes over that tool, the rest stays', async () => {
  const account = await anAccount(database.db)
  const project = await aProject(database.db, account)
  const [one, two, heir, other] = await users(account, 4)
  await onProject(database.db, account, project, [heir, other])
  for (const [at, person] of [one, two].entries()) {
    await anOpenItem(database.db, account, { person, project, ref: `${at} rfi` })
    await anOpenItem(database.db, account, {
      person,
      project,
      ref: `${at} submittal`,
      tool: 'submittal',
      role: 'approver',
    })
    await anOpenItem(database.db, account, {
      person,
      project,
      ref: `${at} timecard`,
      tool: 'timecard',
      role: 'final-entry',
    })
  }
  await actions.done(account, 'user.inactivate', [one], { successors: { rfi: heir.id, submittal: other.id } })
  await actions.done(account, 'user.inactivate', [two], { successor: heir.id })
  assert.deepEqual(await ownersOf(database.db, account), {
    ...{ '0 rfi': heir.id, '0 submittal': other.id, '0 timecard': one.id },
    ...{ '1 rfi': heir.id, '1 submittal': heir.id, '1 timecard': heir.id },
  })
})

test('a successor is active and on the project, is added only when that is asked for, and is none of the selected', async () => {
  const account = await anAccount(database.db)
  const project = await aProject(database.db, account)
  const [user, idle, heir] = await users(account, 3)
  const gone = await aUser(database.db, account, { status: 'inactive' })
  await anOpenItem(database.db, account, { person: user, project, ref: 'RFI-1' })
  assert.deepEqual(
    await faultsOf(
      actions.press(account, 'user.inactivate', [user], {
        successor: gone.id,
        successors: { rfi: account.id },
      }),
    ),
    ['input.successor successor-not-active', 'input.successors.rfi successor-not-active'],
  )
  // Somebody for whom nothing waits needs no successor on a project.
  const { became } = await actions.done(account, 'user.inactivate', [user, idle, heir], {
    successor: heir.id,
  })
  assert.deepEqual(became, {
    ...{ [user.id]: 'successor-not-on-project', [idle.id]: 'done', [heir.id]: 'is-successor' },
  })
  assert.equal(await statusOf(account, user), 'active')
  assert.deepEqual(await ownersOf(database.db, account), { 'RFI-1': user.id })

  const reviewed = await actions.review(account, 'user.inactivate', [user], { successor: heir.id })
  assert.deepEqual([reviewed.acting.count, reviewed.skipped[0]?.reason], [0, 'successor-not-on-project'])
  const added = await actions.done(account, 'user.inactivate', [user], {
    successor: heir.id,
    addToProjects: true,
  })
  assert.deepEqual(added.became, { [user.id]: 'done' })
  assert.deepEqual(await ownersOf(database.db, account), { 'RFI-1': heir.id })
  const members = await inAccount(database.db, account.id, tx =>
    tx.selectFrom('project_member').select('person_id').execute(),
  )
  assert.deepEqual(members, [{ person_id: heir.id }])
  assert.deepEqual(
    await faultsOf(
      actions.press(account, 'user.inactivate', [idle], { addToProjects: true }, account.standard),
    ),
    ['input.addToProjects may-not-add-to-projects'],
  )
})

test('whom a successor was to relieve stays active, items and all, when the successor leaves before the run', async () => {
  const account = await anAccount(database.db)
  const project = await aProject(database.db, account)
  const [user, heir] = await users(account, 2)
  await onProject(database.db, account, project, [heir])
  await anOpenItem(database.db, account, { person: user, project, ref: 'RFI-1' })
  const runId = await actions.press(account, 'user.inactivate', [user], { successor: heir.id })
  await inAccount(database.db, account.id, tx =>
    tx
      .updateTable('person_state')
      .set({ status: 'inactive', active_email: null })
      .where('person_id', '=', heir.id)
      .execute(),
  )
  await actions.work()
  assert.deepEqual(await actions.outcomes(account, runId), { [user.id]: 'successor-inactive' })
  assert.deepEqual(
    [await statusOf(account, user), (await ownersOf(database.db, account))['RFI-1']],
    ['active', user.id],
  )
})

test('inactivating yourself, and the last Admin also when both are in one selection', async () => {
  const account = await anAccount(database.db)
  const second = await aUser(database.db, account, { templateId: account.templates.admin })
  const { became } = await actions.done(account, 'user.inactivate', [account.admin, second])
  assert.deepEqual(became, { [account.admin.id]: 'yourself', [second.id]: 'done' })
  assert.equal(await statusOf(account, account.admin), 'active')
})

test('two Admins who inactivate each other at once: one of them is left', async () => {
  for (let times = 0; times < 5; times++) {
    const account = await anAccount(database.db)
    const other = await aUser(database.db, account, { templateId: account.templates.admin })
    await actions.press(account, 'user.inactivate', [other])
    await actions.press(account, 'user.inactivate', [account.admin], {}, other)
    await Promise.all([actions.work(), actions.work()])
    const statuses = [await statusOf(account, account.admin), await statusOf(account, other)]
    assert.deepEqual(statuses.toSorted(), ['active', 'inactive'])
  }
})

test('sessions, keys and a pending invitation end with it; the same login goes on in another account', async () => {
  const [account, other] = [await anAccount(database.db), await anAccount(database.db)]
  const user = await aUser(database.db, account, { hasJoined: true })
  const twin = await aUser(database.db, other)
  await inAccount(database.db, other.id, tx =>
    tx.updateTable('person').set({ login_id: user.loginId }).where('id', '=', twin.id).execute(),
  )
  const here = await signedIn(database.db, account, user)
  const there = await signedIn(database.db, other, { ...user, id: twin.id })
  const app = await appFor(database)
  const answer = async (headers: { cookie: string }) =>
    (await app.inject({ url: '/api/v1/session', headers })).statusCode
  assert.deepEqual([await answer(here), await answer(there)], [200, 200])
  await actions.done(account, 'user.inactivate', [user])
  assert.deepEqual([await answer(here), await answer(there)], [401, 200])
  await app.close()
})

test('a later day is a plan: nothing changes until it begins, then everybody is judged anew', async () => {
  const account = await anAccount(database.db)
  const [user, promoted, changed] = await users(account, 3)
  const { id, became } = await actions.done(
    account,
    'user.inactivate',
    [user, promoted, changed],
    { on: dayName(3) },
    account.standard,
  )
  assert.deepEqual(Object.values(became), ['done', 'done', 'done'])
  assert.deepEqual((await actions.view(account, id)).variant, { name: 'planned', day: dayName(3) })
  await actions.work(day(1))
  assert.equal(await statusOf(account, user), 'active')

  await inAccount(database.db, account.id, async tx => {
    await tx
      .updateTable('person_state')
      .set({ template_id: account.templates.admin })
      .where('person_id', '=', promoted.id)
      .execute()
    await tx.updateTable('person').set({ job_title: 'Foreman' }).where('id', '=', changed.id).execute()
  })
  await actions.work(day(4))
  assert.deepEqual(
    [await statusOf(account, user), await statusOf(account, promoted), await statusOf(account, changed)],
    ['inactive', 'active', 'inactive'],
  )
  const plans = await inAccount(database.db, account.id, tx =>
    tx.selectFrom('planned_inactivation').selectAll().execute(),
  )
  assert.deepEqual(
    plans.map(plan => plan.person_id),
    [promoted.id],
  )
  assert.deepEqual((await actions.outcomes(account, plans[0]!.started_in!))[promoted.id], 'is-company-admin')
})

test('a planned day has yet to begin where the account is', async () => {
  const account = await anAccount(database.db)
  const [user] = await users(account, 1)
  for (const on of ['2020-01-01', dayName(0)])
    assert.deepEqual(await faultsOf(actions.press(account, 'user.inactivate', [user], { on })), [
      'input.on day-not-ahead',
    ])
  for (const on of ['soon', '2031-02-31', '31.12.2031'])
    assert.deepEqual(await faultsOf(actions.press(account, 'user.inactivate', [user], { on })), [
      'input.on malformed',
    ])
})

test('who planned it and left before: nobody is inactivated in their name, and the run says so', async () => {
  const account = await anAccount(database.db)
  const [user] = await users(account, 1)
  const second = await aUser(database.db, account, { templateId: account.templates.admin })
  await actions.done(account, 'user.inactivate', [user], { on: dayName(2) }, second)
  await actions.done(account, 'user.inactivate', [second])
  await actions.work(day(3))
  const [plan] = await inAccount(database.db, account.id, tx =>
    tx.selectFrom('planned_inactivation').selectAll().execute(),
  )
  assert.deepEqual(await actions.outcomes(account, plan!.started_in!), {
    [user.id]: 'starter-lost-permission',
  })
  assert.equal(await statusOf(account, user), 'active')
})

test('a snapshot is kept with every inactivation, in its own transaction', async () => {
  const account = await anAccount(database.db)
  const [user] = await users(account, 1)
  const [open, closed] = [
    await aProject(database.db, account),
    await aProject(database.db, account, { status: 'closed' }),
  ]
  await onProject(database.db, account, open, [user])
  await onProject(database.db, account, closed, [user])
  const { id } = await actions.done(account, 'user.inactivate', [user])
  const [kept] = await inAccount(database.db, account.id, tx =>
    tx.selectFrom('inactivation').selectAll().execute(),
  )
  assert.deepEqual([kept?.run_id, kept?.template_id], [id, account.templates.readOnly])
  assert.ok(Array.isArray(kept?.memberships) && kept.memberships.length === 2)
})

async function users(account: TestAccount, count: number) {
  const made = []
  for (let at = 0; at < count; at++) made.push(await aUser(database.db, account))
  return made as [U, U, U, U]
}
type U = Awaited<ReturnType<typeof aUser>>
