import type { Tx } from '../../db/connect.ts'
import type { SettledMessage } from '../delivery/index.ts'
import { welcomesBeside } from './message-queries.ts'

/** What may still become, or already is, a message that arrived. */
const alive = ['queued', 'deferred', 'sending', 'dot', 'accepted', 'delivered']

/**
 * Of messages that settled, those that say what became of their invitation: by the method Both the first acceptance
 * decides, and a failure only when the other channel has failed too.
 *
 * Two channels settle in two transactions at once: the invitation's lock makes the second one see what the first wrote.
 */
export async function decisive(
  tx: Tx,
  accountId: string,
  messages: SettledMessage[],
): Promise<SettledMessage[]> {
  const lost = messages.filter(
    message => message.state === 'bounced' || (message.kind === 'welcome' && message.state !== 'accepted'),
  )
  if (!lost.length) return messages
  const beside = await welcomesBeside(tx, accountId, lost)
  return messages.filter(message => {
    if (!lost.includes(message)) return true
    const others = beside.filter(
      other => other.invitation_id === message.invitationId && other.channel !== message.channel,
    )
    return !others.some(
      other =>
        alive.includes(other.state) || (other.state === 'unconfirmed' && message.state !== 'unconfirmed'),
    )
  })
}
