import type { FileAnswer } from '../../../../contract/prequalification/answers.ts'
import type { Question } from '../../../../contract/prequalification/form.ts'
import type { MyForm } from '../../../../contract/prequalification/submissions.ts'
import { api } from '../../../api.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { AnswerConflict } from '../answers/answer-conflict.tsx'
import { AnswerField } from '../answers/answer-field.tsx'
import type { AnswerState } from '../answers/answer-keeper.ts'
import { AnswerText } from '../answers/answer-text.tsx'
import { FileField } from '../answers/file-field.tsx'
import { SaveState } from '../answers/save-state.tsx'
import type { CommentDraft } from '../talk/comment-thread.tsx'
import { QuestionTalk } from '../talk/question-talk.tsx'
import { useFormWords } from '../use-form-words.ts'
import styles from './my-form.module.css'
import type { useFormKeeper } from './use-form-keeper.ts'

interface FormQuestionProps {
  form: MyForm
  question: Question
  state: AnswerState
  keeping: ReturnType<typeof useFormKeeper>
  onComment: (draft: CommentDraft & { questionId: string | null }, key: string) => Promise<unknown>
}

/** A question with its field, or its answer where nothing may be changed, and what was said about it. */
export function FormQuestion({ form, question, state, keeping, onComment }: FormQuestionProps) {
  const { id } = question
  const { keeper, upload } = keeping
  const currency = form.form.currency
  const fileUrl = (file: FileAnswer) => api.url(`/my-forms/${form.id}/files/${file.fileId}`)
  return (
    <li id={`question-${id}`} className={styles.question} tabIndex={-1} onBlur={() => void keeper.flush(id)}>
      <Marks form={form} question={question} />
      {!form.mayWrite ? (
        <ReadOnly {...{ question, state, currency, fileUrl }} />
      ) : (
        <>
          {question.type === 'file' ? (
            <FileField
              {...{ question, state, currency, fileUrl }}
              onFile={(file, onProgress) => upload(id, file, onProgress)}
              onRemove={() => keeper.put(id, null)}
            />
          ) : (
            <AnswerField
              {...{ question, state, currency }}
              onAnswer={(value, typed) => keeper.put(id, value, typed)}
              onFaulty={typed => keeper.putFaulty(id, typed)}
            />
          )}
          <Carried state={state} onConfirm={() => keeper.put(id, state.saved?.value ?? null)} />
          <AnswerConflict
            {...{ question, state, currency }}
            onMine={() => void keeper.keepMine(id)}
            onTheirs={() => keeper.keepTheirs(id)}
          />
        </>
      )}
      <QuestionTalk
        question={question}
        comments={form.comments.filter(({ questionId }) => questionId === id)}
        onSend={(draft, key) => onComment({ ...draft, questionId: id }, key)}
      >
        {form.mayWrite && <SaveState {...{ question, state }} onRetry={() => void keeper.retry(id)} />}
      </QuestionTalk>
    </li>
  )
}

/** What differs from the form before, and what one was asked to change. */
function Marks({ form, question }: Pick<FormQuestionProps, 'form' | 'question'>) {
  const { t } = useMessages()
  const change = form.changes.find(one => one.questionId === question.id)
  const isAskedFor = form.changeRequests.some(
    ({ isOpen, questionIds }) => isOpen && questionIds.includes(question.id),
  )
  if (!change && !isAskedFor) return null
  return (
    <p className={styles.marks}>
      {isAskedFor && <Badge tone="warning">{t('my-forms.mark.asked-for')}</Badge>}
      {change && (
        <Badge tone="waiting">{t(`my-forms.mark.${change.change === 'added' ? 'new' : 'changed'}`)}</Badge>
      )}
    </p>
  )
}

/** An answer of last time stands until somebody says that it still holds. Files are confirmed by leaving them. */
function Carried({ state, onConfirm }: { state: AnswerState; onConfirm: () => void }) {
  const { t } = useMessages()
  const value = state.saved?.value
  if (!state.saved?.isCarried || value === null || typeof value === 'object' || state.phase !== 'still')
    return null
  return (
    <p className={styles.carried}>
      {t('my-forms.carried')}
      <Button size="small" tone="quiet" onPress={onConfirm}>
        {t('my-forms.carried.confirm')}
      </Button>
    </p>
  )
}

function ReadOnly({
  question,
  state,
  ...shown
}: {
  question: Question
  state: AnswerState
  currency: string
  fileUrl: (file: FileAnswer) => string
}) {
  const words = useFormWords()
  return (
    <>
      <h3>{words.question(question)}</h3>
      <p className={styles.answer}>
        <AnswerText question={question} value={state.saved?.value} {...shown} />
      </p>
    </>
  )
}
