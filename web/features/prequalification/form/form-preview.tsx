import { useState, useSyncExternalStore } from 'react'
import { shownQuestions } from '../../../../contract/prequalification/answers.ts'
import type { Form } from '../../../../contract/prequalification/form.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { AnswerField } from '../answers/answer-field.tsx'
import { createAnswerKeeper } from '../answers/answer-keeper.ts'
import { FileField } from '../answers/file-field.tsx'
import styles from '../company/company.module.css'
import { answersIn } from '../portal/form-parts.ts'
import { useFormWords } from '../use-form-words.ts'

/** The form as a respondent sees it. It can be tried out, conditions and all; nothing of it is kept. */
export function FormPreview({ form }: { form: Form }) {
  const { t } = useMessages()
  const words = useFormWords()
  const [keeper] = useState(() =>
    createAnswerKeeper([], async (questionId, value, version) => ({
      answer: {
        questionId,
        value,
        version: version + 1,
        by: { id: '', name: '' },
        at: new Date().toISOString(),
        isCarried: false,
      },
    })),
  )
  const states = useSyncExternalStore(keeper.subscribe, keeper.snapshot)
  const shown = shownQuestions(form, answersIn(states, 'wanted'))
  const { currency } = form
  return (
    <div className={styles.answers}>
      <p>{t('form-editor.preview.words')}</p>
      {form.categories.map(category => (
        <section key={category.id} className={styles.pane} aria-label={words.category(category.id)}>
          <h2>{words.category(category.id)}</h2>
          {category.questions
            .filter(({ id }) => shown.has(id))
            .map(question =>
              question.type === 'file' ? (
                <FileField
                  key={question.id}
                  {...{ question, currency }}
                  state={keeper.of(question.id)}
                  onFile={async () => {}}
                  onRemove={() => {}}
                  fileUrl={() => ''}
                />
              ) : (
                <AnswerField
                  key={question.id}
                  {...{ question, currency }}
                  state={keeper.of(question.id)}
                  onAnswer={(value, typed) => keeper.put(question.id, value, typed)}
                  onFaulty={typed => keeper.putFaulty(question.id, typed)}
                />
              ),
            )}
        </section>
      ))}
    </div>
  )
}
