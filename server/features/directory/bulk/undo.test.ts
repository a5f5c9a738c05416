import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, type TestAccount } from '../../../../test/account.ts'
import { actionGround } from '../../../../test/action-ground.ts'
import { aProject, onProject } from '../../../../test/projects.ts'
import { inAccount } from '../../../db/connect.ts'

const ground = await actionGround()

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
const dayIn = (days: number) => inDays(days).toISOString().slice(0, 10)
const becameOf = (...pairs: [{ id: string }, string][]) =>
  Object.fromEntries(pairs.map(([person, became]) => [person.id, became]))

/** What a person is now, in the columns named. */
const nowOf = async (account: TestAccount, ...people: { id: string }[]) => {
  const rows = await inAccount(ground.db, account.id, tx =>
    tx.selectFrom('person_state').select(['person_id', 'status', 'template_id']).execute(),
  )
  return people.map(({ id }) => rows.find(row => row.person_id === id)!)
}
const statusesOf = async (account: TestAccount, ...people: { id: string }[]) =>
  (await nowOf(account, ...people)).map(one => one.status)
const companyStatus = (account: TestAccount, name: string) =>
  inAccount(ground.db, account.id, tx =>
    tx.selectFrom('company').select('status').where('name', '=', name).executeTakeFirstOrThrow(),
  ).then(row => row.status)
const setCompany = (
  account: TestAccount,
  name: string,
  to: { status?: 'active' | 'inactive'; city?: string },
) =>
  inAccount(ground.db, account.id, tx =>
    tx
      .updateTable('company')
      .set({ ...to, changed_at: new Date() })
      .where('name', '=', name)
      .execute(),
  )

test('a change of template is undone: each has the template back that was theirs; who was changed since is left alone', async () => {
  const account = await anAccount(ground.db)
  const { standard, readOnly, admin } = account.templates
  const [one, other, edited] = [
    await aUser(ground.db, account, { templateId: readOnly }),
    await aUser(ground.db, account, { templateId: standard }),
    await aUser(ground.db, account, { templateId: standard }),
  ]
  const run = await ground.actions.done(account, 'user.change-template', [one, other, edited], {
    templateId: admin,
  })
  await ground.actions.done(account, 'user.change-template', [edited], { templateId: readOnly })
  const undoing = await ground.actions.undo(account, run.id)
  assert.deepEqual(undoing.became, becameOf([one, 'done'], [other, 'done'], [edited, 'changed-since-run']))
  const templates = (await nowOf(account, one, other, edited)).map(row => row.template_id)
  assert.deepEqual(templates, [readOnly, standard, readOnly])
  assert.deepEqual(await eventsOf(account, one.id, undoing.id), [
    { templateId: readOnly, template: 'Read Only', from: 'Directory Admin' },
  ])
  assert.deepEqual(
    (await ground.actions.undo(account, run.id)).became,
    becameOf([one, 'changed-since-run'], [other, 'changed-since-run'], [edited, 'changed-since-run']),
  )
})

const eventsOf = (account: TestAccount, personId: string, runId: string) =>
  inAccount(ground.db, account.id, tx =>
    tx
      .selectFrom('audit_event')
      .select('detail')
      .where('subject_id', '=', personId)
      .where('run_id', '=', runId)
      .execute(),
  ).then(rows => rows.map(row => row.detail))

test('a template that is archived by now is given back to nobody, and nobody takes their own away', async () => {
  const account = await anAccount(ground.db)
  const { standard, readOnly, admin } = account.templates
  const [user, made] = [
    await aUser(ground.db, account, { templateId: standard }),
    await aUser(ground.db, account, { templateId: readOnly }),
  ]
  const run = await ground.actions.done(account, 'user.change-template', [user, made], { templateId: admin })
  await inAccount(ground.db, account.id, tx =>
    tx
      .updateTable('permission_template')
      .set({ archived_at: new Date() })
      .where('id', '=', standard)
      .execute(),
  )
  const { became } = await ground.actions.undo(account, run.id, made)
  assert.deepEqual(became, becameOf([user, 'former-template-archived'], [made, 'yourself']))
})

