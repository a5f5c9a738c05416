import { useQuery } from '@tanstack/react-query'
import { useMessages } from '../../ui/i18n/messages.tsx'
import type { TabEntry } from '../../ui/tabs.tsx'
import { useMay } from '../sign-in/session.ts'
import { companyCounts } from './companies/company-queries.ts'
import {
  COMPANY_TABS,
  type CompanyTab,
  DIRECTORY_TABS,
  type DirectoryTab,
  type PeopleTab,
} from './directory-tabs.ts'
import { groupCounts } from './groups/group-queries.ts'
import { peopleCounts } from './people-queries.ts'
import { filterOf } from './people-search.ts'

/** The tabs that this person may open, in their order, each with how much is on it. */
export function useDirectoryTabs(): TabEntry[] {
  const { t } = useMessages()
  const may = useMay()
  const seesInactive = may('directory.create-and-edit-users')
  const seesInactiveCompanies = may('companies.create-and-edit')
  const counts: Record<DirectoryTab, number | undefined> = {
    users: usePeople('users', true),
    contacts: usePeople('contacts', true),
    companies: useCompanies('companies', true),
    'distribution-groups': useQuery(groupCounts({})).data?.total,
    'inactive-users': usePeople('inactive-users', seesInactive),
    'inactive-contacts': usePeople('inactive-contacts', seesInactive),
    'inactive-companies': useCompanies('inactive-companies', seesInactiveCompanies),
  }
  const isHidden = (tab: DirectoryTab) =>
    tab === 'inactive-companies' ? !seesInactiveCompanies : tab.startsWith('inactive-') && !seesInactive
  return DIRECTORY_TABS.filter(tab => !isHidden(tab)).map(tab => ({
    id: tab,
    label: t(`directory.tab.${tab}`),
    href: `/directory/${tab}`,
    count: counts[tab],
  }))
}

const usePeople = (tab: PeopleTab, isAsked: boolean): number | undefined =>
  useQuery({ ...peopleCounts(filterOf(tab, {})), enabled: isAsked }).data?.total

const useCompanies = (tab: CompanyTab, isAsked: boolean): number | undefined =>
  useQuery({ ...companyCounts(COMPANY_TABS[tab]), enabled: isAsked }).data?.total
