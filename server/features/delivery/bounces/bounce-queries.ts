import { sql } from 'kysely'
import type { Db, Tx } from '../../../db/connect.ts'
import { isInDoubt } from '../report-queries.ts'

export async function accountOfMessage(db: Db, messageId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`select account_of_message(${messageId}) as id`.execute(db)
  return rows[0]?.id ?? null
}

const reportable = ['accepted', 'delivered', 'bounced', 'complained'] as const

/** Locks an e-mail that left, so that its reports come one after the other. @returns undefined where it is none, or never left */
export function lockReported(tx: Tx, accountId: string, messageId: string) {
  return tx
    .selectFrom('message')
    .select(['to_address', 'state'])
    .where('account_id', '=', accountId)
    .where('id', '=', messageId)
    .where('channel', '=', 'email')
    .where(where => where.or([isInDoubt, where('state', 'in', reportable)]))
    .forUpdate()
    .executeTakeFirst()
}

/** @returns false where the same was reported before */
export async function insertReport(
  tx: Tx,
  accountId: string,
  report: { messageId: string; outcome: string; status: string; reason: string | null },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('message_report')
    .values({
      account_id: accountId,
      message_id: report.messageId,
      outcome: report.outcome,
      status: report.status,
      reason: report.reason,
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0) > 0
}

export async function markComplained(
  tx: Tx,
  accountId: string,
  messageId: string,
  reason: string,
): Promise<void> {
  await tx
    .updateTable('message')
    .set({ state: 'complained', reason })
    .where('account_id', '=', accountId)
    .where('id', '=', messageId)
    .where('state', 'in', ['accepted', 'delivered'])
    .execute()
}

/** Counts what was made of a report, whoever sent it. */
export async function countReport(db: Db, verdict: string): Promise<void> {
  await sql`
    insert into mail_report_count (verdict, reports) values (${verdict}, 1)
    on conflict (verdict) do update set reports = mail_report_count.reports + 1, last_at = now()`.execute(db)
}

/** @param tx as operator */
export function reportCounts(tx: Tx) {
  return tx
    .selectFrom('mail_report_count')
    .select(['verdict', 'reports', 'last_at'])
    .orderBy('verdict')
    .execute()
}
