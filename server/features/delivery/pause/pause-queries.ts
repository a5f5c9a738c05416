import { sql } from 'kysely'
import type { SendingPause } from '../../../../contract/run-notices.ts'
import type { Tx } from '../../../db/connect.ts'

/** Why messages of the account wait although they are due; null where none waits, or none for that. E-mail is told before SMS. */
export async function pauseInForce(tx: Tx, accountId: string): Promise<SendingPause | null> {
  const { rows } = await sql<{ reason: string; until: Date | null }>`
    select p.reason, p.until from account a
    cross join lateral (values ('email', a.sending_paused_reason, a.sending_paused_until),
                               ('sms', a.sms_paused_reason, a.sms_paused_until)) p(channel, reason, until)
    where a.id = ${accountId} and p.reason is not null
      and exists (select from message m where m.account_id = a.id and m.channel = p.channel and m.is_open and m.due_at <= now())
    order by p.channel limit 1`.execute(tx)
  const [row] = rows
  return row ? { reason: row.reason, nextTryAt: row.until?.toISOString() ?? null } : null
}

/** Lets a paused channel try at once. Its reason stands until a message gets through. @returns whether one was waiting to try */
export async function endWait(tx: Tx, accountId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update account set
      sending_paused_until = case when sending_paused_until is not null then least(sending_paused_until, now()) end,
      sms_paused_until = case when sms_paused_until is not null then least(sms_paused_until, now()) end
    where id = ${accountId} and (sending_paused_until > now() or sms_paused_until > now())`.execute(tx)
  return Number(numAffectedRows ?? 0) > 0
}
