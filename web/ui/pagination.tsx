import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { Button } from './button.tsx'
import { useMessages } from './i18n/messages.tsx'
import styles from './pagination.module.css'

interface PaginationProps {
  /** What the pages are pages of. */
  label: string
  /** Rows shown and, where known, of how many. */
  shown: { from: number; to: number; of?: number | undefined }
  onPrevious: (() => void) | null
  onNext: (() => void) | null
}

/** Keyset pages: forward by the last row's key, back by the way one came. */
export function Pagination({ label, shown, onPrevious, onNext }: PaginationProps) {
  const { t } = useMessages()
  const words = shown.of === undefined ? t('ui.pages.shown', shown) : t('ui.pages.shown-of', shown)
  return (
    <nav aria-label={label} className={styles.pages}>
      <span className={styles.shown}>{words}</span>
      <Button
        size="small"
        icon={<IconChevronLeft size={16} aria-hidden />}
        disabledBecause={onPrevious ? null : t('ui.pages.first')}
        onPress={onPrevious ?? undefined}
      >
        {t('ui.pages.previous')}
      </Button>
      <Button size="small" disabledBecause={onNext ? null : t('ui.pages.last')} onPress={onNext ?? undefined}>
        {t('ui.pages.next')}
        <IconChevronRight size={16} aria-hidden />
      </Button>
    </nav>
  )
}
