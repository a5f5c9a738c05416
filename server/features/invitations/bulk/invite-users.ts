import { z } from 'zod'
import { type BulkAction, defineBulkAction } from '../../bulk/index.ts'
import { outOfReach } from '../../directory/index.ts'
import type { Installation } from '../../settings/index.ts'
import { addressRefusals } from '../address-refusals.ts'
import { noteRefusals } from '../note-refusals.ts'
import { openInvitations } from '../open-invitations.ts'
import { smsVolume } from '../sms-size.ts'
import { takeBackInvitations } from '../take-back.ts'
import { getsSms, wayOf } from '../way-of.ts'

/**
 * Invites, or invites again, users who have not joined. The message leaves later: this only writes it.
 * Source: seeds 000 (e-mail, follow-ups) and 004 (SMS, refusals).
 */
export const inviteUsers = (installation: Installation): BulkAction<Record<string, never>> =>
  defineBulkAction({
    name: 'user.invite',
    subject: 'user',
    permission: 'directory.create-and-edit-users',
    input: z.object({}).strict(),
    sends: true,

    refusals: {
      inactive: ({ state }) => state('status', '=', 'inactive'),
      // As a constraint has it, joined_at is set then; but this column is in the index that a review of everybody reads.
      'has-joined': ({ state }) => state('invitation_state', '=', 'accepted'),
      // Before what the single button sends again, where its answer was lost.
      'is-company-admin': outOfReach,
      'already-waiting': ({ state }) => state('invitation_state', '=', 'waiting'),
      ...addressRefusals(installation),
    },

    sending: {
      way: judge => wayOf(installation, judge),
      getsSms: judge => getsSms(installation, judge),
      smsVolume: (tx, judge, receivers, count) => smsVolume(tx, installation, judge, receivers, count),
    },

    async apply(tx, personIds, run) {
      await openInvitations(tx, installation, run.accountId, personIds, {
        actorId: run.actor.personId,
        runId: run.id,
        dueAt: run.heldUntil,
        isUrgent: false,
      })
    },

    async refused(tx, refused, run) {
      await noteRefusals(tx, run.accountId, refused)
    },

    calledBack: takeBackInvitations,
  })
