import type { Tx } from '../../db/connect.ts'
import { record, recordEach } from '../audit/index.ts'
import type { RunInHand } from '../bulk/index.ts'
import type { Succession } from '../directory/index.ts'
import { actedBy } from '../permissions/index.ts'
import {
  giveBack,
  givenIn,
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
    const left = await giveBack(tx, run.accountId, { undone, runId: run.id }, personIds)
    await recordGivenBack(tx, run, personIds)
    return left.map(({ from_id, items }) => ({ subjectId: from_id, note: items }))
  },
}

/** On the record of each person: to whom their items went, and which projects these were added to for it. */
export async function recordHandedOver(tx: Tx, run: RunInHand<unknown>, given: HandedOver[]): Promise<void> {
  const by = actedBy(run.actor, run.id)
  for (const [toId, ones] of Map.groupBy(given, one => one.to_id)) {
    const [{ to_name: to, added_to: projects }] = ones as [HandedOver]
    const people = ones.map(one => one.from_id)
    await recordEach(tx, by, 'open-items.reassigned', { toId, to }, people)
    for (const project of projects)
      await record(tx, by, 'project.person-added', { ...project, template: null }, toId)
  }
}

/** The same of what an undoing run gave back to people. */
export const recordGivenBack = async (tx: Tx, run: RunInHand<unknown>, personIds: string[]): Promise<void> =>
  recordHandedOver(tx, run, await givenIn(tx, run.accountId, run.id, personIds))
