import { IconFilter } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import styles from './people-list.module.css'

interface FilterPanelProps {
  /** In how many groups something is chosen. */
  chosen: number
  /** The button that shows what is left, where it says how much. */
  show?: string
  /** In one line above the list, and behind the button on a phone alone. */
  isAbove?: boolean
  children: ReactNode
}

/** Filters left of a list, or above it; on narrow screens behind one button. */
export function FilterPanel({ chosen, show, isAbove = false, children }: FilterPanelProps) {
  const { t } = useMessages()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <div className={isAbove ? styles.inLine : styles.filters}>{children}</div>
      <div className={isAbove ? styles.inLineButton : styles.filterButton}>
        <Button icon={<IconFilter size={18} aria-hidden />} onPress={() => setOpen(true)}>
          {t('directory.filters', { n: chosen })}
        </Button>
      </div>
      <Dialog
        title={t('directory.filters.title')}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        footer={
          <Button tone="primary" onPress={() => setOpen(false)}>
            {show ?? t('directory.filters.done')}
          </Button>
        }
      >
        <div className={isAbove ? styles.above : styles.groups}>{children}</div>
      </Dialog>
    </>
  )
}
