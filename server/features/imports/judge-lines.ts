import type { Tx } from '../../db/connect.ts'
import { mayAssign, mayTouch } from '../directory/index.ts'
import { type Actor, templatesOf } from '../permissions/index.ts'
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

/** What a line without a template gets. */
const defaultTemplateName = 'read only'

async function judgingOf(tx: Tx, actor: Actor): Promise<Judging> {
  const templates = await templatesOf(tx, actor.accountId)
  const assignable = templates.filter(template => mayAssign(actor, template))
  const byName = assignable.find(({ name }) => name.toLowerCase() === defaultTemplateName)
  // Under whatever name: the one that grants least but lets its holder in.
  const weakest = assignable.findLast(template => template.directory_level === 'read_only')
  return {
    actorId: actor.personId,
    assignable: assignable.map(({ id }) => id),
    untouchable: templates.filter(template => !mayTouch(actor, template)).map(({ id }) => id),
    defaultTemplateId: (byName ?? weakest)?.id ?? null,
  }
}
