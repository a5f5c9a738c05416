import type { Selection } from '../../../contract/bulk-actions.ts'
import { type Tx, wakeWorkers } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { Problem } from '../../lib/problem.ts'
import { record } from '../audit/index.ts'
import { type Actor, actedBy, mustBe } from '../permissions/index.ts'
import { accountSettings } from '../settings/index.ts'
import type { BulkAction, BulkCatalogue } from './bulk-action.ts'
import { inputOf } from './input-of.ts'
import { countSelected, databaseNow } from './judging-queries.ts'
import { whyNotPress } from './policy.ts'
import { maySelect, selectedOf } from './selected.ts'
import { insertItems, insertRun, releaseOldKey, runPressedWith } from './start-queries.ts'

export type Press = {
  selection: Selection
  input: unknown
  /** Of the review that was confirmed; null when there was none: then it is now. */
  reviewedAt: string | null
  /** The same key by the same person starts one run. */
  idempotencyKey: string | null
  retryOf?: string
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
  mustBe(whyNotPress(actor, action) === null && maySelect(actor, subject, press.selection))
  const input = inputOf(action, press.input)
  const selected = selectedOf(tx, subject, actor.accountId, press.selection)
  const count = await countSelected(selected)
  if (count === 0) throw new Problem('nothing-selected')

  if (press.idempotencyKey) await releaseOldKey(tx, actor.accountId, actor.personId, press.idempotencyKey)
  const isNamed = 'ids' in press.selection
  const id = newId()
  const isNew = await insertRun(tx, {
    account_id: actor.accountId,
    id,
    action: action.name,
    actor_id: actor.personId,
    selection: JSON.stringify(isNamed ? { ids: count } : press.selection),
    input: JSON.stringify(input),
    reviewed_at: press.reviewedAt ?? (await databaseNow(tx)),
    reviewed_count: count,
    held_until: action.sends ? await holdEnd(tx, actor.accountId) : null,
    idempotency_key: press.idempotencyKey,
    retry_of: press.retryOf ?? null,
    resolved_at: isNamed ? new Date() : null,
  })
  if (!isNew) return (await runPressedWith(tx, actor.accountId, actor.personId, press.idempotencyKey!)).id
  if (isNamed) await insertItems(tx, actor.accountId, id, selected)
  await record(tx, actedBy(actor, id), 'run.started', { action: action.name, people: count })
  await wakeWorkers(tx)
  return id
}

async function holdEnd(tx: Tx, accountId: string): Promise<Date> {
  const { bulkHoldSeconds } = await accountSettings(tx, accountId)
  return new Date(Date.now() + bulkHoldSeconds * 1000)
}
