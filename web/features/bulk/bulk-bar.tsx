import { Suspense, useState } from 'react'
import type { SubjectName } from '../../../contract/bulk-actions.ts'
import { Button } from '../../ui/button.tsx'
import { SelectionBar } from '../../ui/data-table/selection-bar.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useWhyNot } from '../sign-in/session.ts'
import { ReviewDialog } from './lazy-review-dialog.ts'
import { asRequest, countOf, NOTHING, type RowSelection, sameFilter, without } from './row-selection.ts'
import { type InPlace, type Offer, useOffers } from './use-offers.ts'

interface BulkBarProps<Filter> {
  subject: SubjectName
  selection: RowSelection<Filter>
  onChange: (next: RowSelection<Filter>) => void
  /** The filter of the list as it is shown now, and how many match it. */
  filter: Filter
  filterWords: (filter: Filter) => string
  matching: number | undefined
  loaded: number
  inPlace?: InPlace | null
}

/** What is selected on all pages, and what can be done with it. */
export function BulkBar<Filter extends { status: 'active' | 'inactive'; unconfirmed?: unknown }>({
  subject,
  selection,
  onChange,
  filter,
  filterWords,
  matching,
  loaded,
  inPlace = null,
}: BulkBarProps<Filter>) {
  const { t, ofCode } = useMessages()
  const whyNotWords = useWhyNot()
  const entries = useOffers(subject, filter.status, inPlace, filter)
  const [pressed, setPressed] = useState<Offer | null>(null)
  const count = countOf(selection)
  const isOfThisFilter = selection.kind === 'matching' && sameFilter(selection.filter, filter)

  const words =
    selection.kind === 'matching' && !isOfThisFilter
      ? t('selection.count-of', { n: count, filter: filterWords(selection.filter) })
      : t(subject === 'company' ? 'selection.count.things' : 'selection.count', { n: count })

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
            disabledBecause={
              count === 0
                ? t(subject === 'company' ? 'bulk.nothing-selected.things' : 'bulk.nothing-selected')
                : null
            }
            entries={entries.map(offer => ({
              id: offer.name,
              label: ofCode(`bulk.${offer.name}`, 'menu'),
              disabledBecause: whyNotWords.ofAnswer(offer) ?? undefined,
              onAction: () => setPressed(offer),
            }))}
          />
        }
        onClear={() => onChange(NOTHING)}
      />
      {pressed && (
        <Suspense fallback={null}>
          <ReviewDialog
            action={pressed.name}
            told={pressed.told}
            selection={asRequest(selection)}
            onRemove={id => onChange(without(selection, id))}
            onClose={() => setPressed(null)}
            onStarted={() => onChange(NOTHING)}
          />
        </Suspense>
      )}
    </>
  )
}
