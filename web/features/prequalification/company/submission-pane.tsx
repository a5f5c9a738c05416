import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PrequalificationView } from '../../../../contract/prequalification/prequalifications.ts'
import type { SubmissionView } from '../../../../contract/prequalification/submissions.ts'
import { api } from '../../../api.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { SkeletonText } from '../../../ui/skeleton.tsx'
import { useWhyNot } from '../../sign-in/session.ts'
import { submissionOf } from '../prequalification-queries.ts'
import { CommentThread } from '../talk/comment-thread.tsx'
import { useFormWords } from '../use-form-words.ts'
import { ArchivedAnswers } from './archived-answers.tsx'
import { ChangeRequestDialog } from './change-request-dialog.tsx'
import styles from './company.module.css'
import { type SolicitorTalk, useSolicitorTalk } from './solicitor-talk.ts'
import { SubmittedAnswer } from './submitted-answer.tsx'

interface SubmissionPaneProps {
  formId: string
  may: PrequalificationView['may']
  /** Only of the current form changes can be requested. */
  isCurrent: boolean
}

/** A form as it was answered, with what differs from the one before it. */
export function SubmissionPane({ formId, may, isCurrent }: SubmissionPaneProps) {
  const { t } = useMessages()
  const submission = useQuery(submissionOf(formId))
  const talk = useSolicitorTalk(formId, may)
  if (submission.isPending) return <SkeletonText lines={8} />
  if (submission.isError)
    return <ErrorState error={submission.error} onRetry={() => void submission.refetch()} />
  return (
    <section className={styles.pane} aria-label={t('prequalification.submission')}>
      <Head submission={submission.data} may={may} isCurrent={isCurrent} />
      <Answers submission={submission.data} talk={talk} />
      <ArchivedAnswers submission={submission.data} />
      <h3>{t('my-forms.comments')}</h3>
      <CommentThread
        label={t('my-forms.comments')}
        comments={submission.data.comments.filter(({ questionId }) => questionId === null)}
        {...talk}
        onSend={(draft, key) => talk.onSend({ ...draft, questionId: null }, key)}
      />
    </section>
  )
}

function Head({
  submission,
  may,
  isCurrent,
}: { submission: SubmissionView } & Omit<SubmissionPaneProps, 'formId'>) {
  const { t } = useMessages()
  const whyNot = useWhyNot()
  const [isAsking, setAsking] = useState(false)
  const { submittedBy, submittedAt, progress, changeRequests } = submission
  return (
    <>
      <div className={styles.head}>
        <h2>{t('prequalification.submission')}</h2>
        <span className={styles.buttons}>
          <Link
            href={api.url(`/submissions/${submission.id}/pdf`)}
            isFile
            look="button"
            icon={<IconPrinter size={18} aria-hidden />}
          >
            {t('prequalification.pdf')}
          </Link>
          {isCurrent && (
            <Button disabledBecause={whyNot.ofAnswer(may.requestChanges)} onPress={() => setAsking(true)}>
              {t('prequalification.request-changes')}
            </Button>
          )}
        </span>
      </div>
      <p className={styles.muted}>
        {submittedAt && submittedBy ? (
          <>
            {t('prequalification.submitted-by', { name: submittedBy.name })} <RelativeTime at={submittedAt} />
          </>
        ) : (
          t('prequalification.as-it-stands', { percent: progress.percent })
        )}
      </p>
      {changeRequests
        .filter(({ isOpen }) => isOpen)
        .map(request => (
          <Banner key={request.id} tone="warning">
            <strong>{t('my-forms.changes-asked', { name: request.by.name })}</strong>{' '}
            <RelativeTime at={request.at} />
            <p className={styles.answer}>{request.text}</p>
          </Banner>
        ))}
      {isAsking && <ChangeRequestDialog submission={submission} onClose={() => setAsking(false)} />}
    </>
  )
}

function Answers({ submission, talk }: { submission: SubmissionView; talk: SolicitorTalk }) {
  const { t } = useMessages()
  const words = useFormWords()
  const [onlyChanged, setOnlyChanged] = useState(false)
  const { form, previous, hiddenCategories } = submission
  return (
    <>
      {previous && (
        <Checkbox isSelected={onlyChanged} onChange={setOnlyChanged}>
          {t('prequalification.only-changed')}
        </Checkbox>
      )}
      {form.categories.map(category => (
        <section key={category.id} className={styles.answers} aria-label={words.category(category.id)}>
          <h3>{words.category(category.id)}</h3>
          {hiddenCategories.includes(category.id) && (
            <p className={styles.muted}>{t('prequalification.hidden')}</p>
          )}
          {category.questions.map(question => (
            <SubmittedAnswer key={question.id} {...{ submission, question, onlyChanged, talk }} />
          ))}
        </section>
      ))}
    </>
  )
}
