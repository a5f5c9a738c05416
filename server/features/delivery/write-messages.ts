import type { Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import type { VerificationMethod } from '../settings/index.ts'
import { insertMessages } from './queries.ts'

export type NewMessage = {
  id: string
  personId: string
  invitationId: string | null
  kind: string
  ordinal: number
  runId: string | null
  senderId: string
  /** Null: at once. */
  dueAt: Date | null
  isUrgent: boolean
  /** Recorded as cancelled for this reason, never sent; null for a message that is to be sent. */
  notSentBecause: string | null
  /** Which words it is written in; without it its kind decides when it is sent. */
  template?: string
  /** If it has not left by then it waits, until somebody says how long; null or left out for one that may leave at any time. */
  leaveUntil?: Date | null
  /** Where it goes, a number with + by SMS; else to the person's own addresses, which their account may have written. */
  toAddress?: string
}

/** As written: by the method Both one message becomes two, the second with an id of its own. */
export type IdentifiedMessage = NewMessage & { secondId: string | null }

/**
 * Writes messages into the ledger, in the transaction that causes them; a sweep sends them once they are due.
 *
 * Channel, address, name and language are taken from the person now and kept: what was sent stays on record. Who cannot
 * be reached by the method any more has a message that says why it was not sent. A follow-up that exists already is left
 * as it is.
 * @param method by which channels; as the account has it and the installation can
 */
export async function writeMessages(
  tx: Tx,
  accountId: string,
  messages: NewMessage[],
  method: VerificationMethod,
): Promise<void> {
  if (!messages.length) return
  const identified = messages.map(message => ({ ...message, secondId: method === 'both' ? newId() : null }))
  await insertMessages(tx, accountId, identified, method)
}
