import type { ReactNode } from 'react'
import styles from './empty-state.module.css'

interface EmptyStateProps {
  icon?: ReactNode
  title: string
  /** Of the heading; 1 where it is the whole page. */
  level?: 1 | 2
  /** What fills it. */
  children?: ReactNode
  /** The offer to fill it. */
  action?: ReactNode
}

export function EmptyState({ icon, title, level = 2, children, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      {icon}
      {level === 1 ? <h1>{title}</h1> : <h2>{title}</h2>}
      {children && <div className={styles.words}>{children}</div>}
      {action && <div className={styles.actions}>{action}</div>}
    </div>
  )
}
