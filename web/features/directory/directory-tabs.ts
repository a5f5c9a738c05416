import type { PeopleFilter } from '../../../contract/people.ts'

/** The tabs that list people, each with the part of the filter that it stands for. */
export const DIRECTORY_TABS = {
  users: { kind: 'user', status: 'active' },
  contacts: { kind: 'contact', status: 'active' },
  'inactive-users': { kind: 'user', status: 'inactive' },
  'inactive-contacts': { kind: 'contact', status: 'inactive' },
} satisfies Record<string, Pick<PeopleFilter, 'kind' | 'status'>>

export type DirectoryTab = keyof typeof DIRECTORY_TABS

export const isDirectoryTab = (value: string): value is DirectoryTab => value in DIRECTORY_TABS
