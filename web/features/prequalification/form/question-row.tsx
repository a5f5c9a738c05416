import { IconArrowDown, IconArrowUp, IconGripVertical, IconPencil, IconTrash } from '@tabler/icons-react'
import { type DragEvent, useState } from 'react'
import type { Question } from '../../../../contract/prequalification/form.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import styles from '../company/company.module.css'
import { useFormWords } from '../use-form-words.ts'
import { isAlwaysAsked } from './form-edits.ts'
import drag from './question-row.module.css'

/** What is dragged; files and words from elsewhere are not let in. */
const QUESTION = 'application/x-muster-question'

interface QuestionRowProps {
  question: Question
  isFirst: boolean
  isLast: boolean
  isBusy: boolean
  onMove: (by: -1 | 1) => void
  /** Another question is to stand before this one. */
  onDropHere: (id: string) => void
  onRemove: () => void
  onEdit: () => void
}

/** A question of the form. It is dragged by the pointer; by the keyboard the arrows move it, and its dialog to another category. */
export function QuestionRow(props: QuestionRowProps) {
  const { question, isFirst, isLast, isBusy, onMove, onDropHere, onRemove, onEdit } = props
  const { t } = useMessages()
  const words = useFormWords()
  const place = useDropPlace(onDropHere)
  const name = words.question(question)
  return (
    <li
      data-question={question.id}
      className={classNames(styles.row, drag.row, place.isOver && drag.over)}
      draggable
      onDragStart={event => {
        event.dataTransfer.setData(QUESTION, question.id)
        event.dataTransfer.effectAllowed = 'move'
      }}
      {...place.handlers}
    >
      <span className={styles.person}>
        <span className={drag.name}>
          <IconGripVertical size={16} aria-hidden className={drag.grip} />
          {name}
        </span>
        <span className={styles.marks}>
          <span className={styles.muted}>{t(`prequalification.type.${question.type}`)}</span>
          {question.isRequired && <Badge tone="neutral">{t('form-editor.required')}</Badge>}
          {question.showIf && <Badge tone="waiting">{t('form-editor.conditional')}</Badge>}
        </span>
      </span>
      <span className={styles.buttons}>
        <Button
          size="small"
          tone="quiet"
          icon={<IconArrowUp size={16} aria-hidden />}
          label={t('form-editor.up', { name })}
          disabledBecause={isFirst ? t('form-editor.is-first') : null}
          isBusy={isBusy}
          onPress={() => onMove(-1)}
        />
        <Button
          size="small"
          tone="quiet"
          icon={<IconArrowDown size={16} aria-hidden />}
          label={t('form-editor.down', { name })}
          disabledBecause={isLast ? t('form-editor.is-last') : null}
          isBusy={isBusy}
          onPress={() => onMove(1)}
        />
        <Button
          size="small"
          tone="quiet"
          icon={<IconPencil size={16} aria-hidden />}
          label={t('form-editor.edit', { name })}
          onPress={onEdit}
        />
        <Button
          size="small"
          tone="quiet"
          icon={<IconTrash size={16} aria-hidden />}
          label={t('form-editor.remove', { name })}
          disabledBecause={isAlwaysAsked(question) ? t('form-editor.always-asked') : null}
          isBusy={isBusy}
          onPress={onRemove}
        />
      </span>
    </li>
  )
}

/** Where a dragged question becomes the last of its category. */
export function EndOfCategory({ onDropHere }: { onDropHere: (id: string) => void }) {
  const place = useDropPlace(onDropHere)
  return <div aria-hidden className={classNames(drag.end, place.isOver && drag.over)} {...place.handlers} />
}

function useDropPlace(onDropHere: (id: string) => void) {
  const [isOver, setOver] = useState(false)
  const isQuestion = (event: DragEvent) => event.dataTransfer.types.includes(QUESTION)
  return {
    isOver,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!isQuestion(event)) return
        event.preventDefault()
        setOver(true)
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        setOver(false)
        if (!isQuestion(event)) return
        event.preventDefault()
        onDropHere(event.dataTransfer.getData(QUESTION))
      },
    },
  }
}
