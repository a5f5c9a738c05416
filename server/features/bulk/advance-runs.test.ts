import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actorFor, anAccount, aUser, testInstallation } from '../../../test/account.ts'
import { aDatabase } from '../../../test/place.ts'
import { inAccount } from '../../db/connect.ts'
import { bulkCatalogue } from '../../registry.ts'
import { advanceRuns } from './advance-runs.ts'
import type { BulkCatalogue } from './bulk-action.ts'
import { runView } from './run-view.ts'
import { startRun } from './start-run.ts'

const database = await aDatabase()

test('a run that cannot be carried out holds up no other, is told of, and goes on once it can', async () => {
  const account = await anAccount(database.db)
  const actor = await actorFor(database.db, account, account.admin)
  const whole = bulkCatalogue(testInstallation)
  const broken: BulkCatalogue = {
    ...whole,
    actions: whole.actions.map(one =>
      one.name === 'user.invite' ? { ...one, apply: () => Promise.reject(new Error('no paper')) } : one,
    ),
  }
  const press = async (name: 'user.invite' | 'user.inactivate') => {
    const { id } = await aUser(database.db, account)
    return inAccount(database.db, account.id, tx =>
      startRun(tx, whole, actor, whole.actions.find(one => one.name === name)!, {
        selection: { ids: [id] },
        input: {},
        reviewedAt: null,
        idempotencyKey: null,
      }),
    )
  }
  const [first, second] = [await press('user.invite'), await press('user.inactivate')]
  const advance = (catalogue: BulkCatalogue) =>
    advanceRuns(database.db, catalogue, account.id, new Date(), new AbortController().signal)
  const countsOf = async (runId: string) =>
    (await inAccount(database.db, account.id, tx => runView(tx, whole, actor, runId))).counts

  await assert.rejects(advance(broken), /no paper/)
  assert.equal((await countsOf(first)).pending, 1)
  assert.equal((await countsOf(second)).done, 1)
  await advance(whole)
  const messages = await inAccount(database.db, account.id, tx =>
    tx.selectFrom('message').select('id').where('run_id', '=', first).execute(),
  )
  assert.equal(messages.length, 1)
})
