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
}

/** As the audit log names who acts. @param runId where a run acts in their name */
export const actedBy = ({ accountId, personId }: Actor, runId: string | null = null) => ({
  accountId,
  actorId: personId,
  runId,
})

export const may = (actor: Actor, permission: Permission): boolean => actor.permissions.has(permission)

/** @throws Problem not-permitted */
export function mustBe(allowed: boolean): void {
  if (!allowed) throw new Problem('not-permitted')
}

/** The signed-in person of a request. @throws Problem not-signed-in */
export function actorOf(request: { actor: Actor | null }): Actor {
  if (!request.actor) throw new Problem('not-signed-in')
  return request.actor
}
