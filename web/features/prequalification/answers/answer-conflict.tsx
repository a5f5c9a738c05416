import type { Question } from '../../../../contract/prequalification/form.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import type { AnswerState } from './answer-keeper.ts'
import { useAnswerWords } from './answer-text.tsx'
import styles from './answers.module.css'

interface AnswerConflictProps {
  question: Question
  state: AnswerState
  currency: string
  onMine: () => void
  onTheirs: () => void
}

/** A colleague was faster: both answers, whose and when, and the choice between them. */
export function AnswerConflict({ question, state, currency, onMine, onTheirs }: AnswerConflictProps) {
  const { t } = useMessages()
  const words = useAnswerWords(currency)
  const { other, wanted } = state
  if (state.phase !== 'conflict' || !other) return null
  return (
    <div className={styles.conflict} role="alert">
      <Badge tone="warning">{t('my-forms.conflict', { name: other.by.name })}</Badge>
      <dl>
        <dt>{t('my-forms.conflict.theirs')}</dt>
        <dd>
          {words(question, other.value)}
          <span className={styles.muted}>
            {' '}
            · <RelativeTime at={other.at} />
          </span>
        </dd>
        <dt>{t('my-forms.conflict.yours')}</dt>
        <dd>{words(question, wanted)}</dd>
      </dl>
      <div className={styles.buttons}>
        <Button size="small" onPress={onTheirs}>
          {t('my-forms.conflict.keep-theirs', { name: other.by.name })}
        </Button>
        <Button size="small" onPress={onMine}>
          {t('my-forms.conflict.keep-yours')}
        </Button>
      </div>
    </div>
  )
}
