import { type Db, inAccount, wakeWorkers } from '../../db/connect.ts'
import { heldReason, requeueHeld } from '../delivery/index.ts'
import { clearUnconfirmed } from '../invitations/index.ts'
import { accountIds } from './queries.ts'

/**
 * Puts what a restore held back into the queue, because somebody knows that the installation before sent nothing after the
 * backup. What no longer stands (joined, inactive, invited again) is withheld at the fence as ever.
 *
 * @returns how many
 */
export async function sendHeld(db: Db): Promise<number> {
  let sent = 0
  for (const accountId of await accountIds(db)) {
    sent += await inAccount(db, accountId, async tx => {
      const held = await requeueHeld(tx, accountId, heldReason)
      await clearUnconfirmed(
        tx,
        accountId,
        held.flatMap(({ invitationId }) => invitationId ?? []),
      )
      await wakeWorkers(tx)
      return held.length
    })
  }
  return sent
}
