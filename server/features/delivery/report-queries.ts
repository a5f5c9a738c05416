import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import type { ChannelName } from './channel.ts'
import type { SettledMessage } from './message-kind.ts'
import { settledColumns } from './queries.ts'

/** It was handed over and nothing is known of it, also while it waits to be sent once more: what is reported of it is news. */
export const isInDoubt = sql<boolean>`(state = 'unconfirmed' or (is_open and dot_at is not null))`

/** It arrived, so it was accepted, whether or not the answer was heard. @returns it, where that was not known */
export async function acceptedAfterAll(
  tx: Tx,
  accountId: string,
  channel: ChannelName,
  messageId: string,
): Promise<SettledMessage[]> {
  const { rows } = await sql<SettledMessage>`
    update message set state = 'accepted', reason = null, owner = null, lease_until = null, answered_at = now()
    where account_id = ${accountId} and id = ${messageId} and channel = ${channel} and ${isInDoubt}
    returning ${settledColumns}
  `.execute(tx)
  return rows
}

/** @param reply where the report has words; else those with which it was accepted stay */
export async function markDelivered(
  tx: Tx,
  accountId: string,
  channel: ChannelName,
  messageId: string,
  reply: string,
): Promise<void> {
  await tx
    .updateTable('message')
    .set({ state: 'delivered', ...(reply && { reply }) })
    .where('account_id', '=', accountId)
    .where('id', '=', messageId)
    .where('channel', '=', channel)
    .where('state', '=', 'accepted')
    .execute()
}

/** A mail server may say "delivered" and find out later that it was not. @returns it, unless it had not left, or is settled otherwise already */
export async function markBounced(
  tx: Tx,
  accountId: string,
  channel: ChannelName,
  messageId: string,
  reason: string,
  reply: string,
): Promise<(SettledMessage & { toAddress: string })[]> {
  const { rows } = await sql<SettledMessage & { toAddress: string }>`
    update message set state = 'bounced', reason = ${reason}, reply = ${reply}, owner = null, lease_until = null, answered_at = now()
    where account_id = ${accountId} and id = ${messageId} and channel = ${channel}
      and (${isInDoubt} or state = 'accepted' or (channel = 'email' and state = 'delivered'))
    returning ${settledColumns}, to_address as "toAddress"
  `.execute(tx)
  return rows
}

export async function messageOfGateway(
  db: Db,
  reference: string,
  toNumber: string,
): Promise<{ accountId: string; messageId: string } | null> {
  const { rows } = await sql<{ accountId: string; messageId: string }>`
    select account_id as "accountId", message_id as "messageId" from message_of_gateway(${reference}, ${toNumber})
  `.execute(db)
  return rows[0] ?? null
}

/** Whether an SMS to that number is handed over, and what the gateway answered not noted yet. */
export async function isAnswerAwaited(tx: Tx, accountId: string, toNumber: string): Promise<boolean> {
  const awaited = await tx
    .selectFrom('message')
    .select('id')
    .where('account_id', '=', accountId)
    .where('to_address', '=', toNumber)
    .where('channel', '=', 'sms')
    .where('state', '=', 'dot')
    .limit(1)
    .executeTakeFirst()
  return awaited !== undefined
}
