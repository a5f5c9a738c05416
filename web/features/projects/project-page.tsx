import { IconPencil, IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { ProjectCard } from '../../../contract/projects.ts'
import { api } from '../../api.ts'
import { FailedPage } from '../../shell/failed-page.tsx'
import { NotFound } from '../../shell/not-found.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { useAction } from '../../use-action.ts'
import { useSuccessBanner } from '../../use-success-banner.tsx'
import { AddPeopleDialog } from '../directory/add-people-dialog.tsx'
import { CompanyList } from '../directory/companies/company-list.tsx'
import {
  type DirectoryTab,
  isCompanyTab,
  isDirectoryTab,
  isPeopleTab,
  PEOPLE_TABS,
} from '../directory/directory-tabs.ts'
import { GroupList } from '../directory/groups/group-list.tsx'
import styles from '../directory/person-page.module.css'
import { useMay } from '../sign-in/session.ts'
import { ProjectPeople } from './project-people.tsx'
import { projectCard, refreshProjects } from './project-queries.ts'
import { useProjectTabs } from './use-project-tabs.ts'

/** A project's directory: who is on it, in tabs like those of the company's. */
export function ProjectPage() {
  const { id, tab } = useParams({ from: '/signed-in/projects/$id/$tab' })
  const card = useQuery(projectCard(id))

  if (card.isPending) return <SkeletonText lines={8} />
  if (card.isError) return <FailedPage error={card.error} onRetry={() => void card.refetch()} />
  const project = card.data
  return <ProjectDirectory project={project} tab={tab} />
}

function ProjectDirectory({ project, tab }: { project: ProjectCard; tab: string }) {
  const { t } = useMessages()
  const tabs = useProjectTabs(project)
  if (!isDirectoryTab(tab) || !tabs.some(one => one.id === tab)) return <NotFound />
  return (
    <>
      <PageHeader title={project.name} actions={<Actions project={project} tab={tab} />}>
        <p className={styles.under}>
          {project.number}
          {project.status === 'closed' && <Badge tone="neutral">{t('project.closed')}</Badge>}
        </p>
      </PageHeader>
      <Tabs label={t('project.directory')} tabs={tabs} current={tab}>
        {isPeopleTab(tab) ? (
          <ProjectPeople key={tab} project={project} tab={tab} />
        ) : isCompanyTab(tab) ? (
          <CompanyList key={tab} tab={tab} project={project.id} />
        ) : (
          <GroupList project={project.id} />
        )}
      </Tabs>
    </>
  )
}

function Actions({ project, tab }: { project: ProjectCard; tab: DirectoryTab }) {
  const { t } = useMessages()
  const may = useMay()
  const succeeded = useSuccessBanner()
  const [isPicking, setPicking] = useState(false)
  const { id, status } = project
  const isOpen = status === 'active'
  const change = useAction(
    (next: 'active' | 'closed') =>
      api.patch<ProjectCard>(`/projects/${id}`, { status: next }, project.version),
    {
      onSuccess: async saved => {
        succeeded(
          t(saved.status === 'closed' ? 'project.was-closed' : 'project.was-reopened', { name: saved.name }),
        )
        await refreshProjects()
      },
    },
  )
  const add = useAction((person: { id: string }) => api.put(`/projects/${id}/people/${person.id}`, {}), {
    onSuccess: () => refreshProjects(),
  })
  const isContacts = isPeopleTab(tab) && PEOPLE_TABS[tab].kind === 'contact'
  const whyNotAdd = !isOpen
    ? t('fault.project-closed')
    : !project.may.addPeople
      ? t('project.why-not-add')
      : may('directory.view')
        ? null
        : t('project.why-not-pick')
  return (
    <>
      {project.may.edit && (
        <>
          <Button isBusy={change.isPending} onPress={() => change.mutate(isOpen ? 'closed' : 'active')}>
            {t(isOpen ? 'project.close' : 'project.reopen')}
          </Button>
          <Link href={`/projects/${id}/edit`} look="button" icon={<IconPencil size={18} aria-hidden />}>
            {t('person.edit')}
          </Link>
        </>
      )}
      <Link
        href={`/projects/${id}/contacts/new`}
        look={isContacts ? 'primary' : 'button'}
        icon={<IconUserPlus size={18} aria-hidden />}
        disabledBecause={
          project.may.addContacts ? null : isOpen ? t('project.why-not-contact') : t('fault.project-closed')
        }
      >
        {t('contact.add')}
      </Link>
      <Button
        tone={isContacts ? 'plain' : 'primary'}
        icon={<IconUserPlus size={18} aria-hidden />}
        disabledBecause={whyNotAdd}
        onPress={() => setPicking(true)}
      >
        {t('people.add')}
      </Button>
      {isPicking && (
        <AddPeopleDialog
          title={t('project.add-people', { name: project.name })}
          problem={add.error}
          onPick={person => add.mutate(person)}
          onClose={() => setPicking(false)}
        />
      )}
    </>
  )
}
