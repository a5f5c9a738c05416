import { IconSearch, IconX } from '@tabler/icons-react'
import { type Ref, useEffect, useRef, useState } from 'react'
import { SearchField as AriaSearchField, Input } from 'react-aria-components'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import styles from './field.module.css'
import { useMessages } from './i18n/messages.tsx'

/** Long enough not to ask at every letter, short enough to feel live. */
const PAUSE_MS = 250

interface SearchFieldProps {
  label: string
  value: string
  /** Called after a pause in typing, and at once on Enter and on clearing. */
  onSearch: (value: string) => void
  placeholder?: string
  inputRef?: Ref<HTMLInputElement>
  /** `slim` stands over a column. */
  look?: 'normal' | 'slim'
}

export function SearchField({
  label,
  value,
  onSearch,
  placeholder,
  inputRef,
  look = 'normal',
}: SearchFieldProps) {
  const { t } = useMessages()
  const [typed, setTyped] = useState(value)
  const asked = useRef(value)

  // The value may change from outside: the back button, "clear filters".
  useEffect(() => {
    if (value !== asked.current) {
      asked.current = value
      setTyped(value)
    }
  }, [value])

  const ask = (next: string) => {
    if (next === asked.current) return
    asked.current = next
    onSearch(next)
  }

  useEffect(() => {
    const timer = setTimeout(() => ask(typed), PAUSE_MS)
    return () => clearTimeout(timer)
  })

  return (
    <AriaSearchField
      aria-label={label}
      value={typed}
      onChange={setTyped}
      onSubmit={ask}
      onClear={() => ask('')}
      className={classNames(styles.search, look === 'slim' && styles.slim)}
    >
      {look === 'normal' && <IconSearch size={18} aria-hidden />}
      <Input
        className={styles.input!}
        {...(placeholder && { placeholder })}
        {...(inputRef && { ref: inputRef })}
      />
      {typed && (
        <Button
          tone="quiet"
          size="small"
          className={styles.clear!}
          icon={<IconX size={16} aria-hidden />}
          label={t('ui.search.clear')}
        />
      )}
    </AriaSearchField>
  )
}
