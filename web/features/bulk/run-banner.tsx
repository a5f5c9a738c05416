import { useEffect, useState } from 'react'
import type { Run } from '../../../contract/runs.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { Banner } from '../../ui/banner.tsx'
import { useBanners } from '../../ui/banner-region.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { useAction } from '../../use-action.ts'
import { isOver, runKey } from './bulk-queries.ts'
import { endedClean, RunOutcomeWords } from './run-outcome-words.tsx'
import { useBulkWords } from './use-bulk-words.ts'
import { useEndSeen } from './use-end-seen.ts'
import { useRun } from './use-run.ts'

/** A run that is over by then banners its result alone. Source: product.md, bulk actions. */
const RESULT_ONLY_WITHIN_MS = 2_000

/** What a run may have changed of what is shown. */
const LISTS = ['people', 'companies', 'projects', 'groups', 'open-items', 'assignments']

/**
 * First what will happen, then what happened.
 *
 * @param expected people that the confirmed review counted as acted on: the run itself knows only once it has judged them
 */
export function RunBanner({ id, expected }: { id: string; expected: number }) {
  const { t } = useMessages()
  const bulkWords = useBulkWords()
  const { dismiss } = useBanners()
  const { data: run } = useRun(id)
  const isLong = useLater(RESULT_ONLY_WITHIN_MS)
  useEndSeen(run)
  const state = run?.state
  // The list behind the banner shows what the run has done to it by now.
  useEffect(() => {
    if (state || isLong) for (const list of LISTS) void queryClient.invalidateQueries({ queryKey: [list] })
  }, [state, isLong])
  const callBack = useAction((_: string, key) => api.post<Run>(`/runs/${id}/cancel`, undefined, key), {
    onSuccess: answer => queryClient.setQueryData(runKey(id), answer),
  })

  if (!run) return null
  const words = (part: string, n: number) => bulkWords(run.action, run.variant, part, { n })
  const seeRun = (label: string) => <Link href={`/runs/${id}`}>{label}</Link>

  if (!isOver(run)) {
    const isHeld = run.heldUntil !== null
    // Whom it has left out since the review is not counted any more.
    const willAct = Math.min(expected, run.selected - run.counts.skipped - run.counts.cancelled)
    if (!isHeld && !isLong) return null
    return (
      <Banner
        tone="success"
        onDismiss={dismiss}
        actions={
          <>
            {seeRun(t('run.see-progress'))}
            {run.may.cancel && (
              <Button size="small" isBusy={callBack.isPending} onPress={() => callBack.mutate(id)}>
                {t('run.call-back')}
              </Button>
            )}
          </>
        }
      >
        {words('banner-will', willAct)}
        {callBack.error && <ErrorState error={callBack.error} />}
      </Banner>
    )
  }

  const isClean = endedClean(run)
  return (
    <Banner
      tone={isClean ? 'success' : 'warning'}
      onDismiss={dismiss}
      actions={seeRun(t(isClean ? 'run.see' : 'run.see-why'))}
    >
      <RunOutcomeWords run={run} />
    </Banner>
  )
}

function useLater(ms: number): boolean {
  const [isLater, setLater] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return isLater
}
