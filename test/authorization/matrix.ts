import type { Permission } from '../../contract/permissions.ts'
import { messageMatrix } from './message-matrix.ts'
import { ownSignInMatrix } from './own-sign-in-matrix.ts'
import { prequalificationMatrix } from './prequalification-matrix.ts'

/** What there is of an account to ask for. */
export type Things = {
  personId: string
  companyId: string
  otherCompanyId: string
  /** A project and a group that the person is in. */
  projectId: string
  groupId: string
  adminId: string
  inactiveId: string
  templateId: string
  runId: string
  importId: string
  /** Of the Directory Admin's. */
  sessionId: string
  signInAddressId: string
  apiKeyId: string
  suppressionId: string
  accountId: string
  /** Was invited to prequalify, and this is its form. */
  askedCompanyId: string
  formId: string
}

/** One operation of the API and who may ask for it. */
export type Row = {
  /** Whoever has one of these; `signed-in` for every active user of the account. */
  may: Permission[] | 'signed-in'
  /** Besides, who is on the project of the operation on such terms. */
  orOnProjectAs?: ('Project Admin' | 'Project Standard' | 'Project Read Only')[]
  /** Path parameters that name a thing: for a thing of another account the answer is that of an unknown one. */
  path?: (things: Things) => Record<string, string>
  query?: string | ((things: Things) => string)
  body?: (things: Things) => object | string
  contentType?: string
  /** What it names is the asker's own: that of anybody else is not there. */
  own?: 'session' | 'sign-in address' | 'run'
  /** What it did to a thing cannot be done again. */
  takesAway?: true
  /** About the person and how they sign in: never with an API key. */
  sessionOnly?: true
}

const person = (things: Things) => ({ id: things.personId })
const run = (things: Things) => ({ id: things.runId })
const imported = (things: Things) => ({ id: things.importId })
const template = (things: Things) => ({ id: things.templateId })
const selection = (things: Things) => ({ selection: { ids: [things.personId] }, input: {} })
const comingBack = ({ inactiveId, projectId }: Things) => ({
  selection: { ids: [inactiveId] },
  input: { projectId },
})
const someone = (things: Things) => ({
  firstName: 'Ana',
  lastName: 'Kovač',
  email: null,
  phone: '+12125550123',
  companyName: 'Star Framing',
  templateId: things.templateId,
})
const aTemplate = { name: 'Site office', directoryLevel: 'read_only', granular: [], isAssignable: true }

const anItem = (things: Things) => ({
  ...{ tool: 'rfi', role: 'manager', title: 'Which bolts', project: 'Tower' },
  person: things.personId,
})

const company = (things: Things) => ({ id: things.companyId })
const project = (things: Things) => ({ id: things.projectId })
const group = (things: Things) => ({ id: things.groupId })
const onProject = (things: Things) => ({ id: things.projectId, personId: things.personId })
const inGroup = (things: Things) => ({ id: things.groupId, personId: things.personId })

const companies: Permission[] = ['companies.create-and-edit']
const merging: Permission[] = ['companies.reactivate-and-merge']
const allProjects: Permission[] = ['projects.view-all']
const anyMember: NonNullable<Row['orOnProjectAs']> = [
  'Project Admin',
  'Project Standard',
  'Project Read Only',
]
const view: Permission[] = ['directory.view']
const edit: Permission[] = ['directory.create-and-edit-users']
const assignments: Permission[] = ['reports.view-assignments']
const importing: Permission[] = ['directory.import']

/**
 * Every operation that wants somebody signed in, as `METHOD path` of the OpenAPI document; after a `#` one that is asked for
 * in another way as well. A new one without a row fails
 * the suite. Source: product.md section 4.
 */
