import type { Tx } from '../../db/connect.ts'
import type { SettledMessage } from '../delivery/index.ts'
import { markWaitingAgain } from './came-back-queries.ts'
import { welcomesBeside } from './message-queries.ts'

/** What may still become a message that arrived, and what already is one. */
const onItsWay = ['queued', 'deferred', 'sending', 'dot']
const arrived = ['accepted', 'delivered']
const alive = [...onItsWay, ...arrived]

/**
 * Of messages that settled, those that say what became of their invitation: by the method Both the first acceptance
 * decides, and a failure only when the other channel has failed too. Where what had decided has come back, and the other is still
 * on its way, the invitation waits for that.
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
  const othersOf = (message: SettledMessage) =>
    beside.filter(other => other.invitation_id === message.invitationId && other.channel !== message.channel)
  const waiting = lost.flatMap(message => {
    const states = othersOf(message).map(other => other.state)
    const isUnconfirmed = !states.some(state => onItsWay.includes(state)) && states.includes('unconfirmed')
    const waits = message.state === 'bounced' && !states.some(state => arrived.includes(state))
    return waits && (isUnconfirmed || states.some(state => onItsWay.includes(state)))
      ? [{ id: message.invitationId!, isUnconfirmed }]
      : []
  })
  if (waiting.length) await markWaitingAgain(tx, accountId, waiting)
  return messages.filter(message => {
    if (!lost.includes(message)) return true
    return !othersOf(message).some(
      other =>
        alive.includes(other.state) || (other.state === 'unconfirmed' && message.state !== 'unconfirmed'),
    )
  })
}
