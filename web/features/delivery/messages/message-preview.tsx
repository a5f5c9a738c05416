import type { UseMutationResult } from '@tanstack/react-query'
import type {
  MessagePreview,
  MessageTemplateView,
  MessageWords,
} from '../../../../contract/message-templates.ts'
import { api } from '../../../api.ts'
import type { ApiProblem } from '../../../api-problem.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useFaults } from '../../../ui/faults.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { SkeletonText } from '../../../ui/skeleton.tsx'
import { useAction } from '../../../use-action.ts'
import styles from './messages.module.css'
import { messagePath } from './messages-query.ts'

export type PreviewAsked = UseMutationResult<MessagePreview, ApiProblem, MessageWords>

/** Looks at words as they were when it was asked for. */
export const usePreview = (view: MessageTemplateView): PreviewAsked =>
  useAction((words: MessageWords) =>
    api.post<MessagePreview>(`${messagePath(view.name, view.language)}/preview`, words),
  )

interface PreviewProps {
  preview: PreviewAsked
  /** The words as they are now. */
  typed: MessageWords
}

/** What an invented person would read: the message as it is sent, its plain text, and the text message. */
export function MessagePreviewPane({ preview, typed }: PreviewProps) {
  const { t } = useMessages()
  const isOld = !preview.isIdle && JSON.stringify(preview.variables) !== JSON.stringify(typed)
  return (
    <section className={styles.pane} aria-live="polite">
      <h2>{t('messages.preview.title')}</h2>
      {preview.isIdle && <p className={styles.muted}>{t('messages.preview.empty')}</p>}
      {isOld && <p className={styles.muted}>{t('messages.preview.old')}</p>}
      {preview.isPending && <SkeletonText lines={4} />}
      {preview.error && <PreviewFaults error={preview.error} />}
      {preview.data && <Shown preview={preview.data} />}
    </section>
  )
}

function PreviewFaults({ error }: { error: ApiProblem }) {
  const faults = useFaults(error).elsewhere([])
  if (faults.length === 0) return <ErrorState error={error} />
  return (
    <ul className={styles.faults}>
      {faults.map(words => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  )
}

function Shown({ preview }: { preview: MessagePreview }) {
  const { t } = useMessages()
  return (
    <>
      <p>
        <strong>{preview.subject}</strong>
      </p>
      <iframe className={styles.html} title={t('messages.preview.html')} sandbox="" srcDoc={preview.html} />
      <details>
        <summary>{t('messages.preview.text')}</summary>
        <pre className={styles.pre}>{preview.text}</pre>
      </details>
      {preview.sms && (
        <>
          <h3>
            {t('messages.preview.sms', {
              segments: preview.sms.segments,
              characters: preview.sms.characters,
            })}
          </h3>
          <p className={styles.pre}>{preview.sms.text}</p>
        </>
      )}
    </>
  )
}
