import { IconTrash } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { FileAnswer } from '../../../../contract/prequalification/answers.ts'
import type { Question } from '../../../../contract/prequalification/form.ts'
import { fileTypes, mostFileBytes } from '../../../../contract/prequalification/submissions.ts'
import { Button } from '../../../ui/button.tsx'
import field from '../../../ui/field.module.css'
import { FileDrop } from '../../../ui/file-drop.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { useFormWords } from '../use-form-words.ts'
import type { AnswerState } from './answer-keeper.ts'
import { AnswerText, useFileSize } from './answer-text.tsx'
import styles from './answers.module.css'

const ENDINGS = Object.values(fileTypes).flat()
const ACCEPT = ENDINGS.map(ending => `.${ending}`).join(',')

interface FileFieldProps {
  question: Question
  state: AnswerState
  currency: string
  /** Shares of the upload that is under way. */
  onFile: (file: File, onProgress: (share: number) => void) => Promise<void>
  onRemove: () => void
  fileUrl: (file: FileAnswer) => string
}

/** Limits are said before anything is sent, and what breaks them is not sent. */
export function FileField({ question, state, currency, onFile, onRemove, fileUrl }: FileFieldProps) {
  const { t } = useMessages()
  const words = useFormWords()
  const size = useFileSize()
  const id = useId()
  const [refused, setRefused] = useState<string | null>(null)
  const [share, setShare] = useState(0)
  const { wanted, saved, phase } = state
  const value = wanted === undefined ? saved?.value : wanted
  const file = value && typeof value === 'object' ? value : null
  const isUploading = phase === 'saving' && wanted !== null && wanted !== undefined

  const take = (chosen: File) => {
    const why = refusalOf(chosen)
    setRefused(why && t(`my-forms.file.${why}`, { most: size(mostFileBytes), name: chosen.name }))
    setShare(0)
    if (!why) void onFile(chosen, setShare)
  }

  return (
    <fieldset className={field.field} aria-describedby={`${id}-help`}>
      <legend className={field.label}>
        {words.question(question)}
        {!question.isRequired && (
          <span aria-hidden className={field.needed}>
            {' '}
            {t('ui.field.optional')}
          </span>
        )}
      </legend>
      <span id={`${id}-help`} className={field.description}>
        {words.help(question)}
      </span>
      {isUploading && (
        <label className={styles.upload}>
          {t('my-forms.file.uploading', { name: file?.name ?? '', share })}
          <progress max={1} value={share} />
        </label>
      )}
      {file && !isUploading && (
        <div className={styles.file}>
          {wanted === undefined ? (
            <AnswerText question={question} value={file} currency={currency} fileUrl={fileUrl} />
          ) : (
            <span>{file.name}</span>
          )}
          <Button
            size="small"
            tone="quiet"
            icon={<IconTrash size={16} aria-hidden />}
            label={t('my-forms.file.remove', { name: file.name })}
            onPress={onRemove}
          />
        </div>
      )}
      {!isUploading && (
        <FileDrop
          label={t(file ? 'my-forms.file.replace' : 'my-forms.file.choose')}
          hint={t('my-forms.file.hint', { most: size(mostFileBytes), types: ENDINGS.join(', ') })}
          accept={ACCEPT}
          look="slim"
          onFile={take}
        />
      )}
      {refused && (
        <p role="alert" className={field.errors}>
          {refused}
        </p>
      )}
    </fieldset>
  )
}

function refusalOf(file: File): 'too-large' | 'empty' | 'of-no-type' | null {
  if (file.size > mostFileBytes) return 'too-large'
  if (file.size === 0) return 'empty'
  const ending = file.name.split('.').at(-1)?.toLowerCase()
  return ENDINGS.some(one => one === ending) ? null : 'of-no-type'
}
