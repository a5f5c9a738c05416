import type { OwnNotices, RunNotices } from '../../../../contract/run-notices.ts'
import { mostNotices } from '../../../../contract/run-notices.ts'
import type { Run } from '../../../../contract/runs.ts'
import type { Tx } from '../../../db/connect.ts'
import { Problem } from '../../../lib/problem.ts'
import { record } from '../../audit/index.ts'
import { pauseInForce } from '../../delivery/index.ts'
import { type Actor, actedBy } from '../../permissions/index.ts'
import type { BulkCatalogue } from '../bulk-action.ts'
import { mayHearOfPauses } from '../policy.ts'
import { runView } from '../run-view.ts'
import { changeNotices, markSeen, noticesOf, unseenRuns } from './notice-queries.ts'

/** What waits to be told of runs that somebody started; not of one that they may not look at any more. */
export async function noticesFor(tx: Tx, catalogue: BulkCatalogue, actor: Actor): Promise<RunNotices> {
  const items: Run[] = []
  for (const id of await unseenRuns(tx, actor.accountId, actor.personId, mostNotices)) {
    const run = await runView(tx, catalogue, actor, id).catch(unlessNotSeen)
    if (run) items.push(run)
  }
  const hears = mayHearOfPauses(actor)
  return { items, sendingPause: hears ? await pauseInForce(tx, actor.accountId) : null }
}

function unlessNotSeen(error: unknown): null {
  if (error instanceof Problem && error.code === 'not-found') return null
  throw error
}

/** @throws Problem not-found for what is no run of theirs, or goes on */
export async function endSeen(tx: Tx, actor: Actor, runId: string): Promise<void> {
  if (!(await markSeen(tx, actor.accountId, actor.personId, runId))) throw new Problem('not-found')
}

export async function ownNotices(tx: Tx, { accountId, personId }: Actor): Promise<OwnNotices> {
  const row = await noticesOf(tx, accountId, personId)
  return {
    mailsFinishedRuns: row.mails_finished_runs,
    mailTo: row.email_verdict === 'ok' ? row.email : null,
  }
}

export async function changeOwnNotices(tx: Tx, actor: Actor, mails: boolean): Promise<OwnNotices> {
  if (await changeNotices(tx, actor.accountId, actor.personId, mails)) {
    const change = { field: 'mailsFinishedRuns', from: String(!mails), to: String(mails) }
    await record(tx, actedBy(actor), 'person.changed', { changes: [change] }, actor.personId)
  }
  return ownNotices(tx, actor)
}