export const matrix: Record<string, Row> = {
  ...prequalificationMatrix,
  ...messageMatrix,
  ...ownSignInMatrix,

  'GET /api/v1/people': { may: view },
  'POST /api/v1/people': { may: edit, body: someone },
  'GET /api/v1/people/counts': { may: view },
  'GET /api/v1/people/facets': { may: view, query: 'group=company' },
  'GET /api/v1/people/{id}': { may: view, path: person },
  'PATCH /api/v1/people/{id}': { may: edit, path: person, body: () => ({ jobTitle: 'Foreman' }) },
  ...Object.fromEntries(
    ['cancel', 'revoke', 'confirm', 'copy-link'].map(step => [
      `POST /api/v1/people/{id}/invitation/${step}`,
      { may: edit, path: person },
    ]),
  ),
  'GET /api/v1/people/{id}/timeline': { may: ['directory.view-user-detail'], path: person },
  'GET /api/v1/people/{id}/erasure': { may: ['people.erase'], path: person },
  'POST /api/v1/people/{id}/erasure': { may: ['people.erase'], path: person },
  'POST /api/v1/people/{id}/invitation': { may: edit, path: person },
  'GET /api/v1/people.csv': { may: ['directory.export'] },

  'GET /api/v1/companies': { may: view },
  'POST /api/v1/companies': { may: companies, body: () => ({ name: 'Volt Electric' }) },
  'GET /api/v1/companies.csv': { may: ['directory.export'] },
  'GET /api/v1/companies/counts': { may: view },
  'GET /api/v1/companies/trades': { may: view },
  'GET /api/v1/companies/likely-same': { may: view, query: 'name=Volt' },
  'GET /api/v1/companies/likely-duplicates': { may: view },
  'GET /api/v1/companies/{id}': { may: ['directory.view-company-detail'], path: company },
  'PATCH /api/v1/companies/{id}': { may: companies, path: company, body: () => ({ city: 'Ohio' }) },
  'GET /api/v1/companies/{id}/merge': {
    may: merging,
    path: company,
    query: ({ otherCompanyId }) => `into=${otherCompanyId}`,
  },
  'POST /api/v1/companies/{id}/merge': {
    may: merging,
    takesAway: true,
    path: company,
    body: ({ otherCompanyId }) => ({ into: otherCompanyId }),
  },

  'GET /api/v1/distribution-groups': { may: view },
  'POST /api/v1/distribution-groups': { may: ['groups.edit'], body: () => ({ name: 'Daily log' }) },
  'GET /api/v1/distribution-groups.csv': { may: ['directory.export'] },
  'GET /api/v1/distribution-groups/counts': { may: view },
  'GET /api/v1/distribution-groups/{id}': { may: view, path: group },
  'PATCH /api/v1/distribution-groups/{id}': {
    may: ['groups.edit'],
    path: group,
    body: () => ({ name: 'Log' }),
  },
  'DELETE /api/v1/distribution-groups/{id}': { may: ['groups.edit'], path: group },
  'PUT /api/v1/distribution-groups/{id}/people/{personId}': { may: ['groups.edit'], path: inGroup },
  'DELETE /api/v1/distribution-groups/{id}/people/{personId}': { may: ['groups.edit'], path: inGroup },

  // A project is there for who is on it and for who sees all; to everybody else it is not.
  'GET /api/v1/projects': { may: 'signed-in' },
  'POST /api/v1/projects': { may: ['projects.edit'], body: () => ({ name: 'Harbour Bridge' }) },
  'GET /api/v1/projects.csv': { may: ['directory.export'] },
  'GET /api/v1/projects/counts': { may: 'signed-in' },
  'GET /api/v1/projects/{id}': { may: allProjects, orOnProjectAs: anyMember, path: project },
  'PATCH /api/v1/projects/{id}': { may: ['projects.edit'], path: project, body: () => ({ number: 'P-7' }) },
  'GET /api/v1/projects/{id}/people': { may: allProjects, orOnProjectAs: anyMember, path: project },
  'GET /api/v1/projects/{id}/people.csv': { may: allProjects, path: project },
  'PUT /api/v1/projects/{id}/people/{personId}': {
    may: ['projects.edit'],
    orOnProjectAs: ['Project Admin'],
    path: onProject,
    body: () => ({}),
  },
  'DELETE /api/v1/projects/{id}/people/{personId}': {
    may: ['projects.edit'],
    orOnProjectAs: ['Project Admin'],
    path: onProject,
  },
  'POST /api/v1/projects/{id}/contacts': {
    may: ['projects.edit'],
    orOnProjectAs: ['Project Admin', 'Project Standard'],
    path: project,
    body: () => ({ lastName: 'Craft' }),
  },

  'GET /api/v1/bulk-actions': { may: 'signed-in' },
  'POST /api/v1/bulk-actions/{name}/reviews': {
    may: edit,
    path: () => ({ name: 'user.inactivate' }),
    body: selection,
  },
  'POST /api/v1/bulk-actions/{name}/runs': {
    may: edit,
    path: () => ({ name: 'user.inactivate' }),
    body: selection,
  },
  'POST /api/v1/bulk-actions/{name}/reviews#on-project': {
    may: ['directory.reactivate-users'],
    orOnProjectAs: ['Project Admin'],
    path: () => ({ name: 'user.reactivate' }),
    body: comingBack,
  },
  'POST /api/v1/bulk-actions/{name}/runs#on-project': {
    may: ['directory.reactivate-users'],
    orOnProjectAs: ['Project Admin'],
    path: () => ({ name: 'user.reactivate' }),
    body: comingBack,
  },
  // Runs are seen by who pressed and by who may see those of others; to everybody else they are not there.
  'GET /api/v1/runs': { may: view },
  'POST /api/v1/sending/try-again': { may: ['directory.create-and-edit-users'] },
  'GET /api/v1/runs/{id}': { may: ['runs.view-others'], path: run },
  'GET /api/v1/runs/{id}/items': { may: ['runs.view-others'], path: run },
  'GET /api/v1/runs/{id}/items.csv': { may: ['runs.view-others'], path: run },
  'GET /api/v1/runs/{id}/events': { may: ['runs.view-others'], path: run },
  'POST /api/v1/runs/{id}/cancel': { may: ['runs.view-others'], path: run },
  'POST /api/v1/runs/{id}/retry': { may: ['runs.view-others'], path: run },
  'POST /api/v1/runs/{id}/undo': { may: ['runs.undo'], path: run },

  'PUT /api/v1/open-items/{source}/{ref}': {
    may: ['open-items.feed'],
    path: () => ({ source: 'plan', ref: 'RFI-1' }),
    body: anItem,
  },
  'POST /api/v1/open-items/batches': { may: ['open-items.feed'], body: () => ({ items: [{}] }) },
  'POST /api/v1/open-items/batches.csv': {
    may: ['open-items.feed'],
    body: () => 'source,ref,tool,role,person,project,title\n',
    contentType: 'text/csv',
  },
  'GET /api/v1/open-items': { may: assignments },
  'GET /api/v1/open-items/counts': { may: assignments },
  'GET /api/v1/open-items/people': { may: assignments },
  'POST /api/v1/open-items/of-selection': { may: edit, body: selection },
  'GET /api/v1/open-items.csv': { may: assignments },
  'GET /api/v1/people/{id}/history': { may: ['directory.view-user-detail'], path: person },
  'GET /api/v1/people/{id}/open-items': { may: ['directory.view-user-detail', ...assignments], path: person },

  'POST /api/v1/imports': {
    may: importing,
    query: 'fileName=people.csv',
    body: () => 'Name,Email\nAna Berg,ana.berg@example.com\n',
    contentType: 'text/csv',
  },
  'GET /api/v1/imports': { may: importing },
  'GET /api/v1/imports/{id}': { may: importing, path: imported },
  'GET /api/v1/imports/{id}/lines': { may: importing, path: imported },
  'GET /api/v1/imports/{id}/faults.csv': { may: importing, path: imported },
  'POST /api/v1/imports/{id}/apply': {
    may: importing,
    path: imported,
    body: () => ({ sendInvitation: false }),
  },

  'GET /api/v1/audit-events': { may: ['audit.view'] },
  'GET /api/v1/audit-events.csv': { may: ['audit.view'] },
  'GET /api/v1/suppressions': { may: ['settings.view'] },
  'DELETE /api/v1/suppressions/{id}': {
    may: ['settings.change'],
    path: ({ suppressionId }) => ({ id: suppressionId }),
  },
  'GET /api/v1/settings': { may: ['settings.view'] },
  'PATCH /api/v1/settings': { may: ['settings.change'], body: () => ({ bulkHoldSeconds: 60 }) },
  'GET /api/v1/permission-templates': { may: edit },
  'POST /api/v1/permission-templates': { may: ['permissions.edit'], body: () => aTemplate },
  'POST /api/v1/permission-templates/preview': {
    may: ['permissions.edit'],
    body: () => ({ directoryLevel: 'none', granular: [] }),
  },
  'PATCH /api/v1/permission-templates/{id}': {
    may: ['permissions.edit'],
    path: template,
    body: () => ({ isAssignable: true }),
  },
  'POST /api/v1/permission-templates/{id}/preview': {
    may: ['permissions.edit'],
    path: template,
    body: () => ({ directoryLevel: 'none' }),
  },
  'GET /api/v1/permission-templates/{id}/members': { may: ['permissions.edit'], path: template },
}
