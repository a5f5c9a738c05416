import { enterAccount, type Tx } from '../../db/connect.ts'
import { record, recordForInstallation } from '../audit/index.ts'
import { type BulkCatalogue, endSendingRuns } from '../bulk/index.ts'
import { heldReason, holdOpenMessages, type MessageKind } from '../delivery/index.ts'
import { pauseSendingOfAll } from '../installation/index.ts'
import { decideFollowUps } from '../invitations/index.ts'
import type { Installation } from '../settings/index.ts'
import { endAllSignIns } from '../sign-in/index.ts'
import {
  accountIds,
  becomeRole,
  endSuperAdminSessions,
  forgetForgottenPasswords,
  insertRestoration,
} from './queries.ts'

/** @param secretPrint of the secret that the backup belongs to */
export type Restored = { id: string; madeAt: Date; secretPrint: string; now: Date }

/** For administrators, whatever their language: whoever restored is an operator. */
const pauseWords = (madeAt: Date) =>
  `Restored from the backup of ${madeAt.toISOString().slice(0, 16).replace('T', ' ')} UTC. Sending goes on once somebody has looked at what was sent since.`

/**
 * Makes a database that was just put back to an earlier moment fit to go on, in the transaction that puts it back, as
 * whoever owns its tables.
 *
 * The installation before went on after the backup: what waited then, or fell due since, it may have sent. So nothing
 * of it leaves by itself: every such message is unconfirmed, and runs that send are ended where they stood. Nobody stays
 * signed in, because who was inactivated since is active again.
 *
 * @returns how many messages are held
 */
export async function makeSafe(
  tx: Tx,
  {
    installation,
    catalogue,
    kinds,
  }: { installation: Installation; catalogue: BulkCatalogue; kinds: MessageKind[] },
  { id, madeAt, secretPrint, now }: Restored,
): Promise<number> {
  let held = 0
  await becomeRole(tx, 'muster_app')
  await forgetForgottenPasswords(tx)
  for (const accountId of await accountIds(tx)) {
    await enterAccount(tx, accountId)
    await record(tx, { accountId, actorId: null }, 'installation.restored', { madeAt: madeAt.toISOString() })
    await endAllSignIns(tx, accountId)
    await endSendingRuns(tx, catalogue, accountId)
    while ((await decideFollowUps(tx, installation, accountId, now)) > 0);
    held += await holdOpenMessages(tx, accountId, kinds, heldReason)
  }
  await becomeRole(tx, 'muster_operator')
  await recordForInstallation(tx, null, 'backup.restored', { madeAt: madeAt.toISOString() })
  await pauseSendingOfAll(tx, null, pauseWords(madeAt))
  await endSuperAdminSessions(tx)
  await becomeRole(tx, 'none')
  await insertRestoration(tx, { id, made_at: madeAt, secret_print: secretPrint, held_messages: held })
  return held
}
