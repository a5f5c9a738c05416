import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { z } from 'zod'
import { progressOf, shownQuestions } from '../../../../contract/prequalification/answers.ts'
import type { comments, MyForm } from '../../../../contract/prequalification/submissions.ts'
import { api } from '../../../api.ts'
import { queryClient } from '../../../query-client.ts'
import { FailedPage } from '../../../shell/failed-page.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { useTimes } from '../../../ui/i18n/times.ts'
import { Link } from '../../../ui/link.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { SkeletonText } from '../../../ui/skeleton.tsx'
import { type CommentDraft, CommentThread } from '../talk/comment-thread.tsx'
import { useFormWords } from '../use-form-words.ts'
import { FormBanners } from './form-banners.tsx'
import { type FormPart, formParts } from './form-part.ts'
import { answersIn, missingIn } from './form-parts.ts'
import { FormQuestion } from './form-question.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import styles from './my-form.module.css'
import { PartsNav } from './parts-nav.tsx'
import { myFormQuery } from './portal-queries.ts'
import { SubmitPart } from './submit-part.tsx'
import { useFormKeeper } from './use-form-keeper.ts'

/** Colleagues write in the same form: what they answered comes by itself. */
const LOOK_AGAIN_MS = 20_000

export function MyFormPage() {
  const { id } = useParams({ from: '/signed-in/my-forms/$id' })
  const form = useQuery({ ...myFormQuery(id), refetchInterval: LOOK_AGAIN_MS })
  if (form.data && !form.isRefetchError) return <FilledForm key={id} form={form.data} />
  if (form.isPending) return <SkeletonText lines={8} />
  // Without an answer what was typed stays in sight; where the form is gone, so is the page.
  if (form.data && form.error && 'status' in form.error && form.error.status !== 404)
    return <FilledForm key={id} form={form.data} />
  return <FailedPage error={form.error} onRetry={() => void form.refetch()} />
}

function FilledForm({ form }: { form: MyForm }) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const { part = 'general', question: asked } = useSearch({ from: '/signed-in/my-forms/$id' })
  const keeping = useFormKeeper(form)
  const { states } = keeping
  const progress = progressOf(form.form, answersIn(states, 'saved'))
  const onComment = (draft: CommentDraft & { questionId: string | null }, key: string) =>
    sendComment(form.id, draft, key)

  useEffect(() => leadTo(asked), [asked])

  return (
    <div className={styles.page}>
      <PageHeader title={t('my-forms.title', { solicitor: form.account.name })}>
        <Under form={form} />
      </PageHeader>
      <FormBanners form={form} />
      <LeaveDialog keeper={keeping.keeper} />
      <div className={styles.panes}>
        <PartsNav formId={form.id} current={part} progress={progress} isSubmitted={!form.mayWrite} />
        <section className={styles.pane} aria-labelledby="part">
          <PartTitle part={part} />
          {part === 'submit' ? (
            <>
              <SubmitPart
                form={form}
                missing={missingIn(form.form, states)}
                onGoTo={({ question, category }) =>
                  void navigate({
                    to: '/my-forms/$id',
                    params: { id: form.id },
                    search: { part: category, question: question.id },
                  })
                }
              />
              <h3>{t('my-forms.comments')}</h3>
              <CommentThread
                label={t('my-forms.comments')}
                comments={form.comments.filter(({ questionId }) => questionId === null)}
                onSend={(draft, key) => onComment({ ...draft, questionId: null }, key)}
              />
            </>
          ) : (
            <Questions {...{ form, part, keeping, onComment }} />
          )}
        </section>
      </div>
    </div>
  )
}

function PartTitle({ part }: { part: FormPart }) {
  const { t } = useMessages()
  const words = useFormWords()
  return <h2 id="part">{part === 'submit' ? t('my-forms.part.submit') : words.category(part)}</h2>
}

interface QuestionsProps {
  form: MyForm
  part: Exclude<FormPart, 'submit'>
  keeping: ReturnType<typeof useFormKeeper>
  onComment: (draft: CommentDraft & { questionId: string | null }, key: string) => Promise<unknown>
}

function Questions({ form, part, keeping, onComment }: QuestionsProps) {
  const { t } = useMessages()
  const words = useFormWords()
  const shown = shownQuestions(form.form, answersIn(keeping.states, 'wanted'))
  const questions = form.form.categories.find(({ id }) => id === part)!.questions
  const next = formParts[formParts.indexOf(part) + 1]!
  return (
    <>
      <ol className={styles.questions}>
        {questions
          .filter(({ id }) => shown.has(id))
          .map(question => (
            <FormQuestion
              key={question.id}
              {...{ form, question, keeping, onComment }}
              state={keeping.keeper.of(question.id)}
            />
          ))}
      </ol>
      <div>
        <Link href={`/my-forms/${form.id}?part=${next}`} look="primary">
          {t('my-forms.next', { part: next === 'submit' ? t('my-forms.part.submit') : words.category(next) })}
        </Link>
      </div>
    </>
  )
}

/** For whom, until when, by whom it was asked, and who else fills it in. */
function Under({ form }: { form: MyForm }) {
  const { t } = useMessages()
  const times = useTimes()
  const names = useNames()
  return (
    <>
      <p className={styles.under}>
        <strong>{form.company.name}</strong>
        <span>{t('my-forms.invited-by', { name: form.invitedBy.name })}</span>
        {form.mayWrite && form.dueAt && (
          <span>{t('my-forms.due', { day: times.day(new Date(form.dueAt)) })}</span>
        )}
      </p>
      <p className={styles.under}>
        {form.colleagues.length > 0
          ? t('my-forms.colleagues', { names: names(form.colleagues.map(({ name }) => name)) })
          : t('my-forms.alone')}
      </p>
    </>
  )
}

export function useNames() {
  const { locale } = useMessages()
  return (names: string[]) => new Intl.ListFormat(locale).format(names)
}

async function sendComment(
  formId: string,
  { text, questionId }: CommentDraft & { questionId: string | null },
  key: string,
): Promise<void> {
  const { items } = await api.post<z.infer<typeof comments>>(
    `/my-forms/${formId}/comments`,
    { text, questionId },
    key,
  )
  queryClient.setQueryData(myFormQuery(formId).queryKey, old => old && { ...old, comments: items })
}

/** Brings a question into sight and the focus into its field. */
function leadTo(questionId: string | undefined): void {
  if (!questionId) return
  const question = document.getElementById(`question-${questionId}`)
  question?.scrollIntoView({ block: 'center' })
  const field = question?.querySelector<HTMLElement>('input, textarea, select')
  ;(field ?? question)?.focus({ preventScroll: true })
}
