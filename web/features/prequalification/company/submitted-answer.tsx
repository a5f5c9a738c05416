import { isAnswered, shownQuestions } from '../../../../contract/prequalification/answers.ts'
import type { Question } from '../../../../contract/prequalification/form.ts'
import type { Answer, SubmissionView } from '../../../../contract/prequalification/submissions.ts'
import { api } from '../../../api.ts'
import { Badge } from '../../../ui/badge.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { AnswerText } from '../answers/answer-text.tsx'
import { QuestionTalk } from '../talk/question-talk.tsx'
import { useFormWords } from '../use-form-words.ts'
import styles from './company.module.css'
import type { SolicitorTalk } from './solicitor-talk.ts'

interface SubmittedAnswerProps {
  submission: SubmissionView
  question: Question
  onlyChanged: boolean
  talk: SolicitorTalk
}

/** A question, its answer, what it was before, and what was said about it. */
export function SubmittedAnswer({ submission, question, onlyChanged, talk }: SubmittedAnswerProps) {
  const { t } = useMessages()
  const words = useFormWords()
  const { id } = question
  const now = valueIn(submission.answers, id)
  const was = submission.previous ? valueIn(submission.previous.answers, id) : undefined
  const isOther = submission.previous !== null && JSON.stringify(now ?? null) !== JSON.stringify(was ?? null)
  const change = submission.changes.find(({ questionId }) => questionId === id)
  if (onlyChanged && !isOther && !change) return null
  if (!isAnswered(now) && !isShown(submission, id)) return null
  const currency = submission.form.currency
  const fileUrl = (file: { fileId: string }) => api.url(`/submissions/${submission.id}/files/${file.fileId}`)
  return (
    <div className={classNames(styles.row, styles.talked)}>
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
      </div>
      <QuestionTalk
        question={question}
        isCompact
        comments={submission.comments.filter(({ questionId }) => questionId === id)}
        {...talk}
        onSend={(draft, key) => talk.onSend({ ...draft, questionId: id }, key)}
      />
    </div>
  )
}

const valueIn = (answers: Answer[], id: string) => answers.find(({ questionId }) => questionId === id)?.value

function isShown({ form, answers }: SubmissionView, id: string): boolean {
  const values = Object.fromEntries(answers.map(({ questionId, value }) => [questionId, value]))
  return shownQuestions(form, values).has(id)
}
