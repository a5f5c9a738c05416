import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { MessageTemplateList } from '../../../../contract/message-templates.ts'
import { Badge } from '../../../ui/badge.tsx'
import { DataTable } from '../../../ui/data-table/data-table.tsx'
import type { DataColumn } from '../../../ui/data-table/types.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { LANGUAGE_NAMES, LANGUAGES } from '../../../ui/i18n/language.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import styles from './messages.module.css'
import { messageTemplatesQuery } from './messages-query.ts'

type Item = MessageTemplateList['items'][number]
/** A message in all its languages. */
type Row = { id: string; items: Item[] }

/** Every message whose words the account may write itself, and who last did. */
export function MessagesPage() {
  const { t, ofCode } = useMessages()
  const list = useQuery({ ...messageTemplatesQuery, staleTime: 0 })
  const columns = useColumns()
  const rows = useMemo(() => rowsOf(list.data?.items ?? []), [list.data])
  return (
    <>
      <PageHeader title={t('messages.title')}>
        <Link href="/settings" look="subtle">
          {t('settings.title')}
        </Link>
      </PageHeader>
      <p className={styles.intro}>{t('messages.intro')}</p>
      {list.isError ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          label={t('messages.title')}
          columns={columns}
          rows={rows}
          nameOf={row => ofCode('messages.of', row.id)}
          isLoading={list.isPending}
          empty={null}
        />
      )}
    </>
  )
}

function rowsOf(items: Item[]): Row[] {
  const names = [...new Set(items.map(item => item.name))]
  return names.map(id => ({ id, items: items.filter(item => item.name === id) }))
}

function useColumns(): DataColumn<Row>[] {
  const { t, ofCode } = useMessages()
  return useMemo(
    () => [
      {
        id: 'name',
        label: t('messages.name'),
        width: 'minmax(0, 1.4fr)',
        isRowHeader: true,
        card: 'name',
        cell: row => ofCode('messages.of', row.id),
      },
      ...LANGUAGES.map(
        (language): DataColumn<Row> => ({
          id: language,
          label: LANGUAGE_NAMES[language],
          width: 'minmax(0, 1fr)',
          cell: row => <Words item={row.items.find(item => item.language === language)} />,
        }),
      ),
    ],
    [t, ofCode],
  )
}

function Words({ item }: { item: Item | undefined }) {
  const { t } = useMessages()
  if (!item) return null
  const { name, language, latest } = item
  const isOurs = latest?.isOurs ?? true
  return (
    <span className={styles.cell}>
      <Link href={`/settings/messages/${name}/${language}`}>{LANGUAGE_NAMES[language]}</Link>
      {isOurs ? (
        <Badge tone="neutral">{t('messages.ours')}</Badge>
      ) : (
        <>
          <Badge tone="success">{t('messages.own', { name: latest!.by.name })}</Badge>
          <RelativeTime at={latest!.at} />
        </>
      )}
    </span>
  )
}
