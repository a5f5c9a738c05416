import type { Tx } from '../../db/connect.ts'
import type { SettledMessage } from '../delivery/index.ts'
import { decisive, waitAgain } from './decisive.ts'
import { markUnconfirmed, restorePrevious } from './queries.ts'

/**
 * Takes invitations back whose messages were called back before they left: state, secret and clock are as they were. Where the message by
 * the other channel is in somebody's hands right now the invitation stays, and that one decides; where its answer was
 * lost, or that of a first copy, it is not known.
 *
 * @returns what their run items settle by
 */
export async function takeBackInvitations(
  tx: Tx,
  accountId: string,
  calledBack: SettledMessage[],
): Promise<SettledMessage[]> {
  const { messages } = await decisive(tx, accountId, calledBack)
  const idsIn = (state: SettledMessage['state']) =>
    messages.flatMap(message => (message.state === state && message.invitationId) || [])
  await restorePrevious(tx, accountId, idsIn('cancelled'))
  await waitAgain(tx, accountId, messages)
  const unconfirmed = idsIn('unconfirmed')
  if (unconfirmed.length) await markUnconfirmed(tx, accountId, unconfirmed)
  return messages
}
