import type { PersonRow, PrequalifyButton } from '../../../contract/people.ts'
import type { Tx } from '../../db/connect.ts'
import { type Actor, notOffered, offeredTo } from '../permissions/index.ts'
import { mayInviteToPrequalify } from './policy.ts'
import { invitedBefore } from './respondent-queries.ts'

/**
 * Prequalify, or Re-Qualify for who was invited before, for each row of a page of users. Says what the list knows; the review
 * says the rest. Source: seed 001.
 */
export async function prequalifyButtons(
  tx: Tx,
  actor: Actor,
  people: PersonRow[],
): Promise<Map<string, PrequalifyButton>> {
  const before = await invitedBefore(
    tx,
    actor.accountId,
    people.map(person => person.id),
  )
  return new Map(
    people.map(person => {
      const asked = before.get(person.id)
      const whyNot =
        person.status === 'inactive'
          ? notOffered('inactive')
          : person.company === null
            ? notOffered('no-company')
            : asked?.isWaiting
              ? notOffered('already-asked')
              : offeredTo(actor, mayInviteToPrequalify)
      return [person.id, { action: asked?.wasSent ? 're-qualify' : 'prequalify', ...whyNot }]
    }),
  )
}
