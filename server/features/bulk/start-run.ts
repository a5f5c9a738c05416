import type { Selection } from '../../../contract/bulk-actions.ts'
import type { Tx } from '../../db/connect.ts'
import { databaseMoment } from '../../db/database-moment.ts'
import { Problem } from '../../lib/problem.ts'
import type { Actor } from '../permissions/index.ts'
import { accountSettings } from '../settings/index.ts'
import { type Beginning, beginRun } from './begin-run.ts'
import type { BulkAction, BulkCatalogue } from './bulk-action.ts'
import { judgedInput } from './input-of.ts'
import { countSelected, databaseNow } from './judging-queries.ts'
import { requiredReach } from './press-policy.ts'
import { selectedWithin } from './selected.ts'
import { insertItems } from './start-queries.ts'

export type Press = {
  selection: Selection
  input: unknown
  /** Of the review that was confirmed; null when there was none: then it is now. */
  reviewedAt: string | null
  /** How many that review counted; of those found by a filter, some may not match it any more. */
  reviewed?: number | undefined
  /** The same key by the same person starts one run. */
  idempotencyKey: string | null
  retryOf?: string
  undoOf?: string | null
}

/**
 * Starts a run of a bulk action. It only notes what is to be done: a worker does it.
 *
 * A filter is resolved when the run starts, so that pressing costs the same for ten and for a million.
 * @returns the run's id @throws Problem not-permitted, nothing-selected, faulty-input
 */
export async function startRun(
  tx: Tx,
  catalogue: BulkCatalogue,
  actor: Actor,
  action: BulkAction,
  press: Press,
): Promise<string> {
  const subject = catalogue.subjects[action.subject]
  const reach = await requiredReach(tx, actor, action, press.input)
  const input = await judgedInput(tx, actor, action, press.input)
  const selected = selectedWithin(tx, subject, actor, { action, input, reach, selection: press.selection })
  const count = await countSelected(selected)
  if (count === 0) throw new Problem('nothing-selected')
  const isNamed = 'ids' in press.selection
  const run: Beginning = {
    action: action.name,
    selection: isNamed ? { ids: count } : press.selection,
    input,
    count,
    reviewed: isNamed ? count : (press.reviewed ?? count),
    reviewedAt: press.reviewedAt ?? (await databaseNow(tx)),
    heldUntil: action.sends ? await holdEnd(tx, actor.accountId) : null,
    idempotencyKey: press.idempotencyKey,
    retryOf: press.retryOf ?? null,
    undoOf: press.undoOf ?? null,
    isResolved: isNamed,
  }
  const { accountId, personId: actorId, scopes } = actor
  return beginRun(tx, { accountId, actorId, scopes }, run, async id => {
    if (isNamed) await insertItems(tx, accountId, id, selected)
  })
}

async function holdEnd(tx: Tx, accountId: string): Promise<Date> {
  const { bulkHoldSeconds } = await accountSettings(tx, accountId)
  const now = await databaseMoment(tx)
  return new Date(now.getTime() + bulkHoldSeconds * 1000)
}
