import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser } from '../../../test/account.ts'
import { aProject } from '../../../test/projects.ts'
import { importsUnderTest } from '../imports/testing.ts'

const it = await importsUnderTest()

type Listed = { items: { event: string; actor: { id: string }; detail: object; runId: string | null }[] }
const newest = async (account: Awaited<ReturnType<typeof it.anAccount>>) =>
  (await it.ask<Listed>(account, 'GET', '/audit-events?event=export.made&limit=1')).body.items[0]

test('whatever leaves as CSV is on the record, with who took it and without the filter', async () => {
  const account = await it.anAccount()
  await aUser(it.db, account, { email: 'ana@example.com' })
  const file = await it.check(account, 'Name,Email\nBo Berg,bo@nowhere\n')
  const projectId = await aProject(it.db, account)
  const press = { selection: { ids: [account.reader.id] }, input: {} }
  const run = await it.ask<{ id: string }>(account, 'POST', '/bulk-actions/user.invite/runs', {
    payload: press,
  })
  const exports: Record<string, [url: string, what: string]> = {
    '/people.csv': ['/people.csv?q=ana@example.com', 'users'],
    '/companies.csv': ['/companies.csv', 'companies'],
    '/distribution-groups.csv': ['/distribution-groups.csv', 'groups'],
    '/projects.csv': ['/projects.csv', 'projects'],
    '/projects/{id}/people.csv': [`/projects/${projectId}/people.csv`, 'project-people'],
    '/open-items.csv': ['/open-items.csv', 'open-items'],
    '/prequalifications.csv': ['/prequalifications.csv', 'prequalifications'],
    '/audit-events.csv': ['/audit-events.csv', 'audit-log'],
    '/imports/{id}/faults.csv': [`/imports/${file.id}/faults.csv`, 'import-faults'],
    '/runs/{id}/items.csv': [`/runs/${run.body.id}/items.csv`, 'run-items'],
  }
  for (const [url, what] of Object.values(exports)) {
    assert.equal((await it.ask(account, 'GET', url)).status, 200, url)
    const { event, actor, detail } = (await newest(account))!
    assert.deepEqual([event, actor.id, detail], ['export.made', account.admin.id, { what }], url)
  }
  assert.equal((await newest(account))?.runId, run.body.id)
  const { paths } = (await it.ask<{ paths: Record<string, object> }>(account, 'GET', '/openapi.json')).body
  const all = Object.entries(paths).filter(([url, methods]) => url.endsWith('.csv') && 'get' in methods)
  assert.deepEqual(
    all.map(([url]) => url.replace('/api/v1', '')).sort(),
    Object.keys(exports).sort(),
    'a new export is put on the record, and stands here',
  )
})

test('an export that is refused is not on the record', async () => {
  const account = await it.anAccount()
  assert.equal((await it.ask(account, 'GET', '/people.csv', { as: account.reader })).status, 403)
  assert.equal((await it.ask(account, 'GET', `/runs/${account.id}/items.csv`)).status, 404)
  assert.equal(await newest(account), undefined)
})
