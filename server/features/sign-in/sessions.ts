import { createHash, randomBytes } from 'node:crypto'
import type { Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { record } from '../audit/index.ts'
import {
  endEveryReset,
  endEverySession,
  endSessionById,
  endSessionsByPerson,
  insertSession,
} from './queries.ts'

const tokenBytes = 32

/** Signs a person in. @param who with the name of their browser @returns the token for their cookie; only its SHA-256 is stored */
export async function startSession(
  tx: Tx,
  who: { accountId: string; personId: string; loginId: string; browser?: string | null },
): Promise<string> {
  const token = randomBytes(tokenBytes).toString('base64url')
  await insertSession(tx, {
    account_id: who.accountId,
    id: newId(),
    token_sha256: createHash('sha256').update(token).digest(),
    login_id: who.loginId,
    person_id: who.personId,
    browser: who.browser ?? null,
  })
  await record(tx, { accountId: who.accountId, actorId: who.personId }, 'session.started', {})
  return token
}

export async function endSession(tx: Tx, accountId: string, sessionId: string): Promise<void> {
  const ended = await endSessionById(tx, accountId, sessionId)
  if (ended) await record(tx, { accountId, actorId: ended.person_id }, 'session.ended', {})
}

/** Ends every session of these people in this account; their sessions in other accounts go on. */
export async function endSessionsOf(tx: Tx, accountId: string, personIds: string[]): Promise<void> {
  await endSessionsByPerson(tx, accountId, personIds)
}

/** Everybody of the account signs in anew, and links to a new password work no more. */
export async function endAllSignIns(tx: Tx, accountId: string): Promise<void> {
  await endEverySession(tx, accountId)
  await endEveryReset(tx, accountId)
}
