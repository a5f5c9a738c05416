import { type InactivationInput, successorsOf } from '../../../../contract/inactivation.ts'
import type { Fault } from '../../../../contract/problems.ts'
import type { Tx } from '../../../db/connect.ts'
import { type Actor, may } from '../../permissions/index.ts'
import { activeUsersAmong, isDayAhead } from './inactivation-queries.ts'

/** What is wrong with successors and day, all of it. That one of them is selected is their own refusal. */
export async function faultsOfInactivation(tx: Tx, actor: Actor, input: InactivationInput): Promise<Fault[]> {
  const faults = await faultsOfSuccessors(tx, actor, input)
  if (input.on && !(await isDayAhead(tx, actor.accountId, input.on)))
    faults.push({ path: ['on'], reason: 'day-not-ahead' })
  return faults
}

/** Whoever takes something over is an active user, and is added to projects only by who may do that. */
export async function faultsOfSuccessors(
  tx: Tx,
  actor: Actor,
  input: Pick<InactivationInput, 'successor' | 'successors' | 'addToProjects'>,
): Promise<Fault[]> {
  const active = new Set(await activeUsersAmong(tx, actor.accountId, successorsOf(input)))
  const places = [
    ...(input.successor ? [{ path: ['successor'], id: input.successor }] : []),
    ...Object.entries(input.successors ?? {}).map(([tool, id]) => ({ path: ['successors', tool], id })),
  ]
  const faults: Fault[] = places
    .filter(({ id }) => !active.has(id))
    .map(({ path }) => ({ path, reason: 'successor-not-active' }))
  if (input.addToProjects && !may(actor, 'projects.edit'))
    faults.push({ path: ['addToProjects'], reason: 'may-not-add-to-projects' })
  return faults
}
