import { useId } from 'react'
import styles from './filter-group.module.css'
import { useMessages } from './i18n/messages.tsx'

interface FilterGroupProps<Value extends string> {
  label: string
  value: Value
  /** A count that is not known yet is left out; the choices never wait for it. */
  options: { value: Value; label: string; count?: number | undefined }[]
  onChange: (value: Value) => void
}

/** Radio buttons that narrow a list; each count is a description, so the accessible name is the label alone. */
export function FilterGroup<Value extends string>({
  label,
  value,
  options,
  onChange,
}: FilterGroupProps<Value>) {
  const { number } = useMessages()
  const id = useId()
  return (
    <div className={styles.group} role="radiogroup" aria-labelledby={id}>
      <span id={id} className={styles.label}>
        {label}
      </span>
      {options.map(option => (
        <div key={option.value} className={styles.row}>
          <label className={styles.radio}>
            <input
              type="radio"
              name={id}
              className={styles.dot}
              value={option.value}
              checked={option.value === value}
              aria-describedby={`${id}-${option.value}`}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
          <span id={`${id}-${option.value}`} className={styles.count}>
            {option.count === undefined ? '' : number(option.count)}
          </span>
        </div>
      ))}
    </div>
  )
}
