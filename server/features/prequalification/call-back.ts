import type { Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import type { SettledMessage } from '../delivery/index.ts'
import { callBackInvitations } from '../invitations/index.ts'
import { insertEvents } from './opening-queries.ts'
import { settleWaiting, undoForms } from './respondent-queries.ts'

/**
 * Puts back what a run did for who was not written to yet: their invitations, the one to join included, and the new form and
 * the reset status of companies none of whose people was written to and where nobody has begun. Whose first message may have
 * arrived stays asked, unconfirmed.
 */
export async function callBack(
  tx: Tx,
  accountId: string,
  messages: SettledMessage[],
): Promise<SettledMessage[]> {
  const [runId] = messages.flatMap(message => message.runId ?? [])
  if (!runId) return messages
  for (const state of ['cancelled', 'unconfirmed'] as const) {
    const respondentIds = messages.flatMap(message => (message.state === state && message.invitationId) || [])
    await settleWaiting(tx, accountId, respondentIds, state)
  }
  await callBackInvitations(
    tx,
    accountId,
    runId,
    messages.map(message => message.personId),
  )
  const undone = await undoForms(tx, accountId, runId)
  await insertEvents(
    tx,
    accountId,
    null,
    undone.map(({ companyId, formId }) => ({
      id: newId(),
      companyId,
      formId,
      event: 'called-back',
      params: {},
    })),
  )
  return messages
}
