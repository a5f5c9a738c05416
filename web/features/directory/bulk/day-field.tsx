import { useId } from 'react'
import field from '../../../ui/field.module.css'

interface DayFieldProps {
  label: string
  /** As 2026-12-31; empty while none is chosen. */
  value: string
  onChange: (day: string) => void
}

const dayMs = 86_400_000

/** The browser's own calendar, from tomorrow on. */
export function DayField({ label, value, onChange }: DayFieldProps) {
  const id = useId()
  return (
    <div className={field.field}>
      <label htmlFor={id} className={field.label}>
        {label}
      </label>
      <input
        id={id}
        type="date"
        className={field.input}
        value={value}
        min={new Date(Date.now() + dayMs).toISOString().slice(0, 10)}
        onChange={event => onChange(event.target.value)}
      />
    </div>
  )
}
