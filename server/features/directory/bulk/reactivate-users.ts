import { type ReactivationInput, reactivationInput } from '../../../../contract/inactivation.ts'
import { recordAll } from '../../audit/index.ts'
import { type BulkAction, defineBulkAction } from '../../bulk/index.ts'
import { actedBy } from '../../permissions/index.ts'
import { addressTaken, comeBack } from '../leaving/come-back.ts'
import {
  companiesThatStay,
  inactivateCompaniesAgain,
  reactivateCompaniesOf,
} from '../leaving/company-of-people-queries.ts'
import {
  companyIsInactive,
  isAsBroughtBackBy,
  isErased,
  keepAsBefore,
  templateIsArchived,
} from '../leaving/inactivation-queries.ts'
import { faultsOfReactivation } from '../leaving/judge-reactivation.ts'
import { type InactivationListener, leave } from '../leaving/leave.ts'
import { outOfReach } from '../out-of-reach.ts'
import { forProjectAdmins } from '../projects/for-project-admins.ts'
import { isOnProject } from '../projects/member-queries.ts'

/**
 * Brings inactive users back with the template, the project directories and the groups that they had.
 *
 * Source: seeds 002 (who may) and 003 (how).
 */
export const reactivateUsers = (listeners: InactivationListener[]): BulkAction<ReactivationInput, 'user'> =>
  defineBulkAction({
    name: 'user.reactivate',
    subject: 'user',
    permission: 'directory.reactivate-users',
    narrowed: forProjectAdmins,
    actsOn: 'inactive',
    input: reactivationInput,
    sends: false,
    variant: ({ projectId }) => (projectId ? { name: 'on-project', day: null } : null),
    judgesEach: () => true,
    faultsOf: faultsOfReactivation,

    refusals: {
      'already-active': ({ state }) => state('status', '=', 'active'),
      erased: ({ actor }) => isErased(actor.accountId),
      'not-on-project': ({ state, actor, input }) =>
        input.projectId ? state.not(isOnProject(actor.accountId, input.projectId)) : state.lit(false),
      'is-company-admin': outOfReach,
      'company-inactive': ({ state, actor, input }) =>
        input.withCompany ? state.lit(false) : companyIsInactive(actor.accountId),
      'template-archived': ({ state, actor, input }) =>
        input.templateId ? state.lit(false) : templateIsArchived(actor.accountId),
      'email-in-use': addressTaken,
    },

    async apply(tx, personIds, run) {
      const { accountId, input } = run
      const by = actedBy(run.actor, run.id)
      if (input.withCompany) {
        const companies = await reactivateCompaniesOf(tx, accountId, personIds, run.id)
        await recordAll(tx, by, 'company.reactivated', companies.map(asDetail))
      }
      return comeBack(tx, personIds, run, input)
    },

    undo: {
      refusals: {
        'changed-since-run': ({ state, actor, input }) =>
          state.not(isAsBroughtBackBy(actor.accountId, input.undone)),
        yourself: ({ state, actor }) => state('subject_id', '=', actor.personId),
      },
      async apply(tx, personIds, run) {
        await leave(tx, personIds, run, listeners)
        const { undone, input } = run.input
        await keepAsBefore(tx, run.accountId, personIds, { undone, runId: run.id })
        if (!input.withCompany) return undefined
        const companies = await inactivateCompaniesAgain(tx, run.accountId, personIds, undone)
        await recordAll(tx, actedBy(run.actor, run.id), 'company.inactivated', companies.map(asDetail))
        return { notes: await companiesThatStay(tx, run.accountId, personIds, { undone, runId: run.id }) }
      },
    },
  })

const asDetail = ({ id, name }: { id: string; name: string }) => ({ companyId: id, company: name })
