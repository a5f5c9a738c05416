import type { Tx } from '../../db/connect.ts'

export function accountRow(tx: Tx, accountId: string) {
  return tx.selectFrom('account').selectAll().where('id', '=', accountId).executeTakeFirstOrThrow()
}
