import type { Tx } from '../../db/connect.ts'
import { insertMessages } from './queries.ts'

export type NewMessage = {
  id: string
  personId: string
  invitationId: string | null
  kind: string
  ordinal: number
  runId: string | null
  senderId: string
  dueAt: Date
  isUrgent: boolean
  /** Recorded as cancelled for this reason, never sent; null for a message that is to be sent. */
  notSentBecause: string | null
  /** Where it goes; else to the person's own address, which their account may have written. */
  toAddress?: string
}

/**
 * Writes messages into the ledger, in the transaction that causes them; a sweep sends them once they are due.
 *
 * The address, the name and the language are taken from the person now and kept: what was sent stays on record.
 * A follow-up that exists already is left as it is. @returns ids written
 */
export function writeMessages(tx: Tx, accountId: string, messages: NewMessage[]): Promise<string[]> {
  return messages.length ? insertMessages(tx, accountId, messages) : Promise.resolve([])
}
