import { useQuery } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import type { BulkActionName } from '../../../contract/bulk-actions.ts'
import type { PeopleFilter } from '../../../contract/people.ts'
import { Button } from '../../ui/button.tsx'
import { SelectionBar } from '../../ui/data-table/selection-bar.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Menu } from '../../ui/menu.tsx'
import { bulkActionOffers } from '../bulk/bulk-queries.ts'
import { ReviewDialog } from '../bulk/lazy-review-dialog.ts'
import { useWhyNot } from '../sign-in/session.ts'
import { sameFilter } from './people-search.ts'
import { asRequest, countOf, NOBODY, type PeopleSelection, without } from './people-selection.ts'
import { useFilterWords } from './use-filter-words.ts'

interface BulkBarProps {
  selection: PeopleSelection
  onChange: (next: PeopleSelection) => void
  /** The filter of the list as it is shown now, and how many match it. */
  filter: PeopleFilter
  matching: number | undefined
  loaded: number
}

export function BulkBar({ selection, onChange, filter, matching, loaded }: BulkBarProps) {
  const { t, ofCode } = useMessages()
  const filterWords = useFilterWords()
  const whyNotWords = useWhyNot()
  const { data: offers } = useQuery(bulkActionOffers)
  const [action, setAction] = useState<BulkActionName | null>(null)
  const count = countOf(selection)
  const isOfThisFilter = selection.kind === 'matching' && sameFilter(selection.filter, filter)
  const { kind, status } = filter
  const entries = (offers?.items ?? []).filter(({ subject, actsOn }) => subject === kind && actsOn === status)

  const words =
    selection.kind === 'matching' && !isOfThisFilter
      ? t('selection.count-of', { n: count, filter: filterWords(selection.filter) })
      : t('selection.count', { n: count })

  const hasMore =
    matching !== undefined && matching > 0 && !isOfThisFilter && (matching > loaded || count < matching)

  return (
    <>
      <SelectionBar
        words={words}
        isEmpty={count === 0}
        more={
          hasMore && (
            <Button
              tone="quiet"
              onPress={() => onChange({ kind: 'matching', filter, matching, except: new Set() })}
            >
              {t('selection.all', { n: matching })}
            </Button>
          )
        }
        actions={
          <Menu
            label={t('bulk.menu')}
            tone="primary"
            disabledBecause={count === 0 ? t('bulk.nothing-selected') : null}
            entries={entries.map(offer => ({
              id: offer.name,
              label: ofCode(`bulk.${offer.name}`, 'menu'),
              disabledBecause: whyNotWords.ofAnswer(offer) ?? undefined,
              onAction: () => setAction(offer.name),
            }))}
          />
        }
        onClear={() => onChange(NOBODY)}
      />
      {action && (
        <Suspense fallback={null}>
          <ReviewDialog
            action={action}
            selection={asRequest(selection)}
            onRemove={id => onChange(without(selection, id))}
            onClose={() => setAction(null)}
            onStarted={() => onChange(NOBODY)}
          />
        </Suspense>
      )}
    </>
  )
}
