import type { Permission } from '../../../contract/permissions.ts'
import { Problem } from '../../lib/problem.ts'

/** Who acts: a person in one account, with what their template grants. Loaded anew for every request and every chunk of a run. */
export type Actor = {
  accountId: string
  personId: string
  name: string
  email: string | null
  templateId: string
  permissions: ReadonlySet<Permission>
  /** What the key of a program allows of them, whatever its owner may and whatever projects they are on; null for a person. */
  scopes: readonly Permission[] | null
}

/** As the audit log names who acts. @param runId where a run acts in their name */
export const actedBy = ({ accountId, personId }: Actor, runId: string | null = null) => ({
  accountId,
  actorId: personId,
  runId,
})

export const may = (actor: Actor, permission: Permission): boolean => actor.permissions.has(permission)

/** Who may do something: whoever has one permission, which can therefore be named to who has not. */
export type Policy = { (actor: Actor): boolean; readonly needs: Permission }

export const needs = (permission: Permission): Policy =>
  Object.assign((actor: Actor) => may(actor, permission), { needs: permission })

/** @throws Problem not-permitted, naming what is lacking */
export function refuseUnless(actor: Actor, policy: Policy): void {
  refuseWithout(actor, [policy.needs])
}

/** @throws Problem not-permitted, naming the first of the permissions that is lacking */
export function refuseWithout(actor: Actor, needed: readonly Permission[]): void {
  const lacking = needed.find(permission => !may(actor, permission))
  if (lacking) throw new Problem('not-permitted', { needs: lacking })
}

/**
 * Why something is not offered, as the API tells it: a code with words under `why-not.<code>`, and what is lacking, with words
 * under `needs.<permission>`.
 */
export type WhyNot = { whyNot: string; needs: Permission | null }
export const offered = { whyNot: null, needs: null }
export const notOffered = (whyNot: string): WhyNot => ({ whyNot, needs: null })
export const offeredTo = (actor: Actor, policy: Policy): WhyNot | typeof offered =>
  policy(actor) ? offered : { whyNot: 'not-permitted', needs: policy.needs }

/** For what more than one permission decides. @throws Problem not-permitted */
export function mustBe(allowed: boolean): void {
  if (!allowed) throw new Problem('not-permitted')
}

/** The signed-in person of a request. @throws Problem not-signed-in */
export function actorOf(request: { actor: Actor | null }): Actor {
  if (!request.actor) throw new Problem('not-signed-in')
  return request.actor
}
