import type { Tx } from '../../db/connect.ts'
import type { Actor } from '../permissions/index.ts'
import { accountSettings } from '../settings/index.ts'
import type { BulkAction } from './bulk-action.ts'
import { reasonOf } from './judge.ts'
import { judgeSubjects } from './queries.ts'
import type { Subject } from './subject.ts'

/** Judges one subject by an action's refusals, for the button in its row; null when there is no such one here. */
export async function judgeOne(
  tx: Tx,
  subject: Subject,
  action: BulkAction,
  actor: Actor,
  subjectId: string,
): Promise<{ reason: string | null } | null> {
  const account = await accountSettings(tx, actor.accountId)
  const [judged] = await judgeSubjects(
    subject.named(tx, actor.accountId, [subjectId]),
    reasonOf(action, { account, actor, input: {} }, null),
  )
  return judged ?? null
}
