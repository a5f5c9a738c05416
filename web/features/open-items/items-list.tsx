import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import type { Selection } from '../../../contract/bulk-actions.ts'
import type { OpenItem } from '../../../contract/open-items.ts'
import { ListError } from '../../list-error.tsx'
import { CursorPages } from '../../list-pages.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import { SelectionBar } from '../../ui/data-table/selection-bar.tsx'
import type { DataColumn } from '../../ui/data-table/types.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useMay } from '../sign-in/session.ts'
import { type AssignmentSearch, filterOf } from './assignment-search.ts'
import { DueDay } from './due-day.tsx'
import { openItemsPage } from './open-item-queries.ts'
import { WhoseItems } from './whose-items.tsx'

const ReviewDialog = lazy(async () => ({ default: (await import('../bulk/review-dialog.tsx')).ReviewDialog }))
const NONE: readonly OpenItem[] = []
const NOTHING: Selection = { ids: [] }

export interface ListProps {
  search: AssignmentSearch
  empty: ReactNode
  onChange: (next: Partial<AssignmentSearch>) => void
}

/** Item by item, with ticks and what can be done with the ticked. */
export function ItemsList({ search, empty, total, onChange }: ListProps & { total: number | undefined }) {
  const { t } = useMessages()
  const may = useMay()
  const filter = filterOf(search)
  const page = useQuery(openItemsPage(filter, search.order ?? 'person', search.cursor))
  const columns = useColumns()
  const rows = page.data?.items ?? NONE
  const [selection, setSelection] = useState<Selection>(NOTHING)
  const [isReviewing, setReviewing] = useState(false)
  const count = 'ids' in selection ? selection.ids.length : (total ?? 0) - selection.except.length
  const ticked = new Set(
    rows
      .filter(({ id }) => ('ids' in selection ? selection.ids.includes(id) : !selection.except.includes(id)))
      .map(({ id }) => id),
  )
  const tick = (now: 'all' | Set<string>) => {
    const isTicked = (id: string) => now === 'all' || now.has(id)
    const here = new Set(rows.map(row => row.id))
    if ('ids' in selection) {
      const elsewhere = selection.ids.filter(id => !here.has(id))
      return setSelection({ ids: [...elsewhere, ...[...here].filter(isTicked)] })
    }
    const elsewhere = selection.except.filter(id => !here.has(id))
    setSelection({ ...selection, except: [...elsewhere, ...[...here].filter(id => !isTicked(id))] })
  }
  const without = (id: string) =>
    setSelection(
      'ids' in selection
        ? { ids: selection.ids.filter(one => one !== id) }
        : { ...selection, except: [...selection.except, id] },
    )

  if (page.isError) return <ListError error={page.error} onRetry={() => void page.refetch()} />
  return (
    <>
      <DataTable
        label={t('nav.assignments')}
        columns={columns}
        rows={rows}
        nameOf={item => item.title}
        {...(may('open-items.reassign') && { selection: { ticked, onChange: tick } })}
        sort={{ column: search.order ?? 'person', isDescending: false }}
        onSort={column => onChange({ order: column === 'due' ? 'due' : undefined })}
        isLoading={page.isPending}
        isStale={page.isPlaceholderData}
        empty={empty}
      />
      <CursorPages
        label={t('assignments.pages')}
        cursor={search.cursor}
        rows={rows.length}
        total={total}
        next={page.data?.next}
        onNext={cursor => onChange({ cursor })}
      />
      {may('open-items.reassign') && (
        <SelectionBar
          words={t('assignments.selected', { n: count })}
          isEmpty={count === 0}
          more={
            'ids' in selection &&
            total !== undefined &&
            total > rows.length && (
              <Button tone="quiet" onPress={() => setSelection({ filter, except: [] })}>
                {t('selection.all', { n: total })}
              </Button>
            )
          }
          actions={
            <Menu
              label={t('bulk.menu')}
              tone="primary"
              disabledBecause={count === 0 ? t('assignments.tick-first') : null}
              entries={[
                {
                  id: 'reassign',
                  label: t('bulk.open-item.reassign.menu'),
                  onAction: () => setReviewing(true),
                },
              ]}
            />
          }
          onClear={() => setSelection(NOTHING)}
        />
      )}
      {isReviewing && (
        <Suspense fallback={null}>
          <ReviewDialog
            action="open-item.reassign"
            selection={selection}
            onRemove={without}
            onClose={() => setReviewing(false)}
            onStarted={() => setSelection(NOTHING)}
          />
        </Suspense>
      )}
    </>
  )
}

function useColumns(): DataColumn<OpenItem>[] {
  const { t, ofCode } = useMessages()
  return useMemo(
    () => [
      {
        id: 'title',
        label: t('assignments.column.item'),
        width: 'minmax(0, 2.2fr)',
        isRowHeader: true,
        card: 'name',
        cell: item =>
          item.url ? (
            <a href={item.url} rel="noreferrer" target="_blank">
              {item.title}
            </a>
          ) : (
            item.title
          ),
      },
      {
        id: 'kind',
        label: t('assignments.column.kind'),
        width: 'minmax(0, 1.4fr)',
        cell: item => `${t(`open-item.tool.${item.tool}`)} · ${ofCode('open-item.role', item.role)}`,
      },
      {
        id: 'person',
        label: t('assignments.column.person'),
        width: 'minmax(0, 1.6fr)',
        isSortable: true,
        cell: ({ person }) => <WhoseItems person={person} />,
      },
      {
        id: 'company',
        label: t('assignments.column.company'),
        width: 'minmax(0, 1.4fr)',
        cell: item => item.person.company,
      },
      {
        id: 'project',
        label: t('assignments.column.project'),
        width: 'minmax(0, 1.3fr)',
        cell: item => item.project.name,
      },
      {
        id: 'due',
        label: t('assignments.column.due'),
        width: 'minmax(0, 1.6fr)',
        isSortable: true,
        card: 'state',
        cell: item => <DueDay item={item} />,
      },
    ],
    [t, ofCode],
  )
}
