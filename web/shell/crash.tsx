import { ErrorState } from '../ui/error-state.tsx'
import styles from './crash.module.css'

/** The last net: a page that could not be drawn, or whose first data did not come. */
export const Crash = ({ error }: { error: unknown }) => (
  <main className={styles.page}>
    <ErrorState error={error} onRetry={() => location.reload()} />
  </main>
)
