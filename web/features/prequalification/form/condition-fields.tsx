import type { Condition, Question } from '../../../../contract/prequalification/form.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Select } from '../../../ui/select.tsx'
import styles from '../company/company.module.css'
import { useFormWords } from '../use-form-words.ts'

interface ConditionFieldsProps {
  /** Earlier questions that can decide it. */
  sources: Question[]
  condition: Condition | null
  onChange: (condition: Condition | null) => void
}

/** "Show if": an earlier question, and the answer to it. */
export function ConditionFields({ sources, condition, onChange }: ConditionFieldsProps) {
  const { t } = useMessages()
  const words = useFormWords()
  const source = sources.find(({ id }) => id === condition?.questionId)
  const firstAnswer = (question: Question) =>
    question.type === 'yes-no' ? true : (question.options[0]?.id ?? '')
  return (
    <div className={styles.amounts}>
      <Select
        label={t('form-editor.show-if')}
        value={condition?.questionId ?? ''}
        options={[
          { value: '', label: t('form-editor.always') },
          ...sources.map(one => ({ value: one.id, label: words.question(one) })),
        ]}
        onChange={id => {
          const chosen = sources.find(one => one.id === id)
          onChange(chosen ? { questionId: chosen.id, is: firstAnswer(chosen) } : null)
        }}
      />
      {source && condition && (
        <Select
          label={t('form-editor.show-if.is')}
          value={String(condition.is)}
          options={
            source.type === 'yes-no'
              ? [
                  { value: 'true', label: t('prequalification.yes') },
                  { value: 'false', label: t('prequalification.no') },
                ]
              : source.options.map(option => ({ value: option.id, label: words.option(option) }))
          }
          onChange={is =>
            onChange({ questionId: source.id, is: source.type === 'yes-no' ? is === 'true' : is })
          }
        />
      )}
    </div>
  )
}
