import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser } from '../../../../test/account.ts'
import { aDatabase } from '../../../../test/place.ts'
import { aProject, onProject } from '../../../../test/projects.ts'
import { runActions } from '../../../../test/run-actions.ts'
import { inAccount } from '../../../db/connect.ts'

const database = await aDatabase()

test('a contact becomes inactive, and what project directories they were on is kept', async () => {
  const account = await anAccount(database.db)
  const contact = await aUser(database.db, account, { kind: 'contact' })
  const project = await aProject(database.db, account)
  await onProject(database.db, account, project, [contact])
  const { id, became } = await runActions(database).done(account, 'contact.inactivate', [contact])
  assert.deepEqual(became, { [contact.id]: 'done' })
  const kept = await inAccount(database.db, account.id, tx =>
    tx.selectFrom('inactivation').selectAll().execute(),
  )
  assert.deepEqual(
    kept.map(({ person_id, run_id, template_id, memberships }) => ({
      person_id,
      run_id,
      template_id,
      memberships,
    })),
    [{ person_id: contact.id, run_id: id, template_id: null, memberships: [{ project, template: null }] }],
  )
})
