import { IconFileImport, IconPlus, IconUserPlus } from '@tabler/icons-react'
import { useParams, useSearch } from '@tanstack/react-router'
import type { Permission } from '../../../contract/permissions.ts'
import { NotFound } from '../../shell/not-found.tsx'
import type { MessageKey } from '../../ui/i18n/language.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { useMay, useWhyNot } from '../sign-in/session.ts'
import { CompanyList } from './companies/company-list.tsx'
import { type DirectoryTab, isCompanyTab, isDirectoryTab, isPeopleTab } from './directory-tabs.ts'
import { GroupList } from './groups/group-list.tsx'
import { NoAccess } from './no-access.tsx'
import { PeopleList } from './people-list.tsx'
import { useDirectoryTabs } from './use-directory-tabs.ts'

export function DirectoryPage() {
  const { t } = useMessages()
  const may = useMay()
  const { tab } = useParams({ from: '/signed-in/directory/$tab' })
  const { group } = useSearch({ from: '/signed-in/directory/$tab' })
  const whyNot = useWhyNot()
  const tabs = useDirectoryTabs()

  if (!may('directory.view')) {
    return <NoAccess />
  }
  if (!isDirectoryTab(tab) || !tabs.some(({ id }) => id === tab)) return <NotFound />
  const add = addingOn(tab)

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
            <Link href={add.href} look="primary" icon={add.icon} disabledBecause={whyNot.without(add.needs)}>
              {t(add.label)}
            </Link>
          </>
        }
      />
      <Tabs label={t('directory.tabs')} tabs={tabs} current={tab}>
        {isPeopleTab(tab) ? (
          <PeopleList key={`${tab} ${group ?? ''}`} tab={tab} />
        ) : isCompanyTab(tab) ? (
          <CompanyList key={tab} tab={tab} />
        ) : (
          <GroupList />
        )}
      </Tabs>
    </>
  )
}

interface Adding {
  href: string
  label: MessageKey
  needs: Permission
  icon: React.ReactNode
}

/** What is added from a tab; contacts are made in project tools. */
function addingOn(tab: DirectoryTab): Adding {
  const icon = <IconPlus size={18} aria-hidden />
  if (isCompanyTab(tab))
    return { href: '/companies/new', label: 'company.add', needs: 'companies.create-and-edit', icon }
  if (tab === 'distribution-groups')
    return { href: '/groups/new', label: 'group.add', needs: 'groups.edit', icon }
  return {
    href: '/people/new',
    label: 'directory.add-user',
    needs: 'directory.create-and-edit-users',
    icon: <IconUserPlus size={18} aria-hidden />,
  }
}
