import { z } from 'zod'
import { recordEach } from '../../audit/index.ts'
import { type BulkAction, defineBulkAction } from '../../bulk/index.ts'
import { requeueUnconfirmed, takeBackUnconfirmed } from '../../delivery/index.ts'
import { actedBy } from '../../permissions/index.ts'
import { unconfirmedIsSuppressed } from '../message-queries.ts'
import { clearUnconfirmed, markUnconfirmed } from '../queries.ts'
import { unconfirmedRefusals } from '../unconfirmed-refusals.ts'

/**
 * Sends invitations once more whose answer was lost, identical: same secret, same Message-ID. Whoever has it already finds the
 * same message twice. Source: product.md section 3, unconfirmed.
 */
export const sendAgainToUsers: BulkAction<Record<string, never>, 'user'> = defineBulkAction({
  name: 'user.send-again',
  subject: 'user',
  permission: 'directory.create-and-edit-users',
  offeredUnder: 'unconfirmed',
  input: z.object({}).strict(),
  sends: true,
  judgesEach: () => true,

  refusals: {
    ...unconfirmedRefusals,
    'address-suppressed': ({ actor }) => unconfirmedIsSuppressed(actor.accountId),
  },

  async apply(tx, personIds, run) {
    const { accountId, heldUntil } = run
    const whose = { personIds, runId: run.id, dueAt: heldUntil, isUrgent: false }
    await clearUnconfirmed(tx, accountId, await requeueUnconfirmed(tx, accountId, whose))
    await recordEach(tx, actedBy(run.actor, run.id), 'message.sent-again', {}, personIds)
    return undefined
  },

  async takeBack(tx, accountId, runId) {
    const messages = await takeBackUnconfirmed(tx, accountId, { runId }, 'run-cancelled')
    await markUnconfirmed(
      tx,
      accountId,
      messages.flatMap(message => message.invitationId ?? []),
    )
    return messages
  },
})
