import { z } from 'zod'
import { changedSinceRun, defineBulkAction } from '../../bulk/index.ts'
import { companiesBecome } from '../companies/change-status.ts'
import { hasUsersOnProjects, whoStandsInTheWay } from '../companies/in-the-way-queries.ts'

/**
 * Inactivates companies: no longer offered where a company is chosen; their people stay as they are.
 *
 * Never the account's own, and never while an active user of it is on an active project. Source: product.md section 3.
 */
export const inactivateCompanies = defineBulkAction({
  name: 'company.inactivate',
  subject: 'company',
  permission: 'companies.create-and-edit',
  input: z.object({}).strict(),
  sends: false,

  refusals: {
    'company-already-inactive': ({ state }) => state('status', '=', 'inactive'),
    'is-own-company': ({ state }) => state('is_own', '=', true),
    'users-on-active-projects': hasUsersOnProjects,
  },
  inTheWay: { 'users-on-active-projects': whoStandsInTheWay },
  apply: companiesBecome('inactive'),

  undo: {
    refusals: {
      'company-already-active': ({ state }) => state('status', '=', 'active'),
      'changed-since-run': ({ actor, input }) => changedSinceRun(actor.accountId, input.undone),
    },
    apply: companiesBecome('active'),
  },
})
