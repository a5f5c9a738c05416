import type { Tx } from '../../db/connect.ts'
import { record, recordEachOwn } from '../audit/index.ts'
import type { RunInHand } from '../bulk/index.ts'
import type { Succession } from '../directory/index.ts'
import { actedBy } from '../permissions/index.ts'
import {
  eventsOf,
  giveBack,
  goesToWhoIsNotOnProject,
  goesToWhoLeft,
  type HandedOver,
  handOver,
} from './succession-queries.ts'

/** Open items of people who leave: left as they are, or handed to successors tool by tool. Source: seed 002. */
export const openItemsSuccession: Succession = {
  refusals: {
    'successor-inactive': ({ actor, input }) => goesToWhoLeft(actor.accountId, input),
    'successor-not-on-project': ({ state, actor, input }) =>
      input.addToProjects ? state.lit(false) : goesToWhoIsNotOnProject(actor.accountId, input),
  },

  async handOver(tx, personIds, run) {
    await recordHandedOver(tx, run, await handOver(tx, run.accountId, run.id, personIds, run.input))
  },

  async takeBack(tx, personIds, undone, run) {
    const { given, left } = await giveBack(tx, run.accountId, { undone, runId: run.id }, personIds)
    await recordHandedOver(tx, run, given)
    return left.map(({ from_id, items }) => ({ subjectId: from_id, note: items }))
  },
}

/** On the record of each person: to whom their items went, and which projects these were added to for it. */
export async function recordHandedOver(tx: Tx, run: RunInHand<unknown>, given: HandedOver[]): Promise<void> {
  if (!given.length) return
  const by = actedBy(run.actor, run.id)
  await recordEachOwn(tx, by, 'open-items.reassigned', eventsOf(given))
  for (const { to_id, added_to } of new Map(given.map(one => [one.to_id, one])).values())
    for (const project of added_to)
      await record(tx, by, 'project.person-added', { ...project, template: null }, to_id)
}
