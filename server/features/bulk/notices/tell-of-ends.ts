import type { Tx } from '../../../db/connect.ts'
import { newId } from '../../../lib/ids.ts'
import { writeMessages } from '../../delivery/index.ts'
import { thoseWhoWantMail } from './notice-queries.ts'

/** A run that has just ended. @property isNews that it took long, and that who started it did not end it themselves */
export type EndedRun = { id: string; actor_id: string; isNews: boolean }

/**
 * Writes to those who want it that their runs are finished. In the transaction that finishes them: so it is written once,
 * whoever crashes.
 */
export async function tellOfEnds(tx: Tx, accountId: string, ended: EndedRun[]): Promise<void> {
  const news = ended.filter(run => run.isNews)
  if (!news.length) return
  const wanting = await thoseWhoWantMail(
    tx,
    accountId,
    news.map(run => run.actor_id),
  )
  const messages = news
    .filter(run => wanting.has(run.actor_id))
    .map(run => ({
      id: newId(),
      personId: run.actor_id,
      // What the message is about; none of its run's items waits for it.
      invitationId: run.id,
      kind: 'run-finished',
      ordinal: 0,
      runId: null,
      senderId: run.actor_id,
      dueAt: null,
      isUrgent: true,
      notSentBecause: null,
    }))
  await writeMessages(tx, accountId, messages, 'email-only')
}
