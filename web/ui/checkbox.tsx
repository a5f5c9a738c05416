import { IconCheck, IconMinus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox } from 'react-aria-components'
import styles from './checkbox.module.css'

interface CheckboxProps {
  children?: ReactNode
  isSelected?: boolean
  onChange?: (isSelected: boolean) => void
  /** `selection` inside a DataTable: the table then says what it ticks. */
  slot?: 'selection'
  label?: string
}

export function Checkbox({ children, isSelected, onChange, slot, label }: CheckboxProps) {
  return (
    <AriaCheckbox
      className={styles.checkbox!}
      {...(slot && { slot })}
      {...(label && { 'aria-label': label })}
      {...(isSelected !== undefined && { isSelected })}
      {...(onChange && { onChange })}
    >
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className={styles.box} aria-hidden>
            {isIndeterminate ? (
              <IconMinus size={14} stroke={3} />
            ) : isSelected ? (
              <IconCheck size={14} stroke={3} />
            ) : null}
          </span>
          {children}
        </>
      )}
    </AriaCheckbox>
  )
}
