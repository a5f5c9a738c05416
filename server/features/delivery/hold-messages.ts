import type { Tx } from '../../db/connect.ts'
import { holdOpen } from './hold-queries.ts'
import type { MessageKind } from './message-kind.ts'
import { tellKinds } from './tell-kinds.ts'

/** Messages settled at once. */
const batchSize = 5_000

/** Makes every message that is not settled unconfirmed: somebody else may have sent it. @returns how many */
export async function holdOpenMessages(
  tx: Tx,
  accountId: string,
  kinds: MessageKind[],
  reason: string,
): Promise<number> {
  let held = 0
  for (let more = batchSize; more === batchSize; held += more) {
    const messages = await holdOpen(tx, accountId, reason, batchSize)
    await tellKinds(tx, accountId, kinds, messages)
    more = messages.length
  }
  return held
}
