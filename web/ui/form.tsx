import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import type { ApiProblem } from '../api-problem.ts'
import { useAction } from '../use-action.ts'
import { useBanners } from './banner-region.tsx'
import { Button } from './button.tsx'
import { ErrorState } from './error-state.tsx'
import { useFaults } from './faults.ts'
import styles from './form.module.css'
import { useMessages } from './i18n/messages.tsx'

interface FormProps {
  label: string
  onSubmit: () => void
  problem: ApiProblem | null
  children: ReactNode
  footer: ReactNode
  /** Names of the fields; a fault of another place is shown above them. */
  fields: readonly string[]
  /** Puts what stands there now in the place of what was typed; offered once somebody else changed it meanwhile. */
  onLoadAnew?: () => Promise<void>
}

/** A form that shows all faults at once, each beside its field, keeps what was typed, and leads to the first fault. */
export function Form({ label, onSubmit, problem, children, footer, fields, onLoadAnew }: FormProps) {
  const { t } = useMessages()
  const form = useRef<HTMLFormElement>(null)
  const { dismissDone } = useBanners()
  const faults = useFaults(problem)
  const elsewhere = faults.elsewhere(fields)
  const isAboutFields = problem?.code === 'faulty-input' && elsewhere.length === 0

  useEffect(() => {
    if (!problem) return
    dismissDone()
    const faulty = form.current?.querySelector<HTMLElement>('[aria-invalid=true]')
    // Of a long form the button stands far below what is said above the fields.
    if (faulty) faulty.focus()
    else form.current?.querySelector('[role=alert]')?.scrollIntoView({ block: 'nearest' })
  }, [problem, dismissDone])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }

  return (
    <form ref={form} className={styles.form} aria-label={label} onSubmit={submit} noValidate>
      {problem && !isAboutFields && (
        <ErrorState error={problem} kept={t('ui.form.kept')}>
          {elsewhere.map(words => (
            <p key={words}>{words}</p>
          ))}
          {problem.code === 'changed-meanwhile' && onLoadAnew && <LoadAnew load={onLoadAnew} />}
        </ErrorState>
      )}
      {children}
      <div className={styles.footer}>{footer}</div>
    </form>
  )
}

function LoadAnew({ load }: { load: () => Promise<void> }) {
  const { t } = useMessages()
  const loading = useAction((_: null) => load())
  return (
    <div className={styles.anew}>
      <Button size="small" isBusy={loading.isPending} onPress={() => loading.mutate(null)}>
        {t('ui.form.load-anew')}
      </Button>
      {loading.error && <ErrorState error={loading.error} />}
    </div>
  )
}
