import type { Tx } from '../../db/connect.ts'

/** Every account, as the queue shows it. @param tx as operator */
export function accountsForQueue(tx: Tx) {
  return tx
    .selectFrom('account')
    .select([
      'id',
      'name',
      'suspended_at',
      'sending_paused_reason',
      'sending_paused_until',
      'sms_paused_reason',
      'sms_paused_until',
    ])
    .orderBy('created_at')
    .execute()
}
