import type { Tx } from '../../db/connect.ts'
import { requeueUnconfirmed } from './queries.ts'

/**
 * Sends the messages of a person's invitation whose answer was lost once more, identical, because somebody decided so.
 *
 * @returns whether there were any
 */
export async function resendUnconfirmed(
  tx: Tx,
  accountId: string,
  personId: string,
  invitationId: string,
): Promise<boolean> {
  return (await requeueUnconfirmed(tx, accountId, personId, invitationId)) > 0
}
