import type { Permission } from '../../../contract/permissions.ts'
import { type Db, inAccount, type Tx, wakeWorkers } from '../../db/connect.ts'
import { inTurn } from '../../sweeps/index.ts'
import { loadActor } from '../permissions/index.ts'
import { accountSettings } from '../settings/index.ts'
import { actionOf } from './action-of.ts'
import type { BulkAction, BulkCatalogue, Refused, RunInHand } from './bulk-action.ts'
import { reasonOf } from './judge.ts'
import { tellOfEnds } from './notices/tell-of-ends.ts'
import { reachOf } from './press-policy.ts'
import {
  finishRuns,
  judgeSubjects,
  markApplied,
  markRunning,
  noteItems,
  runInHand,
  skipItems,
  takeItems,
  unfinishedRuns,
} from './queries.ts'
import { resolveSelection } from './resolve-selection.ts'
import type { Subject } from './subject.ts'

/** Subjects in one transaction: short enough that what waits for their rows does not wait long. */
const chunkSize = 1000

/**
 * Brings the account's runs forward: resolves their selections, acts on their subjects chunk by chunk, finishes them.
 * Every step is a transaction of its own, so a crash loses at most a step that had not happened. A run that fails stands
 * where it was and is tried again; it holds up no other.
 *
 * @throws what the first of them failed with, once the others were brought forward
 */
export async function advanceRuns(
  db: Db,
  catalogue: BulkCatalogue,
  accountId: string,
  now: Date,
  stop: AbortSignal,
): Promise<boolean> {
  const failures: unknown[] = []
  for (const run of await inAccount(db, accountId, tx => unfinishedRuns(tx, accountId))) {
    await advanceRun(db, catalogue, accountId, run, stop).catch(error => failures.push(error))
  }
  await inAccount(db, accountId, async tx => {
    await markRunning(tx, accountId, now)
    await tellOfEnds(tx, accountId, await finishRuns(tx, accountId))
  })
  if (failures.length) throw failures[0]
  return false
}

async function advanceRun(
  db: Db,
  catalogue: BulkCatalogue,
  accountId: string,
  run: Awaited<ReturnType<typeof unfinishedRuns>>[number],
  stop: AbortSignal,
): Promise<void> {
  const action = actionOf(catalogue, run)
  if (!action) return
  const subject = catalogue.subjects[action.subject]
  if (!run.resolved_at) await inAccount(db, accountId, tx => resolveSelection(tx, subject, accountId, run.id))
  while (
    !stop.aborted &&
    (await inTurn(() => inAccount(db, accountId, tx => applyChunk(tx, subject, action, accountId, run.id))))
  ) {}
}

/** Of another kind by now, as a contact who became a user, or part of another, as a company that was merged. */
const asGone = (subjectId: string): Refused => ({ subjectId, reason: 'not-this-any-more' })

/** @returns whether there was anything to do */
async function applyChunk(
  tx: Tx,
  subject: Subject,
  action: BulkAction,
  accountId: string,
  runId: string,
): Promise<boolean> {
  const ids = await takeItems(tx, accountId, runId, chunkSize)
  if (!ids.length) return false
  const row = await runInHand(tx, accountId, runId)
  // With the actor: two who inactivate each other come one after the other, and the second is judged by what is then.
  await subject.lock(tx, accountId, ids, [row.actor_id, ...(action.alsoLocks?.(row.input) ?? [])])
  const actor = await loadActor(tx, accountId, row.actor_id, row.scopes as Permission[] | null)
  if (!actor || (await reachOf(tx, actor, action, row.input)) === 'none') {
    const refused = ids.map(subjectId => ({ subjectId, reason: 'starter-lost-permission' }))
    await skipItems(tx, accountId, runId, refused, 'failed')
    return true
  }
  const account = await accountSettings(tx, accountId)
  const run: RunInHand = { id: runId, accountId, actor, account, input: row.input, heldUntil: row.held_until }
  const judged = await judgeSubjects(
    subject.named(tx, accountId, ids),
    reasonOf(action, { account, actor, input: row.input }, row.reviewed_at_text),
  )
  const refused = [
    ...judged.filter((one): one is Refused => one.reason !== null),
    ...ids.filter(id => !judged.some(one => one.subjectId === id)).map(asGone),
  ]
  const acting = judged.filter(one => one.reason === null).map(one => one.subjectId)

  await skipItems(tx, accountId, runId, refused)
  if (refused.length) await action.refused?.(tx, refused, run)
  const applied = acting.length ? await action.apply(tx, acting, run) : undefined
  const late = applied?.refused ?? []
  await skipItems(tx, accountId, runId, late)
  const done = acting.filter(id => !late.some(one => one.subjectId === id))
  await markApplied(tx, accountId, runId, done, !action.sends)
  await noteItems(tx, accountId, runId, applied?.notes ?? [])
  if (action.sends) await wakeWorkers(tx)
  return true
}
