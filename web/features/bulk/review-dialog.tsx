import { Suspense, useState } from 'react'
import type { BulkActionName, Review, RunRequest, Selection } from '../../../contract/bulk-actions.ts'
import type { Run } from '../../../contract/runs.ts'
import { api } from '../../api.ts'
import { ApiProblem } from '../../api-problem.ts'
import { queryClient } from '../../query-client.ts'
import { useBanners } from '../../ui/banner-region.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useFaults } from '../../ui/faults.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useAction } from '../../use-action.ts'
import { type ActionInput, inputPanels } from './input-panels.ts'
import { ReviewGroups } from './review-groups.tsx'
import { RunBanner } from './run-banner.tsx'
import { useBulkWords } from './use-bulk-words.ts'
import { useReview } from './use-review.ts'

/** Above this many people the count is typed before it begins. Source: ui.md, shell. */
const TYPED_ABOVE_PEOPLE = 1_000

interface ReviewDialogProps {
  action: BulkActionName
  selection: Selection
  /** What the action is told in this place, beside what is asked for here. */
  told?: Record<string, unknown>
  onRemove: (id: string) => void
  onClose: () => void
  onStarted: () => void
}

/** Shows who will be acted on and who not and why, by the same rules that the run applies, before anything begins. */
export function ReviewDialog({
  action,
  selection,
  told = {},
  onRemove,
  onClose,
  onStarted,
}: ReviewDialogProps) {
  const { t, number } = useMessages()
  const bulkWords = useBulkWords()
  const { show } = useBanners()
  const panel = inputPanels[action]
  const atFirst = panel ? panel.atFirst : {}
  const [chosen, setChosen] = useState<ActionInput>(atFirst)
  const isSaid = chosen !== null
  // While something is not said to its end, who is selected is reviewed as at first.
  const reviewed = chosen ?? atFirst
  const input: ActionInput = reviewed && { ...told, ...reviewed }
  const review = useReview(action, selection, input)
  const [typed, setTyped] = useState('')

  const start = useAction(
    (press: RunRequest, key) => api.post<Run>(`/bulk-actions/${action}/runs`, press, key),
    {
      onSuccess: run => {
        show(<RunBanner id={run.id} expected={n} />)
        onStarted()
        onClose()
        void queryClient.invalidateQueries({ queryKey: ['runs', 'page'] })
      },
    },
  )

  const words = (part: string, n = 0) =>
    bulkWords(action, review.data?.variant ?? null, part, {
      n,
      seconds: review.data?.holdSeconds ?? 0,
      email: review.data?.sending?.email ?? 0,
      sms: review.data?.sending?.sms ?? 0,
    })
  const n = review.data?.acting.count ?? 0
  const isTypedRight = n <= TYPED_ABOVE_PEOPLE || typed.replace(/\D/g, '') === String(n)
  const disabledBecause = !isSaid
    ? t('review.choose-first')
    : !review.data
      ? t('review.not-ready')
      : n === 0
        ? t('review.nobody-left')
        : isTypedRight
          ? null
          : t('review.type-count', { n })

  return (
    <Dialog
      name={words('name')}
      title={review.data ? words('heading', n) : words('name')}
      size="wide"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('review.cancel')}</Button>
          <Button
            tone={words('tone') === 'danger' ? 'danger' : 'primary'}
            disabledBecause={disabledBecause}
            isBusy={start.isPending}
            onPress={() =>
              review.data &&
              start.mutate({
                ...{ selection, input: input ?? {} },
                ...{ reviewedAt: review.data.reviewedAt, reviewed: review.data.selected },
              })
            }
          >
            {n > 0 ? words('confirm', n) : words('confirm-nobody')}
          </Button>
        </>
      }
    >
      {start.error && (
        <ErrorState error={start.error} undone={t('review.kept')}>
          <Faults of={start.error} />
        </ErrorState>
      )}
      {review.error !== null && (
        <ErrorState error={review.error} kept={t('review.kept')} onRetry={review.retry}>
          <Faults of={review.error} />
        </ErrorState>
      )}
      {panel && (
        <Suspense fallback={<SkeletonRows rows={1} />}>
          <panel.Panel
            input={isSaid ? input : null}
            selection={selection}
            review={review.data}
            onChange={setChosen}
          />
        </Suspense>
      )}
      {!review.data && review.error === null && <SkeletonRows rows={5} />}
      {review.data && (
        <>
          {n > 0 && isSaid && <p>{words(consequenceOf(review.data), n)}</p>}
          {review.data.sending !== null && review.data.sending.sms > 0 && (
            <p>
              {t('review.sms-segments', {
                sms: review.data.sending.sms,
                segments: review.data.sending.smsSegments,
                isExact: String(review.data.sending.isExact),
              })}
            </p>
          )}
          {isSaid && n > TYPED_ABOVE_PEOPLE && (
            <TextField
              label={t('review.type-count', { n })}
              description={number(n)}
              value={typed}
              onChange={setTyped}
              autoComplete="off"
              isRequired
            />
          )}
          <ReviewGroups
            review={review.data}
            isSaid={isSaid}
            onMore={review.more}
            onRemove={id => {
              review.remove(id)
              onRemove(id)
            }}
          />
        </>
      )}
    </Dialog>
  )
}

/** What of what was said cannot be used, in words. */
function Faults({ of }: { of: unknown }) {
  const faults = useFaults(of instanceof ApiProblem ? of : null).elsewhere([])
  return faults.map(words => <p key={words}>{words}</p>)
}

const consequenceOf = ({ sending, holdSeconds }: Review) =>
  `consequence${sending?.sms ? '-with-sms' : ''}${holdSeconds > 0 ? '-after-hold' : ''}`
