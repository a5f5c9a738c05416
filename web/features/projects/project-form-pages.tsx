import { useNavigate, useParams } from '@tanstack/react-router'
import type { ProjectCard, ProjectInput } from '../../../contract/projects.ts'
import { api } from '../../api.ts'
import { NamedForm } from '../../named-form.tsx'
import { queryClient } from '../../query-client.ts'
import { FailedPage } from '../../shell/failed-page.tsx'
import { NotFound } from '../../shell/not-found.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { useAction } from '../../use-action.ts'
import { useOpened } from '../../use-opened.ts'
import { useSuccessBanner } from '../../use-success-banner.tsx'
import styles from '../directory/person-page.module.css'
import { useMay } from '../sign-in/session.ts'
import { projectCard } from './project-queries.ts'

export function AddProjectPage() {
  return useMay()('projects.edit') ? <ProjectEditor /> : <NotFound />
}

export function EditProjectPage() {
  const { id } = useParams({ from: '/signed-in/projects/$id/edit' })
  const card = useOpened(projectCard(id))
  if (card.isPending) return <SkeletonText lines={4} />
  if (card.isError) return <FailedPage error={card.error} onRetry={() => void card.refetch()} />
  return card.data.may.edit ? <ProjectEditor key={id} project={card.data} /> : <NotFound />
}

function ProjectEditor({ project }: { project?: ProjectCard }) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const succeeded = useSuccessBanner()
  const save = useAction(
    (input: ProjectInput, key) =>
      project
        ? api.patch<ProjectCard>(`/projects/${project.id}`, input, project.version)
        : api.post<ProjectCard>('/projects', input, key),
    {
      onSuccess: async saved => {
        succeeded(t(project ? 'person.saved' : 'person.added', { name: saved.name }))
        void queryClient.invalidateQueries({ queryKey: ['projects'] })
        await navigate({ to: '/projects/$id/$tab', params: { id: saved.id, tab: 'users' } })
      },
    },
  )
  return (
    <div className={styles.form}>
      <NamedForm
        title={project ? t('person.edit-title', { name: project.name }) : t('project.add')}
        confirm={t(project ? 'person.save' : 'project.add')}
        name={{ label: t('project.name'), first: project?.name ?? '' }}
        other={{
          field: 'number',
          label: t('project.number'),
          hint: t('project.number.hint'),
          first: project?.number ?? '',
        }}
        problem={save.error}
        isBusy={save.isPending}
        onSubmit={(name, number) => save.mutate({ name, number })}
        cancelHref={project ? `/projects/${project.id}/users` : '/projects'}
      />
    </div>
  )
}
