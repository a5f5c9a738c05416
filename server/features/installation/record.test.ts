import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { installationEventNames, installationEvents } from '../../../contract/installation-events.ts'
import { anAccount, signIn, testInstallation, testPassword } from '../../../test/account.ts'
import { aPlace, atTheEnd, theOwnerOf } from '../../../test/place.ts'
import { wordsFor } from '../../lib/words.ts'
import { installationRecord, verifyChain } from '../audit/index.ts'
import { sealingSweep } from '../audit/sweeps.ts'
import { panelAsker } from './testing.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'muster-record-'))
const auditAnchorsFile = path.join(folder, 'anchors.jsonl')
atTheEnd(() => fs.rmSync(folder, { recursive: true }))
const { database, app } = await aPlace({ installation: { auditAnchorsFile } })
/** Stands for whoever got hold of the database. */
const intruder = await theOwnerOf(database)
const panel = await panelAsker(database.db, app)

async function seal() {
  const { dueAccounts, sweep } = sealingSweep({
    db: database.db,
    installation: { ...testInstallation, auditAnchorsFile },
  })
  assert.ok((await dueAccounts(database.db, new Date())).includes(installationRecord))
  while (await sweep(installationRecord, new Date(), new AbortController().signal));
}

const verify = () =>
  verifyChain(database.db, installationRecord, {
    secret: testInstallation.secret,
    anchorsFile: auditAnchorsFile,
  })

test('every act of a super admin is on the record, in words and as its schema says, newest first', async () => {
  const account = await anAccount(database.db, { name: 'Volt Electric' })
  await panel.ask('POST', `/accounts/${account.id}/suspend`, { reason: 'Unpaid' })
  await panel.ask('POST', `/accounts/${account.id}/suspend`, { reason: 'Again' })
  await panel.ask('POST', `/accounts/${account.id}/resume`)
  await panel.ask('PATCH', '/settings', {
    idleSessionMinutes: 60,
    refusedPasswordWords: ['gantry', 'gantry'],
  })
  await panel.ask('PATCH', '/settings', { idleSessionMinutes: 60 })
  await panel.ask('POST', '/sending/pause', { reason: 'Moving' })
  await panel.ask('POST', '/sending/resume')
  const { cookie } = await signIn(app, panel.superAdmin.userName, testPassword)
  const signedOut = { cookie, 'sec-fetch-site': 'same-origin' }
  await app.inject({ method: 'DELETE', url: '/api/v1/session', headers: signedOut })
  const { items } = (await panel.ask('GET', '/events')).body
  assert.deepEqual(
    items.map(({ event, detail }: { event: string; detail: object }) => [event, detail]).slice(0, -2),
    [
      ['super-admin.signed-out', {}],
      ['super-admin.signed-in', {}],
      ['sending.resumed', {}],
      ['sending.paused', { reason: 'Moving' }],
      [
        'settings.changed',
        {
          changes: [
            { field: 'refusedPasswordWords', from: null, to: 'gantry' },
            { field: 'idleSessionMinutes', from: '720', to: '60' },
          ],
        },
      ],
      ['account.resumed', { name: 'Volt Electric' }],
      ['account.suspended', { name: 'Volt Electric', reason: 'Unpaid' }],
    ],
  )
  for (const { event, actor, detail } of items) {
    assert.ok(installationEvents[event as keyof typeof installationEvents].safeParse(detail).success, event)
    assert.equal(actor, event === 'super-admin.added' ? null : panel.superAdmin.userName)
  }
  for (const event of installationEventNames)
    for (const language of ['en', 'ru'] as const)
      assert.ok(wordsFor(language, `installation.event.${event}`), event)
})

test('the record is sealed into a chain, and whoever edits, removes or cuts off is found out', async () => {
  await seal()
  const report = await panel.ask('GET', '/events/report')
  assert.deepEqual([report.body.isWhole, report.body.unsealed, report.body.faults], [true, 0, []])
  assert.ok(report.body.sealed >= 5)

  await assert.rejects(
    intruder.query(`update installation_event set event = 'account.resumed'`),
    /append-only/,
  )
  await assert.rejects(intruder.query('delete from installation_event'), /append-only/)
  await assert.rejects(intruder.query('truncate installation_event'), /append-only/)
  await assert.rejects(intruder.query('delete from installation_link'), /append-only/)
  await intruder.query('alter table installation_event disable trigger all')
  await intruder.query(
    `update installation_event set detail = '{"reason": "Nothing"}' where event = 'sending.paused'`,
  )
  assert.deepEqual(
    (await verify()).faults.map(({ fault }) => fault),
    ['changed'],
  )
  await intruder.query('alter table installation_link disable trigger all')
  await intruder.query('delete from installation_link where sequence >= $1', [report.body.sealed])
  assert.ok((await verify()).faults.some(({ fault }) => fault === 'cut-off'))
  assert.equal((await panel.ask('GET', '/events/report')).body.isWhole, false)
})
