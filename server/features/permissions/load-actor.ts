import type { Tx } from '../../db/connect.ts'
import type { Actor } from './actor.ts'
import { permissionsGranted, type Template } from './granted.ts'
import { activeUserWithTemplate } from './queries.ts'

/** The person as they may act right now; null when they are not an active user of the account. */
export async function loadActor(tx: Tx, accountId: string, personId: string): Promise<Actor | null> {
  const user = await activeUserWithTemplate(tx, accountId, personId)
  return user ? toActor(accountId, personId, user) : null
}

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
  }
}
