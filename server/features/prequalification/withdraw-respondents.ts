import type { Tx } from '../../db/connect.ts'
import { settleRunItems } from '../bulk/index.ts'
import { cancelMessages } from '../delivery/index.ts'
import { settleWaiting } from './respondent-queries.ts'

const kinds = ['prequalification', 'prequalification-reminder', 'prequalification-changes']

/** The address of users is another now: nothing more goes to the old one, and whom it was to ask can be asked anew. */
export async function withdrawRespondents(tx: Tx, accountId: string, personIds: string[]): Promise<void> {
  const messages = await cancelMessages(tx, accountId, { personIds, kinds }, 'address-changed')
  const asking = messages.filter(({ kind }) => kind === 'prequalification')
  await settleWaiting(
    tx,
    accountId,
    asking.flatMap(({ invitationId }) => invitationId ?? []),
    'cancelled',
  )
  await settleRunItems(tx, accountId, messages)
}
