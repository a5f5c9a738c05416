import type { Tx } from '../../db/connect.ts'
import { cameBack, type SettledMessage } from '../delivery/index.ts'
import { inDoubtAgain, markWaitingAgain } from './came-back-queries.ts'
import { messagesBeside } from './message-queries.ts'

/** Whoever complains of it has it. */
const arrived = ['accepted', 'delivered', 'complained']

/**
 * Of messages that settled, those that say what became of their invitation: by the method Both the first acceptance
 * decides, and a failure only when the other channel has failed too. Where what had decided has come back, and the other is still
 * on its way, the invitation waits for that. Where of the other it is not known, it is not known of the invitation.
 *
 * Two channels settle in two transactions at once: the invitation's lock makes the second one see what the first wrote.
 *
 * @returns outdone: those that decide nothing, as far as they end the run that sent them once more
 */
export async function decisive(
  tx: Tx,
  accountId: string,
  messages: SettledMessage[],
): Promise<{ messages: SettledMessage[]; outdone: SettledMessage[] }> {
  const lost = new Set(
    messages.filter(
      message => cameBack(message) || (message.kind === 'welcome' && message.state !== 'accepted'),
    ),
  )
  if (!lost.size) return { messages, outdone: [] }
  const beside = await messagesBeside(tx, accountId, [...lost])
  const deciding: SettledMessage[] = []
  const outdone: SettledMessage[] = []
  const waiting: { id: string; isUnconfirmed: boolean }[] = []
  for (const message of messages) {
    const theirs = lost.has(message)
      ? beside.filter(
          other => other.invitation_id === message.invitationId && other.channel !== message.channel,
        )
      : []
    // A reminder that came back tells that its welcome message reaches nobody either.
    const isGone = theirs.some(other => other.kind === 'follow-up' && cameBack(other))
    const others = isGone ? [] : theirs.filter(({ kind }) => kind === 'welcome')
    const areIn = (states: string[]) => others.some(other => states.includes(other.state))
    const hasArrived = areIn(arrived)
    const isComing = others.some(other => other.isComing)
    const isUnconfirmed = !isComing && areIn(['unconfirmed'])
    if (cameBack(message) && !hasArrived && (isComing || isUnconfirmed))
      waiting.push({ id: message.invitationId!, isUnconfirmed })
    if (hasArrived || isComing) {
      const isShared = others.some(other => other.resend_run_id === message.resendRunId)
      if (message.resendRunId && !isShared) outdone.push({ ...message, runId: null })
    } else if (isUnconfirmed && message.state !== 'unconfirmed')
      deciding.push({ ...message, state: 'unconfirmed', reason: 'answer-not-heard', reply: null })
    else deciding.push(message)
  }
  if (waiting.length) await markWaitingAgain(tx, accountId, waiting)
  return { messages: deciding, outdone }
}

/** What stands again, now that the newer invitation of these messages is over, and may have come back meanwhile. */
export async function waitAgain(tx: Tx, accountId: string, over: { personId: string }[]): Promise<void> {
  if (!over.length) return
  const people = over.map(({ personId }) => personId)
  const lost = await inDoubtAgain(tx, accountId, people)
  if (lost.length) await markWaitingAgain(tx, accountId, lost)
}
