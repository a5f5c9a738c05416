import type { BulkActionName } from '../contract/bulk-actions.ts'
import type { Run } from '../contract/runs.ts'
import { type Database, inAccount } from '../server/db/connect.ts'
import { reviewBulkAction, runsSweep, runView, startRun, undoRun } from '../server/features/bulk/index.ts'
import { plannedInactivationsSweep } from '../server/features/directory/sweeps.ts'
import { bulkCatalogue } from '../server/registry.ts'
import { runOnce } from '../server/sweeps/run-once.ts'
import { actorFor, type TestAccount, testInstallation } from './account.ts'

type Who = { id: string }

/** Presses bulk actions as people do, and lets a worker carry them out. */
export function runActions({ db }: Pick<Database, 'db'>) {
  const catalogue = bulkCatalogue(testInstallation)
  const action = (name: BulkActionName) => catalogue.actions.find(one => one.name === name)!
  const sweeps = [plannedInactivationsSweep(db), runsSweep(db, catalogue)]
  const asActor = (account: TestAccount, as: Who) => actorFor(db, account, as)

  return {
    catalogue,

    /** Does what is due at a time. */
    work: (now = new Date()) => runOnce(sweeps, db, now),

    async press(
      account: TestAccount,
      name: BulkActionName,
      people: Who[],
      input: object = {},
      as: Who = account.admin,
    ): Promise<string> {
      const actor = await asActor(account, as)
      const selection = { ids: people.map(one => one.id) }
      const press = { selection, input, reviewedAt: null, idempotencyKey: null }
      return inAccount(db, account.id, tx => startRun(tx, catalogue, actor, action(name), press))
    },

    /** Presses, and waits for the end. @returns what became of each, by their ids */
    async done(
      account: TestAccount,
      name: BulkActionName,
      people: Who[],
      input: object = {},
      as: Who = account.admin,
    ) {
      const id = await this.press(account, name, people, input, as)
      await this.work()
      return { id, became: await this.outcomes(account, id) }
    },

    async undo(account: TestAccount, runId: string, as: Who = account.admin) {
      const actor = await asActor(account, as)
      const id = await inAccount(db, account.id, tx => undoRun(tx, catalogue, actor, runId, null))
      await this.work()
      return { id, became: await this.outcomes(account, id) }
    },

    async review(
      account: TestAccount,
      name: BulkActionName,
      people: Who[],
      input: object | null = {},
      as = account.admin,
    ) {
      const actor = await asActor(account, as)
      const request = {
        selection: { ids: people.map(one => one.id) },
        input: input as Record<string, unknown> | null,
      }
      return inAccount(db, account.id, tx => reviewBulkAction(tx, catalogue, actor, action(name), request))
    },

    async view(account: TestAccount, runId: string): Promise<Run> {
      const actor = await asActor(account, account.admin)
      return inAccount(db, account.id, tx => runView(tx, catalogue, actor, runId))
    },

    /** `done`, or the reason why not; with a note where there is one. */
    async outcomes(account: TestAccount, runId: string): Promise<Record<string, string>> {
      const rows = await inAccount(db, account.id, tx =>
        tx.selectFrom('run_item').selectAll().where('run_id', '=', runId).execute(),
      )
      const words = rows.map(row => [row.reason ?? row.outcome, row.detail].filter(Boolean).join(': '))
      return Object.fromEntries(rows.map((row, at) => [row.subject_id, words[at]!]))
    },
  }
}
