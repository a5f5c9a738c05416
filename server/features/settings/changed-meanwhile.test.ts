import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importsUnderTest } from '../imports/testing.ts'

const it = await importsUnderTest()

test('who changes settings or a template by an old version is told, and nothing is overwritten', async () => {
  const account = await it.anAccount()
  const template = `/permission-templates/${account.templates.readOnly}`
  const list = () =>
    it.ask<{ items: { id: string; details: { name: string; version: string } }[] }>(
      account,
      'GET',
      '/permission-templates',
    )
  const templateNow = async () =>
    (await list()).body.items.find(({ id }) => id === account.templates.readOnly)!.details
  const settingsNow = async () =>
    (await it.ask<{ name: string; version: string }>(account, 'GET', '/settings')).body
  for (const [url, now] of [
    ['/settings', settingsNow],
    [template, templateNow],
  ] as const) {
    const { version } = await now()
    const change = (name: string) =>
      it.ask<{ code?: string }>(account, 'PATCH', url, { payload: { name }, ifMatch: version })
    assert.equal((await change('First')).status, 200, url)
    const second = await change('Second')
    assert.deepEqual([second.status, second.body.code], [412, 'changed-meanwhile'], url)
    assert.equal((await now()).name, 'First')
    const unseen = await it.ask(account, 'PATCH', url, { payload: { name: 'Third' } })
    assert.equal(unseen.status, 200, 'without a version whatever is there is changed')
  }
})
