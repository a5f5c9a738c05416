import type { Tx } from '../../../db/connect.ts'
import { recordEach } from '../../audit/index.ts'
import type { Applied, Judge, RunInHand } from '../../bulk/index.ts'
import { actedBy } from '../../permissions/index.ts'
import { hasAddressOfAnother, reactivate, sharingAddress } from './inactivation-queries.ts'

/** Brings people back and puts it on their record; of two with one address, the first. Closed projects are told by name. */
export async function comeBack(
  tx: Tx,
  personIds: string[],
  run: RunInHand<unknown>,
  how: { templateId?: string | undefined; projectId?: string | undefined } = {},
): Promise<Applied> {
  const { accountId } = run
  const late = new Set(await sharingAddress(tx, accountId, personIds))
  const coming = personIds.filter(id => !late.has(id))
  const back = await reactivate(tx, accountId, coming, { runId: run.id, ...how })
  await recordEach(
    tx,
    actedBy(run.actor, run.id),
    'person.reactivated',
    {},
    back.map(one => one.person_id),
  )
  return {
    refused: [...late].map(subjectId => ({ subjectId, reason: 'email-in-use' })),
    notes: back.flatMap(({ person_id, closed_projects }) =>
      closed_projects ? [{ subjectId: person_id, note: closed_projects }] : [],
    ),
  }
}

/** Who cannot be an active user again, as another is one with their address. */
export const addressTaken = ({ actor }: Pick<Judge, 'actor'>) => hasAddressOfAnother(actor.accountId)
