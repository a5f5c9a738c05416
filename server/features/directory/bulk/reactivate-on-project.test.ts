import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompanyTemplate, actorFor, anAccount, aUser, type TestAccount } from '../../../../test/account.ts'
import { actionGround } from '../../../../test/action-ground.ts'
import { aProject, onProject, projectTemplate } from '../../../../test/projects.ts'
import { inAccount } from '../../../db/connect.ts'
import { runView } from '../../bulk/index.ts'

const ground = await actionGround()

/** A project with its Admin, who has no right to the directory of the company, and another project. */
async function aSite() {
  const account = await anAccount(ground.db)
  const nothing = await aCompanyTemplate(ground.db, account, {})
  const admin = await aUser(ground.db, account, { templateId: nothing, hasJoined: true })
  const [tower, bridge] = [await aProject(ground.db, account), await aProject(ground.db, account)]
  await onProject(ground.db, account, tower, [admin], await projectTemplate(ground.db, account, 'Admin'))
  const leaver = async (projects: string[], more: Parameters<typeof aUser>[2] = {}) => {
    const user = await aUser(ground.db, account, more)
    for (const project of projects) await onProject(ground.db, account, project, [user])
    await ground.actions.done(account, 'user.inactivate', [user])
    return user
  }
  return { account, admin, tower, bridge, leaver }
}

const projectsOf = async (account: TestAccount, person: { id: string }) => {
  const rows = await inAccount(ground.db, account.id, tx =>
    tx
      .selectFrom('project_member')
      .select('project_id')
      .where('person_id', '=', person.id)
      .where('ended_at', 'is', null)
      .orderBy('project_id')
      .execute(),
  )
  return rows.map(row => row.project_id)
}

test('an Admin of a project reactivates its members, to that project alone', async () => {
  const { account, admin, tower, bridge, leaver } = await aSite()
  const user = await leaver([tower, bridge])
  const { id, became } = await ground.actions.done(
    account,
    'user.reactivate',
    [user],
    { projectId: tower },
    admin,
  )
  assert.deepEqual(became, { [user.id]: 'done' })
  assert.deepEqual(await projectsOf(account, user), [tower])
  const actor = await actorFor(ground.db, account, admin)
  const seen = await inAccount(ground.db, account.id, tx => runView(tx, ground.actions.catalogue, actor, id))
  assert.deepEqual([seen.counts.done, seen.variant?.name, seen.may.undo], [1, 'on-project', false])
})

test('never a company Admin, and nobody who is not on the project: of them the window does not even tell the names', async () => {
  const { account, admin, tower, bridge, leaver } = await aSite()
  const boss = await leaver([tower], { templateId: account.templates.admin })
  const stranger = await leaver([bridge])
  const input = { projectId: tower }
  const reviewed = await ground.actions.review(account, 'user.reactivate', [boss, stranger], input, admin)
  assert.deepEqual([reviewed.selected, reviewed.unknown], [1, 1])
  const { became } = await ground.actions.done(account, 'user.reactivate', [boss, stranger], input, admin)
  assert.deepEqual(became, { [boss.id]: 'is-company-admin' })
})

test('not without naming the project, not on another one, not on a closed one, and with no template of their choice', async () => {
  const { account, admin, tower, bridge, leaver } = await aSite()
  const user = await leaver([tower, bridge])
  const press = (input: object) => ground.actions.press(account, 'user.reactivate', [user], input, admin)
  const notPermitted = { code: 'not-permitted', needs: 'directory.reactivate-users' }
  await assert.rejects(press({}), notPermitted)
  await assert.rejects(press({ projectId: bridge }), notPermitted)
  await assert.rejects(press({ projectId: account.id }), notPermitted)
  await assert.rejects(
    press({ projectId: tower, templateId: account.templates.readOnly, withCompany: true }),
    {
      faults: [
        { path: ['input', 'withCompany'], reason: 'may-not-reactivate-companies' },
        { path: ['input', 'templateId'], reason: 'template-not-assignable' },
      ],
    },
  )
  await inAccount(ground.db, account.id, tx =>
    tx.updateTable('project').set({ status: 'closed' }).where('id', '=', tower).execute(),
  )
  await assert.rejects(press({ projectId: tower }), notPermitted)
})

test('whoever is taken off the project meanwhile stays away, and who lost the project acts on nobody', async () => {
  const { account, admin, tower, leaver } = await aSite()
  const [gone, other] = [await leaver([tower]), await leaver([tower])]
  const first = await ground.actions.press(account, 'user.reactivate', [gone], { projectId: tower }, admin)
  const takeOff = (person: { id: string }) =>
    inAccount(ground.db, account.id, tx =>
      tx
        .updateTable('project_member')
        .set({ ended_at: new Date() })
        .where('person_id', '=', person.id)
        .execute(),
    )
  await takeOff(gone)
  await ground.actions.work()
  assert.deepEqual(await ground.actions.outcomes(account, first), { [gone.id]: 'not-on-project' })
  const second = await ground.actions.press(account, 'user.reactivate', [other], { projectId: tower }, admin)
  await takeOff(admin)
  await ground.actions.work()
  assert.deepEqual(await ground.actions.outcomes(account, second), { [other.id]: 'starter-lost-permission' })
})

test('undone, they have again all that they had when they left, also what did not come back', async () => {
  const { account, admin, tower, bridge, leaver } = await aSite()
  const user = await leaver([tower, bridge])
  const { id } = await ground.actions.done(account, 'user.reactivate', [user], { projectId: tower }, admin)
  assert.deepEqual((await ground.actions.undo(account, id)).became, { [user.id]: 'done' })
  assert.deepEqual((await ground.actions.done(account, 'user.reactivate', [user])).became, {
    [user.id]: 'done',
  })
  assert.deepEqual(await projectsOf(account, user), [tower, bridge].toSorted())
})
