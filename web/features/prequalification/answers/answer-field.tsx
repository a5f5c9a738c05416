import type { AnswerValue } from '../../../../contract/prequalification/answers.ts'
import type { Question } from '../../../../contract/prequalification/form.ts'
import { Button } from '../../../ui/button.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useFormWords } from '../use-form-words.ts'
import type { AnswerState } from './answer-keeper.ts'
import { asAnswer, asTyped } from './typed-answer.ts'

const LONGEST_TEXT = 5000

interface AnswerFieldProps {
  question: Question
  state: AnswerState
  currency: string
  onAnswer: (value: AnswerValue, typed?: string) => void
  onFaulty: (typed: string) => void
}

/** The field of a question, by its type; files have one of their own. */
export function AnswerField({ question, state, currency, onAnswer, onFaulty }: AnswerFieldProps) {
  const { t, locale } = useMessages()
  const words = useFormWords()
  const { type, isRequired } = question
  const value = state.wanted === undefined ? state.saved?.value : state.wanted
  const label =
    type === 'currency'
      ? t('my-forms.amount-in', { question: words.question(question), currency })
      : words.question(question)
  const help = words.help(question) ?? undefined

  if (type === 'yes-no')
    return (
      <>
        <RadioGroup
          label={label}
          description={help}
          isRequired={isRequired}
          value={typeof value === 'boolean' ? String(value) : ''}
          options={[
            { value: 'true', label: t('prequalification.yes') },
            { value: 'false', label: t('prequalification.no') },
          ]}
          onChange={chosen => onAnswer(chosen === 'true')}
        />
        {!isRequired && typeof value === 'boolean' && (
          <span>
            <Button tone="quiet" size="small" onPress={() => onAnswer(null)}>
              {t('my-forms.take-back')}
            </Button>
          </span>
        )}
      </>
    )
  if (type === 'drop-down')
    return (
      <Select
        label={label}
        value={typeof value === 'string' ? value : ''}
        options={[
          { value: '', label: t('my-forms.choose') },
          ...question.options.map(option => ({ value: option.id, label: words.option(option) })),
        ]}
        onChange={chosen => onAnswer(chosen || null)}
        isOptional={!isRequired}
        {...(help && { description: help })}
      />
    )

  const change = (typed: string) => {
    const answer = asAnswer(question, typed, locale)
    if (answer === undefined) onFaulty(typed)
    else onAnswer(answer, typed)
  }
  return (
    <TextField
      label={label}
      description={help}
      isRequired={isRequired}
      value={state.typed ?? asTyped(question, value, locale)}
      onChange={change}
      maxLength={LONGEST_TEXT}
      {...(type === 'text' && { rows: 1 })}
      {...(type === 'phone' && { type: 'tel' as const })}
      {...(type === 'date' && { type: 'date' as const })}
      {...((type === 'number' || type === 'currency') && { inputMode: 'decimal' as const })}
    />
  )
}
