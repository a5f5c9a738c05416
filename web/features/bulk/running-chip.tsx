import { IconProgress } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { isOver, runsPage } from './bulk-queries.ts'
import styles from './running-chip.module.css'

const WHILE_RUNNING_MS = 3_000
const WHILE_QUIET_MS = 30_000

/** How far the running runs are, on every page; nothing while none is. */
export function RunningChip() {
  const { t } = useMessages()
  const { data } = useQuery({
    ...runsPage(undefined),
    refetchInterval: ({ state }) =>
      state.data?.items.some(run => !isOver(run)) ? WHILE_RUNNING_MS : WHILE_QUIET_MS,
  })
  const running = data?.items.filter(run => !isOver(run)) ?? []
  const first = running[0]
  if (!first) return null

  const all = running.reduce((sum, run) => sum + run.selected, 0)
  const waiting = running.reduce((sum, run) => sum + run.counts.pending, 0)
  const href = running.length === 1 ? `/runs/${first.id}` : '/runs'
  const percent = Math.floor((100 * (all - waiting)) / Math.max(all, 1))
  const words = t('run.chip', { n: running.length, percent })
  return (
    <Link
      href={href}
      look="subtle"
      className={styles.chip!}
      icon={<IconProgress size={18} aria-hidden />}
      label={words}
    >
      <span className={styles.words}>{words}</span>
      <span className={styles.count}>{t('run.percent', { percent })}</span>
    </Link>
  )
}
