import { z } from 'zod'
import { type BulkAction, defineBulkAction } from '../../bulk/index.ts'
import { outOfReach } from '../../directory/index.ts'
import type { Installation } from '../../settings/index.ts'
import { callBack } from '../call-back.ts'
import { inviteRespondents } from '../invite-respondents.ts'
import { mayInviteToPrequalify } from '../policy.ts'
import { settingsOf } from '../settings.ts'
import {
  companyIsInactive,
  hasNoCompany,
  isOwnCompany,
  isWaiting,
  notesOfPrequalifying,
} from './review-queries.ts'

/**
 * Invites users to fill their company's prequalification form in, or (Re-Qualify) to do so anew. Source: seed 001.
 */
export const prequalifyUsers = (installation: Installation): BulkAction<Record<string, never>> =>
  defineBulkAction({
    name: 'user.prequalify',
    subject: 'user',
    permission: mayInviteToPrequalify.needs,
    input: z.object({}).strict(),
    sends: true,
    judgesEach: () => true,

    refusals: {
      inactive: ({ state }) => state('status', '=', 'inactive'),
      'no-company': () => hasNoCompany,
      'company-inactive': ({ actor }) => companyIsInactive(actor.accountId),
      'own-company': ({ actor }) => isOwnCompany(actor.accountId),
      'already-asked': ({ actor }) => isWaiting(actor.accountId),
      'is-company-admin': outOfReach,
      'no-address': ({ state }) =>
        state.and([state('email_verdict', '=', 'missing'), state('phone_verdict', '=', 'missing')]),
      'email-malformed': ({ state }) => state('email_verdict', '=', 'malformed'),
      'address-suppressed': ({ state }) => state('email_verdict', '=', 'suppressed'),
      // A form of many pages and files is filled in where mail is read: these invitations go by e-mail alone.
      'no-email': ({ state }) => state('email_verdict', '=', 'missing'),
    },

    async notes(tx, acting, { actor }) {
      const { keepsStatusOnRequalify } = await settingsOf(tx, actor.accountId)
      return notesOfPrequalifying(tx, actor.accountId, acting, keepsStatusOnRequalify)
    },

    async apply(tx, personIds, run) {
      const { dueDays, keepsStatusOnRequalify } = await settingsOf(tx, run.accountId)
      await inviteRespondents(tx, installation, run.accountId, personIds, {
        actorId: run.actor.personId,
        runId: run.id,
        dueAt: run.heldUntil,
        dueDays,
        keepsStatus: keepsStatusOnRequalify,
      })
      return undefined
    },

    calledBack: callBack,
  })
