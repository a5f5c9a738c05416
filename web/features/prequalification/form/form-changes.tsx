import { type Form, questionsOf } from '../../../../contract/prequalification/form.ts'
import type { QuestionChange } from '../../../../contract/prequalification/form-diff.ts'
import { Badge } from '../../../ui/badge.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import styles from '../company/company.module.css'
import { useFormWords } from '../use-form-words.ts'

const TONES = { added: 'success', removed: 'failure', changed: 'waiting' } as const

/** What a draft would change, question by question. */
export function FormChanges({
  before,
  after,
  changes,
}: {
  before: Form
  after: Form
  changes: QuestionChange[]
}) {
  const { t, locale } = useMessages()
  const words = useFormWords()
  const names = new Intl.ListFormat(locale)
  const questions = new Map([...questionsOf(before), ...questionsOf(after)].map(one => [one.id, one]))
  if (!changes.length) return <p>{t('form-editor.no-changes')}</p>
  return (
    <ul className={styles.people}>
      {changes.map(({ questionId, category, change, aspects }) => {
        const question = questions.get(questionId)
        return (
          <li key={questionId} className={styles.head}>
            <span>
              {question && words.question(question)}{' '}
              <span className={styles.muted}>· {words.category(category)}</span>
            </span>
            <Badge tone={TONES[change]}>
              {change === 'changed'
                ? t('form-editor.changed', {
                    what: names.format(aspects.map(aspect => t(`form-editor.aspect.${aspect}`))),
                  })
                : t(`form-editor.${change}`)}
            </Badge>
          </li>
        )
      })}
    </ul>
  )
}
