import { useState } from 'react'
import type { Comment } from '../../../../contract/prequalification/submissions.ts'
import type { ApiProblem } from '../../../api-problem.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Form } from '../../../ui/form.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useAction } from '../../../use-action.ts'
import styles from './talk.module.css'

export interface CommentDraft {
  text: string
  isInternal: boolean
}

interface CommentThreadProps {
  label: string
  comments: Comment[]
  onSend: (draft: CommentDraft, key: string) => Promise<unknown>
  /** Whether one may write what only the solicitor sees. */
  mayBeInternal?: boolean
  disabledBecause?: string | null
}

/** What was said, the oldest first, and a field to say more. */
export function CommentThread({ label, comments, ...write }: CommentThreadProps) {
  const { t } = useMessages()
  return (
    <section className={styles.thread} aria-label={label}>
      <ul className={styles.comments}>
        {comments.map(comment => (
          <li key={comment.id} className={styles.comment}>
            <p className={styles.by}>
              <strong>{comment.by.name}</strong>
              <RelativeTime at={comment.at} />
              {comment.isInternal && <Badge tone="neutral">{t('comments.internal')}</Badge>}
            </p>
            <p className={styles.text}>{comment.text}</p>
          </li>
        ))}
      </ul>
      <CommentForm label={label} {...write} />
    </section>
  )
}

function CommentForm({
  label,
  onSend,
  mayBeInternal,
  disabledBecause,
}: Omit<CommentThreadProps, 'comments'>) {
  const { t } = useMessages()
  const [text, setText] = useState('')
  const [isInternal, setInternal] = useState(false)
  const send = useAction<CommentDraft, unknown>(onSend, { onSuccess: () => setText('') })
  return (
    <Form
      label={label}
      fields={['text']}
      problem={send.error as ApiProblem | null}
      onSubmit={() => send.mutate({ text: text.trim(), isInternal })}
      footer={
        <>
          {mayBeInternal && (
            <Checkbox isSelected={isInternal} onChange={setInternal}>
              {t('comments.only-us')}
            </Checkbox>
          )}
          <Button
            type="submit"
            size="small"
            isBusy={send.isPending}
            disabledBecause={disabledBecause ?? (text.trim() ? null : t('comments.write-first'))}
          >
            {t('comments.send')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('comments.text')}
        value={text}
        onChange={setText}
        rows={2}
        maxLength={5000}
        isRequired
      />
    </Form>
  )
}
