import { IconCircleCheck, IconRefresh } from '@tabler/icons-react'
import type { Question } from '../../../../contract/prequalification/form.ts'
import { Button } from '../../../ui/button.tsx'
import { useProblemWords } from '../../../ui/error-state.tsx'
import { useFaults } from '../../../ui/faults.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import type { AnswerState } from './answer-keeper.ts'
import styles from './answers.module.css'

interface SaveStateProps {
  question: Question
  state: AnswerState
  onRetry: () => void
}

/** Whether what was put in has arrived, and what to do where it has not. */
export function SaveState({ question, state, onRetry }: SaveStateProps) {
  const { t, ofCode } = useMessages()
  const problemWords = useProblemWords()
  const faults = useFaults(state.problem ?? null)
  const { phase, problem } = state
  const why = faults.elsewhere([]).join(' ') || problemWords(problem)
  return (
    <div className={styles.state} role="status" aria-busy={phase === 'saving'}>
      {(phase === 'typing' || phase === 'saving') && (
        <span className={styles.muted}>{t('my-forms.saving')}</span>
      )}
      {phase === 'saved' && (
        <span className={styles.muted}>
          <IconCircleCheck size={14} aria-hidden /> {t('my-forms.saved')}
        </span>
      )}
      {phase === 'faulty' && (
        <span className={styles.faulty}>
          {ofCode('my-forms.faulty', question.type, {}, t('fault.unknown'))}
        </span>
      )}
      {phase === 'failed' && (
        <span className={styles.failed}>
          <span className={styles.faulty}>{t('my-forms.not-saved', { why })}</span>
          {problem?.code !== 'form-locked' && (
            <Button size="small" icon={<IconRefresh size={16} aria-hidden />} onPress={onRetry}>
              {t('ui.error.try-again')}
            </Button>
          )}
        </span>
      )}
    </div>
  )
}
