import type { Tx } from '../../db/connect.ts'
import type { Actor } from '../permissions/index.ts'
import { accountSettings } from '../settings/index.ts'
import type { BulkAction } from './bulk-action.ts'
import { reasonOf } from './judge.ts'
import { judgePeople } from './queries.ts'

/** Judges one person by an action's refusals, for the button in their row; null when there is no such person here. */
export async function judgeOne(
  tx: Tx,
  action: BulkAction,
  actor: Actor,
  personId: string,
): Promise<{ reason: string | null } | null> {
  const account = await accountSettings(tx, actor.accountId)
  const [judged] = await judgePeople(
    tx,
    actor.accountId,
    [personId],
    reasonOf(action, { account, actor, input: {} }, null),
  )
  return judged ?? null
}
