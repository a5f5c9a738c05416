import { useEffect, useRef, useState } from 'react'
import type { Run } from '../../../contract/runs.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { isOver } from './bulk-queries.ts'

/** Too little was seen before it to foretell anything. */
const LONG_ENOUGH_MS = 3_000
const SECOND_MS = 1_000

/** An estimate from what was seen since the page opened; nothing where nothing honest can be said. */
export function useTimeLeft(run: Run): string | null {
  const { t } = useMessages()
  const [nowMs, setNow] = useState(Date.now)
  const first = useRef<{ atMs: number; pending: number } | null>(null)
  const over = isOver(run)

  useEffect(() => {
    if (over) return
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS)
    return () => clearInterval(timer)
  }, [over])

  if (over || run.state === 'paused') return null
  const heldForMs = run.heldUntil ? Date.parse(run.heldUntil) - nowMs : 0
  if (heldForMs > 0) return t('run.starts-in', { seconds: Math.ceil(heldForMs / SECOND_MS) })

  first.current ??= { atMs: nowMs, pending: run.counts.pending }
  const settled = first.current.pending - run.counts.pending
  const tookMs = nowMs - first.current.atMs
  if (settled <= 0 || tookMs < LONG_ENOUGH_MS) return t('run.time-unknown')
  const leftSeconds = (run.counts.pending * tookMs) / settled / SECOND_MS
  return leftSeconds < 60
    ? t('run.under-a-minute')
    : t('run.minutes-left', { n: Math.ceil(leftSeconds / 60) })
}
