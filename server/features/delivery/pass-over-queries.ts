import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { NewMessage } from './write-messages.ts'

/**
 * Passes over what still waits to leave, because the mail server was away, where a later one of the same kind is to be sent
 * about the same invitation.
 */
export async function passOverWaiting(tx: Tx, accountId: string, messages: NewMessage[]): Promise<void> {
  const later = messages.filter(message => message.notSentBecause === null)
  if (!later.length) return
  await sql`
    update message m set state = 'cancelled', reason = 'passed-over', answered_at = now()
    from unnest(${later.map(one => one.invitationId)}::uuid[], ${later.map(one => one.kind)}::text[],
                ${later.map(one => one.ordinal)}::smallint[], ${later.map(one => one.personId)}::uuid[])
         l(invitation_id, kind, ordinal, person_id)
    where m.account_id = ${accountId} and m.person_id = l.person_id and m.invitation_id = l.invitation_id and m.kind = l.kind
      and m.ordinal < l.ordinal and m.state in ('queued', 'deferred')
  `.execute(tx)
}
