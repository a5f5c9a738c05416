import type { RawBuilder, SqlBool } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { ChannelName } from './channel.ts'

/** A message of the ledger as claimed by this worker. */
export type ClaimedMessage = {
  id: string
  kind: string
  /** Which words it is written in, where that was decided when it was written. */
  template: string | null
  personId: string
  invitationId: string | null
  ordinal: number
  runId: string | null
  toAddress: string
  /** What the message tells them to sign in with. */
  userName: string
  toName: string
  greetingName: string
  language: 'en' | 'ru'
  senderId: string
  attempt: number
  /** It may have arrived already: a lost answer made it due once more. */
  isResend: boolean
  /** Of one that may have arrived already: when. Null for all others. */
  handedOverAt: Date | null
  createdAt: Date
  /** When the other side first said "later"; null where it never did. */
  deferredSince: Date | null
}

/** What became of a message for good. */
export type SettledMessage = {
  id: string
  personId: string
  invitationId: string | null
  ordinal: number
  runId: string | null
  /** The run that sent it once more. */
  resendRunId: string | null
  kind: string
  channel: ChannelName
  /** bounced: accepted, and then reported as not delivered. */
  state: 'accepted' | 'refused' | 'cancelled' | 'suppressed' | 'unconfirmed' | 'bounced'
  reason: string | null
  reply: string | null
}

/** What all messages of a batch share: one prepared MIME serves them all. */
export type MessageBatch = {
  accountId: string
  kind: string
  template: string | null
  ordinal: number
  language: 'en' | 'ru'
  senderId: string
  /** The moment that dates in it are counted from; null for now, by the database's clock. */
  at: Date | null
  /** Of a kind that is single: what the message is about. */
  about: string | null
}

export type MessageDescription = {
  template: string
  variables: Record<string, unknown>
  replyTo: { name: string; address: string } | null
  /** What a mail program shows as the list that it belongs to. */
  listName: string
}

/** What a feature says about the messages it causes; delivery knows no kind by name. */
export type MessageKind = {
  names: string[]
  /** Must hold at the fence, or the final dot is withheld. SQL over alias `m` (the message row), explicit in account_id. */
  stillWanted: RawBuilder<SqlBool>
  /** Why one is not wanted any more, SQL over the same alias; null where nothing more can be said. Asked only of those. */
  whyNotWanted?: RawBuilder<string | null>
  /** Each of its messages says something of its own in words: none shares a batch with one about another thing. */
  isSingle?: boolean
  /** Whoever gets it has asked for it themselves: it waits for no limit of sending, and no complaint of theirs keeps it back. */
  isAskedFor?: boolean
  /** Which template, and what all messages of a batch have in common. */
  describe(tx: Tx, batch: MessageBatch): Promise<MessageDescription>
  /** Values for the template's slots besides the greeting. */
  slots(accountId: string, message: ClaimedMessage): Record<string, string>
  /** Of reminders: where one POST stops them (List-Unsubscribe, one click). */
  stopUrl?(accountId: string, message: ClaimedMessage): string | undefined
  /** Called in the transaction that settles the messages, never twice with the same state. */
  settled(tx: Tx, accountId: string, messages: SettledMessage[]): Promise<void>
}

/** Names of the messages whose receivers ask for them. */
export const askedForAmong = (kinds: MessageKind[]): string[] =>
  kinds.filter(kind => kind.isAskedFor).flatMap(kind => kind.names)
