import { useId } from 'react'
import styles from './field.module.css'
import { useMessages } from './i18n/messages.tsx'

interface RadioGroupProps {
  label: string
  value: string
  options: { value: string; label: string }[]
  onChange: (value: string) => void
  description?: string | undefined
  isRequired?: boolean
}

/** One of a few, all in sight. */
export function RadioGroup({ label, value, options, onChange, description, isRequired }: RadioGroupProps) {
  const { t } = useMessages()
  const id = useId()
  return (
    <div
      className={styles.field}
      role="radiogroup"
      aria-labelledby={`${id}-label`}
      aria-describedby={description ? `${id}-help` : undefined}
      aria-required={isRequired ?? false}
    >
      <span className={styles.label}>
        <span id={`${id}-label`}>{label}</span>
        {!isRequired && (
          <span aria-hidden className={styles.needed}>
            {' '}
            {t('ui.field.optional')}
          </span>
        )}
      </span>
      <div className={styles.radios}>
        {options.map(option => (
          <label key={option.value} className={styles.radio}>
            <input
              type="radio"
              name={id}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      {description && (
        <span id={`${id}-help`} className={styles.description}>
          {description}
        </span>
      )}
    </div>
  )
}
