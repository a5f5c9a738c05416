import { type Db, inAccount } from '../../db/connect.ts'
import { Problem, refuseFaults } from '../../lib/problem.ts'
import { record } from '../audit/index.ts'
import { endSent } from './end-by-hand.ts'
import { stateOf } from './join.ts'
import { findBySecret, invitationToJoin, lockPersonOf } from './join-queries.ts'
import { sha256Of } from './secret.ts'

/** Typed, in any case, so that nothing that only follows links and presses buttons declines for somebody. */
const words = new Set(['decline', 'отказ'])

/**
 * The invitee does not want to join: their link is dead, and nothing more is sent.
 *
 * @throws Problem not-found, link-not-usable, faulty-input
 */
export async function declineInvitation(db: Db, secret: string, word: string): Promise<void> {
  const found = await findBySecret(db, sha256Of(secret))
  if (!found) throw new Problem('not-found')
  const { accountId } = found
  await inAccount(db, accountId, async tx => {
    const seen = await invitationToJoin(tx, accountId, found.invitationId)
    if (!seen) throw new Problem('not-found')
    await lockPersonOf(tx, accountId, seen.person_id)
    const row = (await invitationToJoin(tx, accountId, found.invitationId))!
    if (stateOf(row) !== 'open') throw new Problem('link-not-usable')
    refuseFaults(words.has(word.trim().toLowerCase()) ? [] : [{ path: ['word'], reason: 'wrong-word' }])
    await endSent(tx, accountId, row.person_id, row.id, 'declined')
    await record(tx, { accountId, actorId: row.person_id }, 'invitation.declined', {}, row.person_id)
  })
}
