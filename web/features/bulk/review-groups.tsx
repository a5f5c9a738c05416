import { IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { Review, ReviewedSubject } from '../../../contract/bulk-actions.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import styles from './review-groups.module.css'
import { useBulkWords } from './use-bulk-words.ts'

/** People of a group that is left out, before one asks for more: those who are acted on stay in sight. */
const FIRST_SKIPPED = 5

interface ReviewGroupsProps {
  review: Review
  /** Whether everything that the action has to be told is said. */
  isSaid: boolean
  onMore: (reason: string | null, cursor: string) => void
  onRemove: (id: string) => void
}

/** First who is left out, by reason and with a way to mend it; then who will be acted on. */
export function ReviewGroups({ review, isSaid, onMore, onRemove }: ReviewGroupsProps) {
  const { t, ofCode } = useMessages()
  const bulkWords = useBulkWords()
  const groups = useRef<HTMLDivElement>(null)
  const remove = (id: string) => {
    focusNeighbour(groups.current, id)
    onRemove(id)
  }
  return (
    <div ref={groups} className={styles.groups}>
      <Notes review={review} />
      {review.unknown > 0 && <p>{t('review.unknown', { n: review.unknown })}</p>}
      {review.skipped.map(group => (
        <section key={group.reason} className={styles.group}>
          <h3>
            <Badge tone="warning">
              {t('review.skipped', { n: group.count, reason: ofCode('reason', group.reason) })}
            </Badge>
          </h3>
          <p className={styles.mend}>{ofCode('mend', group.reason, {}, '')}</p>
          <Subjects
            {...group}
            first={FIRST_SKIPPED}
            onRemove={remove}
            onMore={cursor => onMore(group.reason, cursor)}
          />
        </section>
      ))}
      {review.acting.count > 0 && (
        <section className={styles.group}>
          <h3>
            {isSaid
              ? bulkWords(review.action, review.variant, 'acting', { n: review.acting.count })
              : t('review.selected', { n: review.acting.count })}
          </h3>
          <Subjects
            {...review.acting}
            first={review.acting.items.length}
            onRemove={remove}
            onMore={cursor => onMore(null, cursor)}
          />
        </section>
      )}
    </div>
  )
}

/** What else the run would do, beside acting on who is selected. */
function Notes({ review }: { review: Review }) {
  const { t, locale } = useMessages()
  const bulkWords = useBulkWords()
  const notes = review.acting.count > 0 ? review.notes.filter(({ count }) => count > 0) : []
  if (!notes.length) return null
  const names = new Intl.ListFormat(locale)
  return (
    <ul className={styles.notes} aria-label={t('review.notes')}>
      {notes.map(({ code, count, items }) => (
        <li key={code}>
          {bulkWords(review.action, review.variant, `note.${code}`, { count })}{' '}
          <strong>{names.format(items.map(({ name }) => name))}</strong>
          {items.length > 0 && items.length < count && t('review.notes.more', { n: count - items.length })}
        </li>
      ))}
    </ul>
  )
}

/** The next X gets the focus before its neighbour goes: else it would fall on Close, and the next Space on that. */
function focusNeighbour(groups: HTMLElement | null, id: string) {
  const crosses = [...(groups?.querySelectorAll<HTMLElement>('[data-subject] button') ?? [])]
  const at = crosses.findIndex(cross => cross.closest<HTMLElement>('[data-subject]')?.dataset.subject === id)
  const heir = crosses[at + 1] ?? crosses[at - 1]
  heir?.focus()
}

/** Who stands in the way, the first few by name. */
function InTheWay({ count, named }: NonNullable<ReviewedSubject['inTheWay']>) {
  const { t, locale } = useMessages()
  const names = named.map(({ name, detail }) => t('review.in-the-way.one', { name, detail }))
  const more = count > named.length ? [t('review.in-the-way.more', { n: count - named.length })] : []
  const list = new Intl.ListFormat(locale, { type: 'conjunction' }).format([...names, ...more])
  return <span className={styles.inTheWay}>{t('review.in-the-way', { n: count, names: list })}</span>
}

interface SubjectsProps {
  first: number

  count: number
  items: ReviewedSubject[]
  next: string | null
  onRemove: (id: string) => void
  onMore: (cursor: string) => void
}

function Subjects({ first, count, items, next, onRemove, onMore }: SubjectsProps) {
  const { t } = useMessages()
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? items : items.slice(0, first)
  const hidden = count - shown.length
  return (
    <ul className={styles.people}>
      {shown.map(one => (
        <li key={one.id} className={styles.person} data-subject={one.id}>
          <span className={styles.name}>{one.name}</span>
          <span className={styles.more}>{[one.company, one.email].filter(Boolean).join(' · ')}</span>
          {one.inTheWay && <InTheWay {...one.inTheWay} />}
          <Button
            tone="quiet"
            size="small"
            icon={<IconX size={16} aria-hidden />}
            label={t('review.remove', { name: one.name })}
            onPress={() => onRemove(one.id)}
          />
        </li>
      ))}
      {hidden > 0 && (
        <li>
          <Button
            tone="quiet"
            size="small"
            onPress={() => {
              setWhole(true)
              if (next && shown.length === items.length) onMore(next)
            }}
          >
            {t('review.show-more', { n: hidden })}
          </Button>
        </li>
      )}
    </ul>
  )
}
