import type { ReactNode } from 'react'
import { useEffect } from 'react'
import styles from './page-header.module.css'

interface PageHeaderProps {
  title: string
  /** Below the title. */
  children?: ReactNode
  /** At the top right; at most one of them primary. */
  actions?: ReactNode
}

export function PageHeader({ title, children, actions }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · Muster`
  }, [title])
  return (
    <header className={styles.header}>
      <div className={styles.title}>
        <h1>{title}</h1>
        {children}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  )
}
