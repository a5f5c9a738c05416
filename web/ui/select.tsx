import { IconChevronDown } from '@tabler/icons-react'
import { useId } from 'react'
import { classNames } from './class-names.ts'
import styles from './field.module.css'
import { useMessages } from './i18n/messages.tsx'

interface SelectProps {
  label: string
  value: string
  options: { value: string; label: string }[]
  onChange: (value: string) => void
  description?: string
  errors?: string[]
  /** Leaves the label to screen readers where the place makes it plain. */
  isLabelHidden?: boolean
  /** Said beside the label. */
  isOptional?: boolean
}

/** The browser's own list: phones show the wheel that their owners know. */
export function Select({
  label,
  value,
  options,
  onChange,
  description,
  errors = [],
  isLabelHidden,
  isOptional,
}: SelectProps) {
  const { t } = useMessages()
  const id = useId()
  const notes = `${id}-notes`
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : styles.label}>
        {label}
        {isOptional && (
          <span aria-hidden className={styles.needed}>
            {' '}
            {t('ui.field.optional')}
          </span>
        )}
      </label>
      <span className={styles.selectBox}>
        <select
          id={id}
          className={classNames(styles.input, styles.select)}
          value={value}
          onChange={event => onChange(event.target.value)}
          aria-invalid={errors.length > 0}
          aria-describedby={description || errors.length ? notes : undefined}
        >
          {options.map(option => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <IconChevronDown size={16} aria-hidden />
      </span>
      {(description || errors.length > 0) && (
        <span id={notes}>
          {description && <span className={styles.description}>{description}</span>}
          <span className={styles.errors}>{errors.join(' ')}</span>
        </span>
      )}
    </div>
  )
}
