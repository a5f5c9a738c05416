import type { ReactNode } from 'react'
import styles from './list-toolbar.module.css'

/** Above a list: its search, and on the right how it is shown. */
export function ListToolbar({ search, children }: { search: ReactNode; children?: ReactNode }) {
  return (
    <div className={styles.toolbar}>
      <div className={styles.search}>{search}</div>
      {children && <div className={styles.ways}>{children}</div>}
    </div>
  )
}
