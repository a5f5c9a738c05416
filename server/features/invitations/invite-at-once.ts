import { type Tx, wakeWorkers } from '../../db/connect.ts'
import { Problem } from '../../lib/problem.ts'
import { record } from '../audit/index.ts'
import { type BulkAction, judgeOne } from '../bulk/index.ts'
import { requeueUnconfirmed } from '../delivery/index.ts'
import { users } from '../directory/index.ts'
import { type Actor, actedBy, refuseUnless } from '../permissions/index.ts'
import type { Installation } from '../settings/index.ts'
import { sendAgainToUsers } from './bulk/send-again-to-users.ts'
import { lockPersonOf } from './join-queries.ts'
import { noteRefusals } from './note-refusals.ts'
import { openInvitations } from './open-invitations.ts'
import { mayInvite } from './policy.ts'
import { clearUnconfirmed } from './queries.ts'

/**
 * Invites one user, before all that runs send. Where the answer to their message was lost, the identical message goes once more:
 * same secret, same Message-ID. Judged by the refusals of the bulk actions.
 *
 * @returns null, or the reason why they were not invited; what is wrong with their addresses is then noted on them
 * @throws Problem not-permitted, not-found
 */
export async function inviteAtOnce(
  tx: Tx,
  installation: Installation,
  action: BulkAction,
  actor: Actor,
  personId: string,
): Promise<string | null> {
  refuseUnless(actor, mayInvite)
  await lockPersonOf(tx, actor.accountId, personId)
  const judged = await judgeOne(tx, users, action, actor, personId)
  if (!judged) throw new Problem('not-found')
  if (judged.reason === 'already-waiting') {
    const whyNot = await sendAgain(tx, actor, personId)
    return whyNot === 'not-unconfirmed' ? judged.reason : whyNot
  }
  if (judged.reason !== null) {
    await noteRefusals(tx, actor.accountId, [{ subjectId: personId, reason: judged.reason }])
    return judged.reason
  }
  await openInvitations(tx, installation, actor.accountId, [personId], {
    actorId: actor.personId,
    runId: null,
    dueAt: null,
    isUrgent: true,
  })
  await wakeWorkers(tx)
  return null
}

/**
 * Sends the identical message once more where its answer was lost. The person is locked by the caller.
 *
 * @returns null, or the reason why not
 */
export async function sendAgain(tx: Tx, actor: Actor, personId: string): Promise<string | null> {
  const judged = await judgeOne(tx, users, sendAgainToUsers, actor, personId)
  if (!judged) throw new Problem('not-found')
  if (judged.reason !== null) return judged.reason
  const whose = { personIds: [personId], runId: null, dueAt: null, isUrgent: true }
  await clearUnconfirmed(tx, actor.accountId, await requeueUnconfirmed(tx, actor.accountId, whose))
  await record(tx, actedBy(actor), 'message.sent-again', {}, personId)
  await wakeWorkers(tx)
  return null
}
