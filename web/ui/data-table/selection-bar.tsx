import { IconX } from '@tabler/icons-react'
import { type ReactNode, useRef } from 'react'
import { Button } from '../button.tsx'
import { classNames } from '../class-names.ts'
import { useMessages } from '../i18n/messages.tsx'
import { useKeptFocus } from '../use-kept-focus.ts'
import styles from './selection-bar.module.css'

interface SelectionBarProps {
  /** "2 selected", with the filter that it was made with. */
  words: string
  /** The offer to take all that match, where there are more. */
  more?: ReactNode
  actions: ReactNode
  onClear: () => void
  isEmpty: boolean
}

/** What is selected on all pages, at the bottom of the screen, and what can be done with it. */
export function SelectionBar({ words, more, actions, onClear, isEmpty }: SelectionBarProps) {
  const { t } = useMessages()
  const bar = useRef<HTMLElement>(null)
  const keptFocus = useKeptFocus(bar, () => () => bar.current)
  return (
    <section
      ref={bar}
      tabIndex={-1}
      {...keptFocus}
      className={classNames(styles.bar, isEmpty && styles.empty)}
      aria-label={t('ui.selection.label')}
    >
      <span className={styles.words} aria-live="polite">
        {words}
      </span>
      {more && <span className={styles.more}>{more}</span>}
      <span className={styles.actions}>
        {actions}
        {!isEmpty && (
          <Button
            tone="quiet"
            icon={<IconX size={18} aria-hidden />}
            label={t('ui.selection.clear')}
            onPress={onClear}
          />
        )}
      </span>
    </section>
  )
}
