import { isAnswered, shownQuestions } from '../../../../contract/prequalification/answers.ts'
import type { Question } from '../../../../contract/prequalification/form.ts'
import type { Answer, SubmissionView } from '../../../../contract/prequalification/submissions.ts'
import { api } from '../../../api.ts'
import { Badge } from '../../../ui/badge.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { AnswerText } from '../answers/answer-text.tsx'
import { useFormWords } from '../use-form-words.ts'
import styles from './company.module.css'

interface SubmittedAnswerProps {
  submission: SubmissionView
  question: Question
  onlyChanged: boolean
}

/** A question, its answer, what it was before, and what was said about it. */
export function SubmittedAnswer({ submission, question, onlyChanged }: SubmittedAnswerProps) {
  const { t } = useMessages()
  const words = useFormWords()
  const { id } = question
  const now = valueIn(submission.answers, id)
  const was = submission.previous ? valueIn(submission.previous.answers, id) : undefined
  const isOther = submission.previous !== null && JSON.stringify(now ?? null) !== JSON.stringify(was ?? null)
  const change = submission.changes.find(({ questionId }) => questionId === id)
  const comments = submission.comments.filter(({ questionId }) => questionId === id)
  if (onlyChanged && !isOther && !change) return null
  if (!isAnswered(now) && !isShown(submission, id)) return null
  const currency = submission.form.currency
  const fileUrl = (file: { fileId: string }) => api.url(`/submissions/${submission.id}/files/${file.fileId}`)
  return (
    <div className={styles.row}>
      <span className={styles.muted}>{words.question(question)}</span>
      <div className={styles.answer}>
        {isOther && isAnswered(was) && (
          <span className={styles.was}>
            <span className="visually-hidden">{t('prequalification.was')}</span>
            <AnswerText {...{ question, currency, fileUrl }} value={was} />
          </span>
        )}
        <AnswerText {...{ question, currency, fileUrl }} value={now} />
        <span className={styles.marks}>
          {isOther && <Badge tone="waiting">{t('prequalification.changed')}</Badge>}
          {change && (
            <Badge tone="waiting">
              {t(`my-forms.mark.${change.change === 'added' ? 'new' : 'changed'}`)}
            </Badge>
          )}
        </span>
        {comments.map(comment => (
          <p key={comment.id} className={styles.muted}>
            <strong>{comment.by.name}:</strong> {comment.text}
          </p>
        ))}
      </div>
    </div>
  )
}

const valueIn = (answers: Answer[], id: string) => answers.find(({ questionId }) => questionId === id)?.value

function isShown({ form, answers }: SubmissionView, id: string): boolean {
  const values = Object.fromEntries(answers.map(({ questionId, value }) => [questionId, value]))
  return shownQuestions(form, values).has(id)
}
