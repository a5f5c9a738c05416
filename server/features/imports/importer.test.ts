import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actorFor, aUser, testInstallation } from '../../../test/account.ts'
import { inAccount } from '../../db/connect.ts'
import { importEffects } from '../../registry.ts'
import { applyImport } from './apply-import.ts'
import { importsUnderTest } from './testing.ts'

const it = await importsUnderTest()

test('who lost the right to import while their file waited applies nothing', async () => {
  const account = await it.anAccount()
  const admin = await aUser(it.db, account, { templateId: account.templates.admin, hasJoined: true })
  const view = await it.check(account, 'Name,Email\nAna Kovač,ana@example.com\n')
  const asItWas = await actorFor(it.db, account, admin)
  await inAccount(it.db, account.id, tx =>
    tx
      .updateTable('person_state')
      .set({ template_id: account.templates.readOnly })
      .where('person_id', '=', admin.id)
      .execute(),
  )
  const effects = importEffects(testInstallation)
  await assert.rejects(applyImport(it.db, effects, asItWas, view.id, { sendInvitation: false }), {
    code: 'not-permitted',
  })
  const { body } = await it.ask<{ total: number }>(account, 'GET', '/people/counts?q=kovac')
  assert.equal(body.total, 0)
})
