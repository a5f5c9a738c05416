import { type Db, inAccount } from '../../db/connect.ts'
import { heldReason } from '../delivery/index.ts'
import { accountIds, countHeld } from './queries.ts'

/** How many messages, of all accounts, still wait for a person since a backup was restored. */
export async function heldMessages(db: Db): Promise<number> {
  let held = 0
  for (const accountId of await accountIds(db)) {
    held += await inAccount(db, accountId, tx => countHeld(tx, accountId, heldReason))
  }
  return held
}
