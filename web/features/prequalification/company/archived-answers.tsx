import type { SubmissionView } from '../../../../contract/prequalification/submissions.ts'
import { api } from '../../../api.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { AnswerText } from '../answers/answer-text.tsx'
import { useFormWords } from '../use-form-words.ts'
import styles from './company.module.css'

const NO_LONGER_KNOWN = { type: 'text', options: [] } as const

/** What the company once answered and this form does not ask: kept, and found again should it be asked again. */
export function ArchivedAnswers({ submission }: { submission: SubmissionView }) {
  const { t } = useMessages()
  const words = useFormWords()
  const { id, archived, form } = submission
  if (!archived.length) return null
  return (
    <details className={styles.answers}>
      <summary>{t('prequalification.archived', { n: archived.length })}</summary>
      <p className={styles.muted}>{t('prequalification.archived.words')}</p>
      {archived.map(({ questionId, question, category, value, by, at }) => (
        <div key={questionId} className={styles.row}>
          <span className={styles.muted}>
            {words.question(question ?? { id: questionId, label: null })}
            {category && ` · ${words.category(category)}`}
          </span>
          <div className={styles.answer}>
            <AnswerText
              question={question ?? { ...NO_LONGER_KNOWN, options: [] }}
              currency={form.currency}
              fileUrl={file => api.url(`/submissions/${id}/files/${file.fileId}`)}
              value={value}
            />
            <p className={styles.muted}>
              {by.name} · <RelativeTime at={at} />
            </p>
          </div>
        </div>
      ))}
    </details>
  )
}
