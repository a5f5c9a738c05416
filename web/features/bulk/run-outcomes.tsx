import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type SubjectName, subjectOf } from '../../../contract/bulk-actions.ts'
import type { Run, RunOutcome } from '../../../contract/runs.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { isOver, runItems } from './bulk-queries.ts'
import styles from './run-page.module.css'
import { useBulkWords } from './use-bulk-words.ts'

const TONES: Record<RunOutcome, Tone> = {
  done: 'success',
  pending: 'waiting',
  failed: 'failure',
  skipped: 'neutral',
  unconfirmed: 'doubt',
  cancelled: 'neutral',
}
/** An open item is at home elsewhere. */
const CARDS: Record<SubjectName, string | null> = {
  user: '/people',
  contact: '/people',
  company: '/companies',
  'open-item': null,
}
/** What needs somebody comes first. */
const ORDER: RunOutcome[] = ['failed', 'unconfirmed', 'skipped', 'cancelled', 'pending', 'done']

/** While a run goes on, people move from one group to another. */
const LOOK_AGAIN_MS = 3_000

interface Group {
  outcome: RunOutcome
  reason: string | undefined
  count: number
}

/** What became of whom, grouped by outcome and reason, each with its mend. */
export function RunOutcomes({ run }: { run: Run }) {
  const groups = groupsOf(run)
  return (
    <div className={styles.groups}>
      {groups.map((group, at) => (
        <OutcomeGroup
          key={`${group.outcome} ${group.reason}`}
          run={run}
          group={group}
          isOpenAtFirst={at === 0 || groups.length < 4}
        />
      ))}
    </div>
  )
}

function groupsOf(run: Run): Group[] {
  return ORDER.flatMap((outcome): Group[] => {
    const reasons = run.reasons.filter(each => each.outcome === outcome && each.count > 0)
    if (reasons.length) return reasons.sort((a, b) => b.count - a.count)
    const count = run.counts[outcome]
    return count ? [{ outcome, reason: undefined, count }] : []
  })
}

function OutcomeGroup({ run, group, isOpenAtFirst }: { run: Run; group: Group; isOpenAtFirst: boolean }) {
  const { t, ofCode, number } = useMessages()
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const { outcome, reason, count } = group
  const words = t(`outcome.${outcome}`)
  return (
    <details className={styles.group} open={isOpen} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>
        <Badge tone={TONES[outcome]}>
          {reason ? t('outcome.because', { outcome: words, reason: ofCode('reason', reason) }) : words}
        </Badge>
        <strong>{number(count)}</strong>
      </summary>
      {reason && <p className={styles.mend}>{ofCode('mend', reason, {}, '')}</p>}
      {outcome === 'unconfirmed' && (run.action === 'user.invite' || run.action === 'user.send-again') && (
        <p className={styles.mend}>
          <Link href="/directory/users?unconfirmed=yes">{t('run.unconfirmed.decide')}</Link>
        </p>
      )}
      {isOpen && <Items run={run} group={group} />}
    </details>
  )
}

function Items({ run, group }: { run: Run; group: Group }) {
  const { t } = useMessages()
  const [cursors, setCursors] = useState<(string | undefined)[]>([undefined])
  return (
    <ul className={styles.items}>
      {cursors.map((cursor, at) => (
        <ItemsPage
          key={cursor ?? ''}
          run={run}
          group={group}
          cursor={cursor}
          more={next =>
            at === cursors.length - 1 && (
              <li>
                <Button tone="quiet" size="small" onPress={() => setCursors([...cursors, next])}>
                  {t('run.show-more')}
                </Button>
              </li>
            )
          }
        />
      ))}
    </ul>
  )
}

interface ItemsPageProps {
  run: Run
  group: Group
  cursor: string | undefined
  more: (next: string) => React.ReactNode
}

function ItemsPage({ run, group, cursor, more }: ItemsPageProps) {
  const bulkWords = useBulkWords()
  const cards = CARDS[subjectOf(run.action)]
  const page = useQuery({
    ...runItems(run.id, group.outcome, group.reason, cursor),
    refetchInterval: !isOver(run) && LOOK_AGAIN_MS,
  })
  if (page.isError) {
    return (
      <li>
        <ErrorState error={page.error} onRetry={() => void page.refetch()} />
      </li>
    )
  }
  if (page.isPending) {
    return (
      <li>
        <SkeletonRows rows={Math.min(group.count, 4)} />
      </li>
    )
  }
  return (
    <>
      {page.data.items.map(({ subject, detail }) => (
        <li key={subject.id} className={styles.item}>
          {cards === null ? (
            <span className={styles.name}>{subject.name}</span>
          ) : (
            <Link href={`${cards}/${subject.id}`} look="subtle" className={styles.name!}>
              {subject.name}
            </Link>
          )}
          <span className={styles.muted}>{[subject.company, subject.email].filter(Boolean).join(' · ')}</span>
          {detail && (
            <span className={styles.detail}>
              {bulkWords(run.action, run.variant, 'note', { note: detail }, detail)}
            </span>
          )}
        </li>
      ))}
      {page.data.next && more(page.data.next)}
    </>
  )
}
