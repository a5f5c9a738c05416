import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { SettledMessage } from './message-kind.ts'
import { settledOf } from './queries.ts'

export async function holdOpen(
  tx: Tx,
  accountId: string,
  reason: string,
  limit: number,
): Promise<SettledMessage[]> {
  const { rows } = await sql<SettledMessage>`
    with open as (select id from message where account_id = ${accountId} and is_open order by id limit ${limit} for update)
    update message m set state = 'unconfirmed', reason = ${reason}, owner = null, lease_until = null, answered_at = now()
    from open where m.account_id = ${accountId} and m.id = open.id
    returning ${settledOf('m')}
  `.execute(tx)
  return rows
}

/** Of a reminder that a later one has overtaken meanwhile nobody wants both: only the latest goes out. */
async function passOverHeld(tx: Tx, accountId: string, reason: string): Promise<void> {
  await sql`
    update message m set state = case when m.dot_at is null then 'cancelled'::message_state else m.state end,
      reason = case when m.dot_at is null then 'passed-over' else 'answer-not-heard' end
    where m.account_id = ${accountId} and m.state = 'unconfirmed' and m.reason = ${reason}
      and exists (select from message later where later.account_id = m.account_id and later.person_id = m.person_id
        and later.invitation_id = m.invitation_id and later.kind = m.kind and later.channel = m.channel
        and later.ordinal > m.ordinal and later.state <> 'cancelled')`.execute(tx)
}

/** Puts them back into the queue. One that had passed the fence before may have arrived, so it counts as sent once more. @returns what each is about */
export async function requeueHeld(
  tx: Tx,
  accountId: string,
  reason: string,
): Promise<{ invitationId: string | null }[]> {
  await passOverHeld(tx, accountId, reason)
  return tx
    .updateTable('message')
    .set({
      state: 'queued',
      is_resend: sql<boolean>`is_resend or dot_at is not null`,
      reason: null,
      answered_at: null,
      deferred_since: null,
    })
    .where('account_id', '=', accountId)
    .where('state', '=', 'unconfirmed')
    .where('reason', '=', reason)
    .returning('invitation_id as invitationId')
    .execute()
}
