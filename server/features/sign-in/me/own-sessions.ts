import type { OwnSession } from '../../../../contract/session.ts'
import type { Tx } from '../../../db/connect.ts'
import { Problem } from '../../../lib/problem.ts'
import { endSession } from '../sessions.ts'
import { liveSessionsOf } from './queries.ts'

/** Who asks, and in which session. */
export type InSession = { accountId: string; personId: string; sessionId: string }

export async function listOwnSessions(
  tx: Tx,
  { accountId, personId, sessionId }: InSession,
): Promise<OwnSession[]> {
  const sessions = await liveSessionsOf(tx, accountId, personId)
  return sessions.map(session => ({
    id: session.id,
    startedAt: session.created_at.toISOString(),
    seenAt: session.seen_at.toISOString(),
    browser: session.browser,
    isThis: session.id === sessionId,
  }))
}

/** @throws Problem not-found also for the session of somebody else */
export async function endOwnSession(
  tx: Tx,
  { accountId, personId }: InSession,
  sessionId: string,
): Promise<void> {
  const [own] = await liveSessionsOf(tx, accountId, personId, sessionId)
  if (!own) throw new Problem('not-found')
  await endSession(tx, accountId, sessionId)
}
