import type { MergeReview } from '../../../contract/companies.ts'
import type { Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import type { MergeListener } from '../directory/index.ts'
import {
  closeForm,
  type Found,
  goOnWith,
  joinRounds,
  keepInvited,
  lockPrequalifications,
  prequalificationsOf,
  removePrequalification,
  repoint,
} from './merge-queries.ts'
import { insertEvents } from './opening-queries.ts'

const furthest: Record<Found['formState'], number> = {
  ...{ cancelled: 0, invited: 1, in_progress: 2, changes_requested: 2, reviewed: 2, submitted: 3 },
}

/** How far one has come: decided, and not expired, is furthest; an expired decision counts as its form does. */
const rank = ({ status, formState }: Found): number =>
  status === 'not_assigned' || status === 'expired' ? furthest[formState] : 4

/**
 * Which of two goes on unless somebody says otherwise: the one that has come further; of two alike, the one in which
 * something happened last. Source: decision 0028.
 */
export function goesOnOf(found: Found[]): string | null {
  const [first] = found.toSorted((a, b) => rank(b) - rank(a) || b.changedAt.getTime() - a.changedAt.getTime())
  return first?.companyId ?? null
}

/** The prequalification of a company that turns out to be another. */
export const prequalificationsOfMerged: MergeListener = {
  async review(tx, { accountId }, { fromId, intoId }): Promise<MergeReview['prequalification']> {
    const found = await prequalificationsOf(tx, accountId, [fromId, intoId])
    return {
      goesOn: goesOnOf(found),
      items: found.map(({ companyId, name, status, expiresOn, formState, rounds }) => {
        return { company: { id: companyId, name }, status, expiresOn, formState, rounds }
      }),
    }
  },

  async carryOver(tx, { accountId, personId }, { fromId, intoId, goesOn }) {
    await lockPrequalifications(tx, accountId, [fromId, intoId])
    const found = await prequalificationsOf(tx, accountId, [fromId, intoId])
    const from = found.find(one => one.companyId === fromId)
    if (!from) return
    const leading = found.find(one => one.companyId === (goesOn ?? goesOnOf(found))) ?? from
    const other = found.find(one => one !== leading)
    await carry(tx, accountId, { fromId, intoId, leading, other })
    const params = { name: from.name, rounds: from.rounds }
    const event = { id: newId(), companyId: intoId, formId: leading.formId, event: 'merged', params }
    await insertEvents(tx, accountId, personId, [event])
  },
}

type Carried = { fromId: string; intoId: string; leading: Found; other: Found | undefined }

async function carry(tx: Tx, accountId: string, { fromId, intoId, leading, other }: Carried): Promise<void> {
  if (other?.formId) await closeForm(tx, accountId, other.formId)
  await joinRounds(tx, accountId, { fromId, intoId, lastFormId: leading.formId })
  await repoint(tx, accountId, fromId, intoId)
  if (other?.formId && leading.formId) await keepInvited(tx, accountId, other.formId, leading.formId)
  await goOnWith(tx, accountId, { fromId, intoId, leadingId: leading.companyId })
  await removePrequalification(tx, accountId, fromId)
}
