import type { Permission } from '../../../contract/permissions.ts'
import type { Tx } from '../../db/connect.ts'
import type { Actor } from './actor.ts'
import { permissionsGranted, type Template } from './granted.ts'
import { activeUserWithTemplate } from './queries.ts'

/**
 * The person as they may act right now; null when they are not an active user of the account.
 *
 * @param scopes of the key that they act by, which allows no more than that; null for the person themselves
 */
export async function loadActor(
  tx: Tx,
  accountId: string,
  personId: string,
  scopes: readonly Permission[] | null = null,
): Promise<Actor | null> {
  const user = await activeUserWithTemplate(tx, accountId, personId)
  if (!user) return null
  const owner = toActor(accountId, personId, user)
  if (!scopes) return owner
  return { ...owner, scopes, permissions: new Set(scopes.filter(scope => owner.permissions.has(scope))) }
}

/** Who acts, as they may act by now: read again under a lock. */
export const loadAnew = (tx: Tx, { accountId, personId, scopes }: Actor): Promise<Actor | null> =>
  loadActor(tx, accountId, personId, scopes)

/** An active user, just read with their template, as somebody who acts. */
export function toActor(
  accountId: string,
  personId: string,
  user: Template & { first_name: string; last_name: string; email: string | null; template_id: string },
): Actor {
  return {
    accountId,
    personId,
    name: `${user.first_name} ${user.last_name}`.trim(),
    email: user.email,
    templateId: user.template_id,
    permissions: permissionsGranted(user),
    scopes: null,
  }
}
