import { IconArrowDown, IconArrowUp, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { Category, CategoryId, Form, Question } from '../../../../contract/prequalification/form.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useFaults } from '../../../ui/faults.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import styles from '../company/company.module.css'
import { useFormWords } from '../use-form-words.ts'
import {
  isAlwaysAsked,
  MOST_CUSTOM,
  moved,
  newQuestion,
  withoutQuestion,
  withQuestion,
} from './form-edits.ts'
import { useSaveDraft } from './form-queries.ts'
import { QuestionDialog } from './question-dialog.tsx'

interface FormQuestionsProps {
  form: Form
  published: Form
  /** Of the draft; 0 where there is none yet. */
  revision: number
}

type Edited = { category: CategoryId; question: Question; isNew: boolean }

/** The questions of each category. Every change is saved to the draft at once; nobody is asked by it before it is published. */
export function FormQuestions({ form, published, revision }: FormQuestionsProps) {
  const { t } = useMessages()
  const [edited, setEdited] = useState<Edited | null>(null)
  const save = useSaveDraft(revision)
  const faults = useFaults(save.error)
  return (
    <>
      <p>{t('form-editor.words')}</p>
      {save.error && (
        <ErrorState error={save.error}>
          {faults.elsewhere([]).map(words => (
            <p key={words}>{words}</p>
          ))}
        </ErrorState>
      )}
      {form.categories.map(category => (
        <CategoryQuestions
          key={category.id}
          category={category}
          isBusy={save.isPending}
          onMove={(id, by) => save.mutate(moved(form, category.id, id, by))}
          onRemove={id => save.mutate(withoutQuestion(form, id))}
          onEdit={(question, isNew) => setEdited({ category: category.id, question, isNew })}
        />
      ))}
      {edited && (
        <QuestionDialog
          {...edited}
          form={form}
          isPublished={published.categories.some(({ questions }) =>
            questions.some(({ id }) => id === edited.question.id),
          )}
          save={question => save.mutateAsync(withQuestion(form, edited.category, question))}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  )
}

interface CategoryQuestionsProps {
  category: Category
  isBusy: boolean
  onMove: (id: string, by: -1 | 1) => void
  onRemove: (id: string) => void
  onEdit: (question: Question, isNew: boolean) => void
}

function CategoryQuestions({ category, isBusy, onMove, onRemove, onEdit }: CategoryQuestionsProps) {
  const { t } = useMessages()
  const words = useFormWords()
  const { questions } = category
  const list = useRef<HTMLOListElement>(null)
  const pressed = useRef<{ id: string; by: -1 | 1 } | null>(null)
  // What is moved loses the focus: it goes back to the button, for the next step up or down.
  useEffect(() => {
    if (!pressed.current || document.activeElement !== document.body) return
    const { id, by } = pressed.current
    const buttons = list.current?.querySelectorAll<HTMLElement>(`[data-question="${id}"] button`)
    buttons?.[by === -1 ? 0 : 1]?.focus()
  })
  const move = (id: string, by: -1 | 1) => {
    pressed.current = { id, by }
    onMove(id, by)
  }
  const custom = questions.filter(({ isCore }) => !isCore).length
  return (
    <section className={styles.pane} aria-label={words.category(category.id)}>
      <div className={styles.head}>
        <h2>{words.category(category.id)}</h2>
        <Button
          size="small"
          icon={<IconPlus size={16} aria-hidden />}
          label={t('form-editor.add-to', { category: words.category(category.id) })}
          disabledBecause={custom >= MOST_CUSTOM ? t('fault.too-many-custom-questions') : null}
          onPress={() => onEdit(newQuestion(), true)}
        >
          {t('form-editor.add')}
        </Button>
      </div>
      <ol ref={list} className={styles.people}>
        {questions.map((question, at) => {
          const name = words.question(question)
          return (
            <li key={question.id} data-question={question.id} className={styles.row}>
              <span className={styles.person}>
                <span>{name}</span>
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
                  disabledBecause={at === 0 ? t('form-editor.is-first') : null}
                  isBusy={isBusy}
                  onPress={() => move(question.id, -1)}
                />
                <Button
                  size="small"
                  tone="quiet"
                  icon={<IconArrowDown size={16} aria-hidden />}
                  label={t('form-editor.down', { name })}
                  disabledBecause={at === questions.length - 1 ? t('form-editor.is-last') : null}
                  isBusy={isBusy}
                  onPress={() => move(question.id, 1)}
                />
                <Button
                  size="small"
                  tone="quiet"
                  icon={<IconPencil size={16} aria-hidden />}
                  label={t('form-editor.edit', { name })}
                  onPress={() => onEdit(question, false)}
                />
                <Button
                  size="small"
                  tone="quiet"
                  icon={<IconTrash size={16} aria-hidden />}
                  label={t('form-editor.remove', { name })}
                  disabledBecause={isAlwaysAsked(question) ? t('form-editor.always-asked') : null}
                  isBusy={isBusy}
                  onPress={() => onRemove(question.id)}
                />
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
