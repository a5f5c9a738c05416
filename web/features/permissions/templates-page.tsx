import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { PermissionTemplate } from '../../../contract/permission-templates.ts'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import type { DataColumn } from '../../ui/data-table/types.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { templatesQuery } from './templates-query.ts'

/** What each template lets people do, and how many have it. */
export function TemplatesPage() {
  const { t } = useMessages()
  const templates = useQuery({ ...templatesQuery, staleTime: 0 })
  const columns = useColumns()
  const rows = useMemo(
    () => (templates.data?.items ?? []).flatMap(({ details }) => details ?? []),
    [templates.data],
  )
  return (
    <>
      <PageHeader
        title={t('templates.title')}
        actions={
          <Link href="/templates/new" look="primary">
            {t('templates.add')}
          </Link>
        }
      >
        <p>{t('templates.intro')}</p>
      </PageHeader>
      {templates.isError ? (
        <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />
      ) : (
        <DataTable
          label={t('templates.title')}
          columns={columns}
          rows={rows}
          nameOf={template => template.name}
          isLoading={templates.isPending}
          empty={null}
        />
      )}
    </>
  )
}

function useColumns(): DataColumn<PermissionTemplate>[] {
  const { t, ofCode } = useMessages()
  return useMemo(
    () => [
      {
        id: 'name',
        label: t('templates.name'),
        width: 'minmax(0, 1.4fr)',
        isRowHeader: true,
        card: 'name',
        cell: template => (
          <Link href={`/templates/${template.id}`} look="subtle">
            {template.name}
          </Link>
        ),
      },
      {
        id: 'lets',
        label: t('templates.lets'),
        width: 'minmax(0, 2.4fr)',
        cell: ({ directoryLevel, permissions }) =>
          directoryLevel === 'admin'
            ? t('templates.level.admin')
            : permissions.map(each => ofCode('permission', each)).join(' · ') || t('templates.lets-nothing'),
      },
      {
        id: 'users',
        label: t('templates.used-by'),
        width: 'minmax(0, 1fr)',
        card: 'state',
        cell: template => (
          <Link href={`/directory/users?template=${template.id}`} look="subtle">
            {t('templates.users', { n: template.users })}
          </Link>
        ),
      },
    ],
    [t, ofCode],
  )
}
