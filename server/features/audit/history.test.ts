import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompanyTemplate, anAccount, aUser, signedIn } from '../../../test/account.ts'
import { aPlace } from '../../../test/place.ts'
import { aProject, onProject, projectTemplate } from '../../../test/projects.ts'
import { runActions } from '../../../test/run-actions.ts'

const { database, app } = await aPlace()

test('a person’s history tells who did what to them, to who may see their detail and not the log', async () => {
  const account = await anAccount(database.db)
  const user = await aUser(database.db, account)
  const actions = runActions(database)
  await actions.done(account, 'user.inactivate', [user])
  await actions.done(account, 'user.reactivate', [user])
  const ask = async (who: Parameters<typeof signedIn>[2], url: string) =>
    app.inject({ url: `/api/v1${url}`, headers: await signedIn(database.db, account, who) })
  const { items } = (await ask(account.standard, `/people/${user.id}/history`)).json()
  assert.deepEqual(
    items.map((one: { event: string; actor: { id: string } }) => [one.event, one.actor.id]),
    [
      ['person.reactivated', account.admin.id],
      ['person.inactivated', account.admin.id],
    ],
  )
  assert.equal((await ask(account.standard, '/audit-events')).statusCode, 403)
  assert.equal((await ask(account.reader, `/people/${user.id}/history`)).statusCode, 403)
})

test('who reads the log and may not see the cards of people learns that an e-mail was changed, not which', async () => {
  const account = await anAccount(database.db)
  const templateId = await aCompanyTemplate(database.db, account, { admin_level: 'standard' })
  const auditor = await aUser(database.db, account, { templateId, hasJoined: true })
  const user = await aUser(database.db, account, { email: 'old@example.com' })
  const as = async (who: Parameters<typeof signedIn>[2]) => signedIn(database.db, account, who)
  const headers = { ...(await as(account.admin)), 'sec-fetch-site': 'same-origin' }
  const payload = { email: 'new@example.com' }
  await app.inject({ method: 'PATCH', url: `/api/v1/people/${user.id}`, headers, payload })
  const url = '/api/v1/audit-events'
  const read = await app.inject({ url: `${url}?event=person.changed`, headers: await as(auditor) })
  assert.deepEqual(read.json().items[0].detail, { fields: ['email'] })
  const csv = await app.inject({ url: `${url}.csv`, headers: await as(auditor) })
  assert.equal(csv.statusCode, 200)
  assert.doesNotMatch(read.body + csv.body, /example\.com/)
  const whole = await app.inject({ url: `${url}.csv`, headers })
  assert.match(whole.body, /new@example\.com.*old@example\.com/)
})

test('a template given in bulk or on a project is recorded with the one before, each person’s own', async () => {
  const account = await anAccount(database.db)
  const { standard, readOnly, admin } = account.templates
  const [one, other] = [
    await aUser(database.db, account, { templateId: readOnly }),
    await aUser(database.db, account, { templateId: admin }),
  ]
  await runActions(database).done(account, 'user.change-template', [one, other], { templateId: standard })
  const headers = {
    ...(await signedIn(database.db, account, account.admin)),
    'sec-fetch-site': 'same-origin',
  }
  const changeOf = async (id: string) =>
    (await app.inject({ url: `/api/v1/people/${id}/history?limit=1`, headers })).json().items[0]
  const given = 'Directory Standard + Create and Edit Users'
  for (const [user, from] of [
    [one, 'Read Only'],
    [other, 'Directory Admin'],
  ] as const) {
    const { event, detail, runId } = await changeOf(user.id)
    assert.deepEqual(
      [event, detail],
      ['person.template-changed', { templateId: standard, template: given, from }],
    )
    assert.ok(runId)
  }

  const projectId = await aProject(database.db, account, { name: 'Tower' })
  await onProject(database.db, account, projectId, [one])
  const url = `/api/v1/projects/${projectId}/people/${one.id}`
  const onTower = async (level: 'Admin' | 'Standard') => {
    const payload = { templateId: await projectTemplate(database.db, account, level) }
    await app.inject({ method: 'PUT', url, headers, payload })
    const { event, detail } = await changeOf(one.id)
    return [event, detail.from, detail.template]
  }
  assert.deepEqual(await onTower('Standard'), ['project.person-changed', null, 'Project Standard'])
  assert.deepEqual(await onTower('Admin'), ['project.person-changed', 'Project Standard', 'Project Admin'])
})
