import { IconMessage } from '@tabler/icons-react'
import { type ComponentProps, type ReactNode, useState } from 'react'
import type { Question } from '../../../../contract/prequalification/form.ts'
import { Button } from '../../../ui/button.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { useFormWords } from '../use-form-words.ts'
import { CommentThread } from './comment-thread.tsx'
import styles from './talk.module.css'

interface QuestionTalkProps extends Omit<ComponentProps<typeof CommentThread>, 'label'> {
  question: Question
  /** The button as its picture alone. */
  isCompact?: boolean
  /** Stands beside the button. */
  children?: ReactNode
}

/** What was said about a question; where nothing was, the way to say something. */
export function QuestionTalk({ question, isCompact = false, children, ...thread }: QuestionTalkProps) {
  const { t } = useMessages()
  const words = useFormWords().question(question)
  const [isAsked, setAsked] = useState(false)
  const isOpen = isAsked || thread.comments.length > 0
  return (
    <>
      <div className={styles.foot}>
        {children}
        {!isOpen && (
          <Button
            tone="quiet"
            size="small"
            icon={<IconMessage size={16} aria-hidden />}
            label={t('my-forms.comment-on', { question: words })}
            onPress={() => setAsked(true)}
          >
            {isCompact ? undefined : t('my-forms.comment')}
          </Button>
        )}
      </div>
      {isOpen && <CommentThread label={t('my-forms.comments-on', { question: words })} {...thread} />}
    </>
  )
}