test('what was called off is planned again for its day, unless that has come or they are planned or gone by now', async () => {
  const account = await anAccount(ground.db)
  const [again, anew, gone, late] = await Promise.all([1, 2, 3, 4].map(() => aUser(ground.db, account)))
  await ground.actions.done(account, 'user.inactivate', [again!, anew!, gone!, late!], { on: dayIn(2) })
  const off = await ground.actions.done(account, 'user.cancel-inactivation', [again!, anew!, gone!, late!])
  await ground.actions.done(account, 'user.inactivate', [anew!], { on: dayIn(9) })
  await ground.actions.done(account, 'user.inactivate', [gone!])
  await inAccount(ground.db, account.id, tx =>
    tx
      .updateTable('called_off_inactivation')
      .set({ due_at: inDays(-1) })
      .where('person_id', '=', late!.id)
      .execute(),
  )
  const undoing = await ground.actions.undo(account, off.id)
  assert.deepEqual(
    undoing.became,
    becameOf(
      [again!, 'done'],
      [anew!, 'changed-since-run'],
      [gone!, 'already-inactive'],
      [late!, 'day-has-come'],
    ),
  )
  assert.deepEqual(await eventsOf(account, again!.id, undoing.id), [{ on: dayIn(2) }])
  await ground.actions.work(inDays(3))
  assert.deepEqual(await statusesOf(account, again!, anew!, gone!, late!), [
    ...['inactive', 'active', 'inactive', 'active'],
  ])
})

test('who was changed since their inactivation was called off is left alone, also who left and came back', async () => {
  const account = await anAccount(ground.db)
  const user = await aUser(ground.db, account)
  await ground.actions.done(account, 'user.inactivate', [user], { on: dayIn(2) })
  const off = await ground.actions.done(account, 'user.cancel-inactivation', [user])
  await ground.actions.done(account, 'user.inactivate', [user])
  await ground.actions.done(account, 'user.reactivate', [user])
  assert.deepEqual((await ground.actions.undo(account, off.id)).became, becameOf([user, 'changed-since-run']))
})

test('what was planned is called off by undoing, whatever became of their company and template', async () => {
  const account = await anAccount(ground.db)
  const { standard } = account.templates
  const user = await aUser(ground.db, account, { companyName: 'Star Framing', templateId: standard })
  const planned = await ground.actions.done(account, 'user.inactivate', [user], { on: dayIn(2) })
  await setCompany(account, 'Star Framing', { status: 'inactive' })
  await inAccount(ground.db, account.id, tx =>
    tx
      .updateTable('permission_template')
      .set({ archived_at: new Date() })
      .where('id', '=', standard)
      .execute(),
  )
  assert.deepEqual((await ground.actions.undo(account, planned.id)).became, becameOf([user, 'done']))
})

test('a planning run of which some was called off and some carried out: each is told apart', async () => {
  const account = await anAccount(ground.db)
  const [off, came] = [await aUser(ground.db, account), await aUser(ground.db, account)]
  const planned = await ground.actions.done(account, 'user.inactivate', [off, came], { on: dayIn(2) })
  await ground.actions.done(account, 'user.cancel-inactivation', [off])
  await ground.actions.work(inDays(3))
  const { became } = await ground.actions.undo(account, planned.id)
  assert.deepEqual(became, becameOf([off, 'changed-since-run'], [came, 'done']))
  assert.deepEqual(await statusesOf(account, off, came), ['active', 'active'])
})

