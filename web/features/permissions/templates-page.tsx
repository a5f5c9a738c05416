import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { PermissionTemplate } from '../../../contract/permission-templates.ts'
import { type TemplateScope, templateScopes } from '../../../contract/permissions.ts'
import { Badge } from '../../ui/badge.tsx'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import type { DataColumn } from '../../ui/data-table/types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { useMay, useWhyNot } from '../sign-in/session.ts'
import styles from './template-page.module.css'
import { templatesOf } from './templates-query.ts'

/** What each template lets people do, and how many have it: those of the company, and those of projects. */
export function TemplatesPage() {
  const { t } = useMessages()
  const whyNot = useWhyNot()
  const mayEdit = useMay()('permissions.edit')
  const { scope = 'company' } = useSearch({ from: '/signed-in/templates' })
  return (
    <>
      <PageHeader
        title={t('templates.title')}
        actions={
          <Link
            href={`/templates/new?scope=${scope}`}
            look="primary"
            disabledBecause={whyNot.without('permissions.edit')}
          >
            {t('templates.add')}
          </Link>
        }
      />
      {mayEdit ? (
        <Tabs
          label={t('templates.scopes')}
          tabs={templateScopes.map(id => ({
            id,
            label: t(`templates.scope.${id}`),
            href: `/templates?scope=${id}`,
          }))}
          current={scope}
        >
          <Templates scope={scope} />
        </Tabs>
      ) : (
        <EmptyState title={t('templates.not-yours')}>{t('needs.permissions.edit')}</EmptyState>
      )}
    </>
  )
}

function Templates({ scope }: { scope: TemplateScope }) {
  const { t } = useMessages()
  const templates = useQuery({ ...templatesOf(scope), staleTime: 0 })
  const columns = useColumns()
  const rows = useMemo(() => {
    const all = (templates.data?.items ?? []).flatMap(({ details }) => details ?? [])
    return [...all.filter(one => !one.isArchived), ...all.filter(one => one.isArchived)]
  }, [templates.data])
  if (templates.isError)
    return <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />
  return (
    <>
      <p className={styles.note}>{t(`templates.intro.${scope}`)}</p>
      <DataTable
        label={t(`templates.scope.${scope}`)}
        columns={columns}
        rows={rows}
        nameOf={template => template.name}
        isLoading={templates.isPending}
        empty={null}
      />
    </>
  )
}

function useColumns(): DataColumn<PermissionTemplate>[] {
  const { t, ofCode } = useMessages()
  return useMemo(() => {
    const lets = ({ scope, directoryLevel, permissions }: PermissionTemplate) => {
      if (scope === 'company' && directoryLevel === 'admin') return t('templates.level.admin')
      return permissions.map(each => ofCode('permission', each)).join(' · ') || t('templates.lets-nothing')
    }
    return [
      {
        id: 'name',
        label: t('templates.name'),
        width: 'minmax(0, 1.6fr)',
        isRowHeader: true,
        wraps: true,
        card: 'name',
        cell: template => (
          <span className={styles.name}>
            <Link href={`/templates/${template.id}`} look="subtle">
              {template.name}
            </Link>
            {template.isDefault && <Badge tone="success">{t('templates.badge.default')}</Badge>}
            {template.isArchived && <Badge tone="neutral">{t('templates.badge.archived')}</Badge>}
          </span>
        ),
      },
      { id: 'lets', label: t('templates.lets'), width: 'minmax(0, 2.4fr)', cell: lets },
      {
        id: 'assignable',
        label: t('templates.column.assignable'),
        width: 'minmax(0, 0.8fr)',
        cell: template => t(template.isAssignable ? 'templates.assignable.yes' : 'templates.assignable.no'),
      },
      {
        id: 'users',
        label: t('templates.used-by'),
        width: 'minmax(0, 1fr)',
        card: 'state',
        cell: ({ id, scope, users }) =>
          scope === 'project' ? (
            t('templates.members', { n: users })
          ) : (
            <Link href={`/directory/users?template=${id}`} look="subtle">
              {t('templates.users', { n: users })}
            </Link>
          ),
      },
    ]
  }, [t, ofCode])
}
