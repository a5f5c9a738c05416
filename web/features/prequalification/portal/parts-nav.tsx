import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import type { Progress } from '../../../../contract/prequalification/answers.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import { useFormWords } from '../use-form-words.ts'
import { type FormPart, formParts } from './form-part.ts'
import styles from './my-form.module.css'

interface PartsNavProps {
  formId: string
  current: FormPart
  progress: Progress
  isSubmitted: boolean
}

/** The parts of the form, each with how far it is. */
export function PartsNav({ formId, current, progress, isSubmitted }: PartsNavProps) {
  const { t } = useMessages()
  const words = useFormWords()
  return (
    <nav aria-label={t('my-forms.parts')}>
      <label className={styles.whole}>
        {t('my-forms.progress', { percent: progress.percent })}
        <progress max={100} value={progress.percent} />
      </label>
      <ol className={styles.parts}>
        {formParts.map(part => {
          const own = progress.categories.find(({ id }) => id === part)
          const isDone = part === 'submit' ? isSubmitted : own?.percent === 100
          const Icon = isDone ? IconCircleCheck : IconCircleDashed
          return (
            <li key={part}>
              <Link
                href={`/my-forms/${formId}?part=${part}`}
                look="subtle"
                isCurrent={part === current}
                className={styles.part!}
                icon={<Icon size={18} aria-hidden className={isDone ? styles.done : styles.open} />}
              >
                <span>{part === 'submit' ? t('my-forms.part.submit') : words.category(part)}</span>
                {own && (
                  <span className={styles.count}>
                    {t('my-forms.part.count', { done: own.done, total: own.total })}
                  </span>
                )}
              </Link>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