test('the run that a planned day started is undone by itself', async () => {
  const account = await anAccount(ground.db)
  const user = await aUser(ground.db, account)
  const planned = await ground.actions.done(account, 'user.inactivate', [user], { on: dayIn(2) })
  await ground.actions.work(inDays(3))
  const runs = await inAccount(ground.db, account.id, tx => tx.selectFrom('run').select('id').execute())
  const [started] = runs.filter(run => run.id !== planned.id)
  assert.deepEqual((await ground.actions.undo(account, started!.id)).became, becameOf([user, 'done']))
  // Nothing is left of the plan either.
  await ground.actions.work(inDays(4))
  assert.deepEqual(await statusesOf(account, user), ['active'])
})

/** A user of an inactive company, brought back along with it. */
async function broughtBack() {
  const account = await anAccount(ground.db)
  const [user, colleague] = [
    await aUser(ground.db, account, { companyName: 'Star Framing' }),
    await aUser(ground.db, account, { companyName: 'Star Framing' }),
  ]
  await ground.actions.done(account, 'user.inactivate', [user, colleague])
  await setCompany(account, 'Star Framing', { status: 'inactive' })
  const run = await ground.actions.done(account, 'user.reactivate', [user], { withCompany: true })
  assert.equal(await companyStatus(account, 'Star Framing'), 'active')
  return { account, user, colleague, run }
}

test('a company that came back along with its people goes with them again', async () => {
  const { account, user, run } = await broughtBack()
  const undoing = await ground.actions.undo(account, run.id)
  assert.deepEqual(undoing.became, becameOf([user, 'done']))
  assert.deepEqual(
    [await companyStatus(account, 'Star Framing'), ...(await statusesOf(account, user))],
    ['inactive', 'inactive'],
  )
  const event = await inAccount(ground.db, account.id, tx =>
    tx
      .selectFrom('audit_event')
      .select('detail')
      .where('event', '=', 'company.inactivated')
      .where('run_id', '=', undoing.id)
      .executeTakeFirstOrThrow(),
  )
  assert.equal((event.detail as { company: string }).company, 'Star Framing')
})

test('a company that was changed since, or of which somebody is at work on a project, stays and is named', async () => {
  const changed = await broughtBack()
  await setCompany(changed.account, 'Star Framing', { city: 'Akron' })
  const atWork = await broughtBack()
  await ground.actions.done(atWork.account, 'user.reactivate', [atWork.colleague])
  const project = await aProject(ground.db, atWork.account)
  await onProject(ground.db, atWork.account, project, [atWork.colleague])
  for (const { account, user, run } of [changed, atWork]) {
    const { became } = await ground.actions.undo(account, run.id)
    assert.deepEqual(became, becameOf([user, 'done: Star Framing']))
    assert.equal(await companyStatus(account, 'Star Framing'), 'active')
  }
})

test('while somebody is active who came to the company with it or later, it stays', async () => {
  const later = await broughtBack()
  await ground.actions.done(later.account, 'user.reactivate', [later.colleague])
  const added = await broughtBack()
  await aUser(ground.db, added.account, { companyName: 'Star Framing' })
  for (const { account, user, run } of [later, added]) {
    const { became } = await ground.actions.undo(account, run.id)
    assert.deepEqual(became, becameOf([user, 'done: Star Framing']))
    assert.equal(await companyStatus(account, 'Star Framing'), 'active')
  }
})

test('while one whom that run brought back stays, so does their company', async () => {
  const { account, user, colleague } = await broughtBack()
  await ground.actions.done(account, 'user.inactivate', [user])
  await setCompany(account, 'Star Framing', { status: 'inactive' })
  const both = await ground.actions.done(account, 'user.reactivate', [user, colleague], { withCompany: true })
  await ground.actions.done(account, 'user.change-template', [colleague], {
    templateId: account.templates.standard,
  })
  const { became } = await ground.actions.undo(account, both.id)
  assert.deepEqual(became, becameOf([user, 'done: Star Framing'], [colleague, 'changed-since-run']))
  assert.equal(await companyStatus(account, 'Star Framing'), 'active')
})
