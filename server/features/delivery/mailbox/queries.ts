import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import type { ChannelName } from '../channel.ts'

/** More than the headers of any message that Muster writes. */
const headerBytes = 16 * 1024
const keptDays = 30

export type StoredMessage = {
  id: string
  channel: ChannelName
  envelope_from: string
  envelope_to: string[]
  raw: Buffer
}

/** Keeps messages, and forgets those of long ago: nobody looks after this mailbox. */
export async function insertMailboxMessages(db: Db, messages: StoredMessage[]): Promise<void> {
  if (messages.length === 0) return
  await db
    .deleteFrom('mailbox_message')
    .where('received_at', '<', sql<Date>`now() - make_interval(days => ${keptDays})`)
    .execute()
  await db.insertInto('mailbox_message').values(messages).execute()
}

/** Newest first, with the beginning of each; `place` is the exact moment, finer than a Date. */
export function mailboxRows(db: Db, limit: number, after: { place: string; id: string } | null) {
  return db
    .selectFrom('mailbox_message')
    .select([
      'id',
      sql<ChannelName>`channel`.as('channel'),
      'received_at',
      'envelope_from',
      'envelope_to',
      sql<string>`received_at::text`.as('place'),
      sql<Buffer>`substring(raw from 1 for ${headerBytes})`.as('beginning'),
    ])
    .$if(after !== null, query =>
      query.where(sql<boolean>`(received_at, id) < (${after!.place}::timestamptz, ${after!.id}::uuid)`),
    )
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export function mailboxMessageById(db: Db, id: string) {
  return db
    .selectFrom('mailbox_message')
    .select(['id', 'channel', 'received_at', 'envelope_from', 'envelope_to', 'raw'])
    .where('id', '=', id)
    .executeTakeFirst()
}
