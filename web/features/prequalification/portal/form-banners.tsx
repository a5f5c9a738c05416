import { categoryOfQuestions } from '../../../../contract/prequalification/answers.ts'
import { questionsOf } from '../../../../contract/prequalification/form.ts'
import type { MyForm } from '../../../../contract/prequalification/submissions.ts'
import { Banner } from '../../../ui/banner.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { useFormWords } from '../use-form-words.ts'
import styles from './my-form.module.css'

/** What one has to know before the first question: changes asked for, a form that is locked, or one that is new. */
export function FormBanners({ form }: { form: MyForm }) {
  const { t } = useMessages()
  const solicitor = form.account.name
  const open = form.changeRequests.filter(({ isOpen }) => isOpen)
  return (
    <div className={styles.banners}>
      {open.map(request => (
        <Banner key={request.id} tone="warning">
          <p>
            <strong>{t('my-forms.changes-asked', { name: request.by.name })}</strong>{' '}
            <RelativeTime at={request.at} />
          </p>
          <p className={styles.said}>{request.text}</p>
          <AskedQuestions form={form} questionIds={request.questionIds} />
        </Banner>
      ))}
      {form.state === 'submitted' && (
        <Banner tone="success">
          {t('my-forms.locked', { solicitor, name: form.submittedBy?.name ?? '' })}{' '}
          {form.submittedAt && <RelativeTime at={form.submittedAt} />}
        </Banner>
      )}
      {form.state === 'reviewed' && <Banner tone="success">{t('my-forms.reviewed', { solicitor })}</Banner>}
      {form.mayWrite && form.round > 1 && !open.length && (
        <Banner tone="note">
          {t('my-forms.anew', { solicitor, n: form.changes.filter(one => one.change !== 'removed').length })}
        </Banner>
      )}
    </div>
  )
}

function AskedQuestions({ form, questionIds }: { form: MyForm; questionIds: string[] }) {
  const words = useFormWords()
  const categories = categoryOfQuestions(form.form)
  const asked = questionsOf(form.form).filter(({ id }) => questionIds.includes(id))
  if (!asked.length) return null
  return (
    <ul className={styles.asked}>
      {asked.map(question => (
        <li key={question.id}>
          <Link href={`/my-forms/${form.id}?part=${categories.get(question.id)}&question=${question.id}`}>
            {words.question(question)}
          </Link>
        </li>
      ))}
    </ul>
  )
}
