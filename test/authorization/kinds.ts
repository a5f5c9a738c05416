import { type Permission, permissions } from '../../contract/permissions.ts'
import type { Template } from '../../server/features/permissions/granted.ts'

/** A kind of user: their template, and on which terms they are on a project. */
export type Kind = {
  template: Partial<Template>
  /** What that lets them do, written out. */
  may: readonly Permission[]
  onProjectAs?: 'Project Admin' | 'Project Standard' | 'Project Read Only'
}

const view = ['directory.view'] as const
const userDetail = 'directory.view-user-detail'
const companyDetail = 'directory.view-company-detail'
const standard = [...view, userDetail, companyDetail, 'directory.export'] as const
const editing = 'directory.create-and-edit-users'

const prequalifying = [
  'prequalifications.view',
  'prequalifications.comment',
  'prequalifications.administer',
] as const

/** All kinds that there are of users. Source: product.md section 4, its table and the lines below it. */
export const kinds: Record<string, Kind> = {
  'a company Admin': { template: { directory_level: 'admin' }, may: permissions },
  'Standard with Create and Edit Users': {
    template: { directory_level: 'standard', granular: ['create-and-edit-users'] },
    may: [...standard, editing],
  },
  Standard: { template: { directory_level: 'standard' }, may: standard },
  'Read Only with Create and Edit Users': {
    template: { directory_level: 'read_only', granular: ['create-and-edit-users'] },
    may: [...view, userDetail, editing],
  },
  'Read Only': { template: { directory_level: 'read_only' }, may: view },
  'Read Only with Create and Edit Companies': {
    template: { directory_level: 'read_only', granular: ['create-and-edit-companies'] },
    may: [...view, companyDetail, 'companies.create-and-edit'],
  },
  'Read Only with View User Detail': {
    template: { directory_level: 'read_only', granular: ['view-user-detail'] },
    may: [...view, userDetail],
  },
  'Read Only with View Company Detail': {
    template: { directory_level: 'read_only', granular: ['view-company-detail'] },
    may: [...view, companyDetail],
  },
  None: { template: {}, may: [] },
  'None with every granular permission': {
    template: {
      granular: [
        'create-and-edit-users',
        'create-and-edit-companies',
        'view-user-detail',
        'view-company-detail',
      ],
    },
    may: [],
  },
  'Reports Admin': {
    template: { reports_level: 'admin' },
    may: ['reports.view-assignments', 'open-items.reassign'],
  },
  'Reports Standard': { template: { reports_level: 'standard' }, may: [] },
  'Admin tool Read Only': { template: { admin_level: 'read_only' }, may: ['settings.view'] },
  'Admin tool Standard': { template: { admin_level: 'standard' }, may: ['settings.view', 'audit.view'] },
  'Admin tool Admin': {
    template: { admin_level: 'admin' },
    may: ['settings.view', 'settings.change', 'audit.view', 'api-keys.manage'],
  },
  'Prequalifications Read Only': {
    template: { prequalifications_level: 'read_only' },
    may: ['prequalifications.view'],
  },
  'Prequalifications Standard': {
    template: { prequalifications_level: 'standard' },
    may: ['prequalifications.view', 'prequalifications.comment'],
  },
  'Prequalifications Admin': {
    template: { prequalifications_level: 'admin' },
    may: prequalifying,
  },
  'Prequalifications Admin with Directory Standard': {
    template: { prequalifications_level: 'admin', directory_level: 'standard' },
    may: [...standard, ...prequalifying, 'prequalifications.invite'],
  },
  // In the account itself a project's template gives nothing.
  'a project Admin': { template: {}, may: [], onProjectAs: 'Project Admin' },
  'a project Standard': { template: {}, may: [], onProjectAs: 'Project Standard' },
  'a project Read Only': {
    template: { directory_level: 'read_only' },
    may: view,
    onProjectAs: 'Project Read Only',
  },
}
