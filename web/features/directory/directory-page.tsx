import { IconFileImport, IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { NotFound } from '../../shell/not-found.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { type TabEntry, Tabs } from '../../ui/tabs.tsx'
import { useMay, useWhyNot } from '../sign-in/session.ts'
import { DIRECTORY_TABS, type DirectoryTab, isDirectoryTab } from './directory-tabs.ts'
import { NoAccess } from './no-access.tsx'
import { PeopleList } from './people-list.tsx'
import { peopleCounts } from './people-queries.ts'
import { filterOf } from './people-search.ts'

export function DirectoryPage() {
  const { t } = useMessages()
  const may = useMay()
  const { tab } = useParams({ from: '/signed-in/directory/$tab' })
  const whyNot = useWhyNot()
  const tabs = useTabs()

  if (!may('directory.view')) {
    return <NoAccess />
  }
  if (!isDirectoryTab(tab) || !tabs.some(({ id }) => id === tab)) return <NotFound />

  return (
    <>
      <PageHeader
        title={t('nav.directory')}
        actions={
          <>
            <Link
              href="/imports"
              look="button"
              icon={<IconFileImport size={18} aria-hidden />}
              disabledBecause={whyNot.without('directory.import')}
            >
              {t('nav.import')}
            </Link>
            <Link
              href="/people/new"
              look="primary"
              icon={<IconUserPlus size={18} aria-hidden />}
              disabledBecause={whyNot.without('directory.create-and-edit-users')}
            >
              {t('directory.add-user')}
            </Link>
          </>
        }
      />
      <Tabs label={t('directory.tabs')} tabs={tabs} current={tab}>
        <PeopleList key={tab} tab={tab} />
      </Tabs>
    </>
  )
}

function useTabs(): TabEntry[] {
  const { t } = useMessages()
  const may = useMay()
  const seesInactive = may('directory.create-and-edit-users')
  const counts: Record<DirectoryTab, number | undefined> = {
    users: useTotal('users', true),
    contacts: useTotal('contacts', true),
    'inactive-users': useTotal('inactive-users', seesInactive),
    'inactive-contacts': useTotal('inactive-contacts', seesInactive),
  }
  return (Object.keys(DIRECTORY_TABS) as DirectoryTab[])
    .filter(tab => seesInactive || DIRECTORY_TABS[tab].status === 'active')
    .map(tab => ({
      id: tab,
      label: t(`directory.tab.${tab}`),
      href: `/directory/${tab}`,
      count: counts[tab],
    }))
}

const useTotal = (tab: DirectoryTab, isAsked: boolean): number | undefined =>
  useQuery({ ...peopleCounts(filterOf(tab, {})), enabled: isAsked }).data?.total
