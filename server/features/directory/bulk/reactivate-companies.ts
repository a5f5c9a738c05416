import { z } from 'zod'
import { changedSinceRun, defineBulkAction } from '../../bulk/index.ts'
import { companiesBecome } from '../companies/change-status.ts'
import { hasUsersOnProjects } from '../companies/in-the-way-queries.ts'

/** Reactivates companies: back on the Companies tab and in every picker. Source: seed 003. */
export const reactivateCompanies = defineBulkAction({
  name: 'company.reactivate',
  subject: 'company',
  permission: 'companies.reactivate-and-merge',
  actsOn: 'inactive',
  input: z.object({}).strict(),
  sends: false,

  refusals: { 'company-already-active': ({ state }) => state('status', '=', 'active') },
  apply: companiesBecome('active'),

  undo: {
    refusals: {
      'company-already-inactive': ({ state }) => state('status', '=', 'inactive'),
      'changed-since-run': ({ actor, input }) => changedSinceRun(actor.accountId, input.undone),
      'users-on-active-projects': hasUsersOnProjects,
    },
    apply: companiesBecome('inactive'),
  },
})
