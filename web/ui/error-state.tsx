import { IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ApiProblem } from '../api-problem.ts'
import { Banner } from './banner.tsx'
import { Button } from './button.tsx'
import styles from './error-state.module.css'
import { useMessages } from './i18n/messages.tsx'

interface ErrorStateProps {
  error: unknown
  /** What was kept: "What you typed is still here." */
  kept?: string
  /** That nothing was done; said only where that is known. */
  undone?: string
  onRetry?: (() => void) | undefined
  children?: ReactNode
}

/** Says what happened, what was kept, and what to do. */
export function ErrorState({ error, kept, undone, onRetry, children }: ErrorStateProps) {
  const { t } = useMessages()
  const words = useProblemWords()
  const isUnknown = error instanceof ApiProblem && error.isOutcomeUnknown
  return (
    <div role="alert">
      <Banner
        tone="failure"
        actions={
          onRetry && (
            <Button size="small" icon={<IconRefresh size={16} aria-hidden />} onPress={onRetry}>
              {t('ui.error.try-again')}
            </Button>
          )
        }
      >
        <p className={styles.what}>{words(error)}</p>
        {kept && <p>{kept}</p>}
        {undone && <p>{isUnknown ? t('ui.error.may-be-done') : undone}</p>}
        {children}
      </Banner>
    </div>
  )
}

/** The words of any failure: by its code from locales/, else what the server wrote, else what can be said always. */
export function useProblemWords(): (error: unknown) => string {
  const { t, ofCode } = useMessages()
  return error => {
    if (!(error instanceof ApiProblem)) return t('problem.unknown')
    const { needs } = error.body
    if (needs) return t('problem.not-permitted.needs', { needs: ofCode('needs', needs) })
    const plain = error.body.detail ?? error.body.title ?? t('problem.unknown')
    return ofCode('problem', error.code, error.body as Record<string, string>, plain)
  }
}
