import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { ProjectCard, ProjectInput } from '../../../contract/projects.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { FailedPage } from '../../shell/failed-page.tsx'
import { NotFound } from '../../shell/not-found.tsx'
import { Button } from '../../ui/button.tsx'
import { useFaults } from '../../ui/faults.ts'
import { Form } from '../../ui/form.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useAction } from '../../use-action.ts'
import { useSuccessBanner } from '../../use-success-banner.tsx'
import styles from '../directory/person-page.module.css'
import { useMay } from '../sign-in/session.ts'
import { projectCard } from './project-queries.ts'

export function AddProjectPage() {
  return useMay()('projects.edit') ? <ProjectEditor /> : <NotFound />
}

export function EditProjectPage() {
  const { id } = useParams({ from: '/signed-in/projects/$id/edit' })
  const card = useQuery({ ...projectCard(id), staleTime: 0, refetchOnWindowFocus: false })
  if (card.isPending) return <SkeletonText lines={4} />
  if (card.isError) return <FailedPage error={card.error} onRetry={() => void card.refetch()} />
  return card.data.may.edit ? <ProjectEditor key={id} project={card.data} /> : <NotFound />
}

function ProjectEditor({ project }: { project?: ProjectCard }) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const succeeded = useSuccessBanner()
  const [name, setName] = useState(project?.name ?? '')
  const [number, setNumber] = useState(project?.number ?? '')
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
  const faults = useFaults(save.error)
  const title = project ? t('person.edit-title', { name: project.name }) : t('project.add')
  return (
    <div className={styles.form}>
      <PageHeader title={title} />
      <Form
        label={title}
        fields={['name', 'number']}
        problem={save.error}
        onSubmit={() => save.mutate({ name, number: number.trim() || null })}
        footer={
          <>
            <Button type="submit" tone="primary" isBusy={save.isPending}>
              {t(project ? 'person.save' : 'project.add')}
            </Button>
            <Link href={project ? `/projects/${project.id}/users` : '/projects'} look="button">
              {t('ui.form.cancel')}
            </Link>
          </>
        }
      >
        <TextField
          label={t('project.name')}
          name="name"
          value={name}
          onChange={setName}
          errors={faults.of('name')}
          isRequired
          autoFocus
        />
        <TextField
          label={t('project.number')}
          name="number"
          description={t('project.number.hint')}
          value={number}
          onChange={setNumber}
          errors={faults.of('number')}
        />
      </Form>
    </div>
  )
}
