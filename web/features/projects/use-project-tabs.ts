import { useQuery } from '@tanstack/react-query'
import type { ProjectCard } from '../../../contract/projects.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import type { TabEntry } from '../../ui/tabs.tsx'
import { companyCounts } from '../directory/companies/company-queries.ts'
import {
  COMPANY_TABS,
  type CompanyTab,
  DIRECTORY_TABS,
  type DirectoryTab,
  type PeopleTab,
} from '../directory/directory-tabs.ts'
import { groupCounts } from '../directory/groups/group-queries.ts'
import { peopleCounts } from '../directory/people-queries.ts'
import { filterOf } from '../directory/people-search.ts'
import { useMay } from '../sign-in/session.ts'

/** The tabs of a project's directory that this person may open: those of the company's, narrowed to the project. */
export function useProjectTabs({ id, users, contacts, may: here }: ProjectCard): TabEntry[] {
  const { t } = useMessages()
  const may = useMay()
  const seesDirectory = may('directory.view')
  const seesInactiveCompanies = seesDirectory && may('companies.create-and-edit')
  const isCounted = may('projects.view-all') && here.seeInactive
  const counts: Partial<Record<DirectoryTab, number | undefined>> = {
    users,
    contacts,
    'inactive-users': usePeople('inactive-users', id, isCounted),
    'inactive-contacts': usePeople('inactive-contacts', id, isCounted),
    companies: useCompanies('companies', id, seesDirectory),
    'inactive-companies': useCompanies('inactive-companies', id, seesInactiveCompanies),
    'distribution-groups': useQuery({ ...groupCounts({ project: id }), enabled: seesDirectory }).data?.total,
  }
  const isShown: Record<DirectoryTab, boolean> = {
    ...{ users: true, contacts: true },
    ...{ companies: seesDirectory, 'distribution-groups': seesDirectory },
    ...{ 'inactive-users': here.seeInactive, 'inactive-contacts': here.seeInactive },
    'inactive-companies': seesInactiveCompanies,
  }
  return DIRECTORY_TABS.filter(tab => isShown[tab]).map(tab => ({
    id: tab,
    label: t(`directory.tab.${tab}`),
    href: `/projects/${id}/${tab}`,
    count: counts[tab],
  }))
}

const usePeople = (tab: PeopleTab, project: string, isAsked: boolean): number | undefined =>
  useQuery({ ...peopleCounts({ ...filterOf(tab, {}), project }), enabled: isAsked }).data?.total

const useCompanies = (tab: CompanyTab, project: string, isAsked: boolean): number | undefined =>
  useQuery({ ...companyCounts({ ...COMPANY_TABS[tab], project }), enabled: isAsked }).data?.total
