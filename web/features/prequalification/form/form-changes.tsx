import { type Form, questionsOf } from '../../../../contract/prequalification/form.ts'
import type { QuestionChange } from '../../../../contract/prequalification/form-diff.ts'
import { Badge } from '../../../ui/badge.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import styles from '../company/company.module.css'
import { useFormWords } from '../use-form-words.ts'

const TONES = { added: 'success', removed: 'failure', changed: 'waiting' } as const

/** What is otherwise in a form than in another, question by question. */
export function FormChanges({
  before,
  after,
  changes,
  none,
}: {
  before: Form
  after: Form
  changes: QuestionChange[]
  /** Said where nothing is. */
  none?: string
}) {
  const { t, locale } = useMessages()
  const words = useFormWords()
  const names = new Intl.ListFormat(locale)
  const questions = new Map([...questionsOf(before), ...questionsOf(after)].map(one => [one.id, one]))
  const confirmations = changedConfirmations(before, after)
  if (!changes.length && !confirmations.length) return <p>{none ?? t('form-editor.no-changes')}</p>
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
      {confirmations.map(({ confirmation, change }) => (
        <li key={confirmation.id} className={styles.head}>
          <span>
            {words.confirmation(confirmation)}{' '}
            <span className={styles.muted}>· {t('form-editor.confirmations')}</span>
          </span>
          <Badge tone={TONES[change]}>
            {change === 'changed'
              ? t('form-editor.changed', { what: t('form-editor.aspect.label') })
              : t(`form-editor.${change}`)}
          </Badge>
        </li>
      ))}
    </ul>
  )
}

function changedConfirmations(before: Form, after: Form) {
  const was = new Map(before.confirmations.map(one => [one.id, one]))
  const is = new Map(after.confirmations.map(one => [one.id, one]))
  const changeOf = (id: string): QuestionChange['change'] | null =>
    !was.has(id) ? 'added' : was.get(id)!.text === is.get(id)!.text ? null : 'changed'
  return [
    ...after.confirmations.map(confirmation => ({ confirmation, change: changeOf(confirmation.id) })),
    ...before.confirmations
      .filter(({ id }) => !is.has(id))
      .map(confirmation => ({ confirmation, change: 'removed' as const })),
  ].flatMap(({ confirmation, change }) => (change ? [{ confirmation, change }] : []))
}
