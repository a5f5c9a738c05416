import type { Tx } from '../../db/connect.ts'
import { mayAssign, mayTouch } from '../directory/index.ts'
import { type Actor, defaultTemplateId, templatesOf } from '../permissions/index.ts'
import { findCandidates, type Judging, judgeStagedLines } from './judge-queries.ts'
import { analyzeStage, followMergedNames } from './staging-queries.ts'
import { refuseChanged, refuseTwins } from './twin-queries.ts'

/**
 * Judges the staged lines against the directory as it is now; changes nothing of it.
 *
 * @param isSecondLook of a file that was checked before: lines that would now do something else are refused
 */
export async function judgeLines(tx: Tx, actor: Actor, { isSecondLook }: { isSecondLook: boolean }) {
  await followMergedNames(tx, actor.accountId)
  await analyzeStage(tx)
  await findCandidates(tx, actor.accountId)
  await judgeStagedLines(tx, actor.accountId, await judgingOf(tx, actor))
  if (isSecondLook) await refuseChanged(tx)
  await refuseTwins(tx)
}

async function judgingOf(tx: Tx, actor: Actor): Promise<Judging> {
  const templates = await templatesOf(tx, actor.accountId)
  const assignable = templates.filter(template => mayAssign(actor, template))
  const defaultId = await defaultTemplateId(tx, actor.accountId)
  return {
    actorId: actor.personId,
    assignable: assignable.map(({ id }) => id),
    untouchable: templates.filter(template => !mayTouch(actor, template)).map(({ id }) => id),
    defaultTemplateId: assignable.find(({ id }) => id === defaultId)?.id ?? null,
  }
}
