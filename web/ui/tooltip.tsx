import type { ReactNode } from 'react'
import { Tooltip as AriaTooltip } from 'react-aria-components'
import styles from './tooltip.module.css'

export const Tooltip = ({ children }: { children: ReactNode }) => (
  <AriaTooltip className={styles.tooltip!} offset={6}>
    {children}
  </AriaTooltip>
)
