import { IconPlus } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { Category, CategoryId, Form, Question } from '../../../../contract/prequalification/form.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useFaults } from '../../../ui/faults.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import styles from '../company/company.module.css'
import { useFormWords } from '../use-form-words.ts'
import { ConfirmationsPane } from './confirmations-pane.tsx'
import { MOST_CUSTOM, moved, newQuestion, placedAt, withoutQuestion, withQuestion } from './form-edits.ts'
import { useSaveDraft } from './form-queries.ts'
import { QuestionDialog } from './question-dialog.tsx'
import { EndOfCategory, QuestionRow } from './question-row.tsx'

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
          onPlace={(id, before) => save.mutate(placedAt(form, id, category.id, before))}
          onRemove={id => save.mutate(withoutQuestion(form, id))}
          onEdit={(question, isNew) => setEdited({ category: category.id, question, isNew })}
        />
      ))}
      <ConfirmationsPane
        confirmations={form.confirmations}
        isBusy={save.isPending}
        save={confirmations => save.mutateAsync({ ...form, confirmations })}
      />
      {edited && (
        <QuestionDialog
          {...edited}
          form={form}
          isPublished={published.categories.some(({ questions }) =>
            questions.some(({ id }) => id === edited.question.id),
          )}
          save={(question, place) => {
            const edit = withQuestion(form, edited.category, question)
            const isMoved = place !== edited.category
            return save.mutateAsync(isMoved ? placedAt(edit, question.id, place, null) : edit)
          }}
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
  /** @param before null for the end */
  onPlace: (id: string, before: string | null) => void
  onRemove: (id: string) => void
  onEdit: (question: Question, isNew: boolean) => void
}

function CategoryQuestions({ category, isBusy, onMove, onPlace, onRemove, onEdit }: CategoryQuestionsProps) {
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
        {questions.map((question, at) => (
          <QuestionRow
            key={question.id}
            question={question}
            isFirst={at === 0}
            isLast={at === questions.length - 1}
            isBusy={isBusy}
            onMove={by => move(question.id, by)}
            onDropHere={id => onPlace(id, question.id)}
            onRemove={() => onRemove(question.id)}
            onEdit={() => onEdit(question, false)}
          />
        ))}
      </ol>
      <EndOfCategory onDropHere={id => onPlace(id, null)} />
    </section>
  )
}
