import { z } from 'zod'
import { recordEach } from '../../audit/index.ts'
import { type BulkAction, defineBulkAction } from '../../bulk/index.ts'
import { confirmUnconfirmed } from '../../delivery/index.ts'
import { actedBy } from '../../permissions/index.ts'
import type { Installation } from '../../settings/index.ts'
import { invitationMessages } from '../invitation-messages.ts'
import { unconfirmedRefusals } from '../unconfirmed-refusals.ts'

/** Somebody knows that messages arrived whose answers were lost: they count as accepted. Source: product.md section 3. */
export const confirmArrivals = (installation: Installation): BulkAction<Record<string, never>, 'user'> =>
  defineBulkAction({
    name: 'user.confirm-arrival',
    subject: 'user',
    permission: 'directory.create-and-edit-users',
    offeredUnder: 'unconfirmed',
    input: z.object({}).strict(),
    sends: false,
    judgesEach: () => true,

    refusals: unconfirmedRefusals,

    async apply(tx, personIds, run) {
      const messages = await confirmUnconfirmed(tx, run.accountId, personIds)
      await invitationMessages(installation).settled(tx, run.accountId, messages)
      await recordEach(tx, actedBy(run.actor, run.id), 'message.confirmed', {}, personIds)
      return undefined
    },
  })
