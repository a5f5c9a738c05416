import { useState } from 'react'
import {
  type CategoryId,
  categoryIds,
  type Form as PrequalificationForm,
  type Question,
  type QuestionType,
  questionTypes,
} from '../../../../contract/prequalification/form.ts'
import { ApiProblem } from '../../../api-problem.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Form } from '../../../ui/form.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useFormWords } from '../use-form-words.ts'
import { ConditionFields } from './condition-fields.tsx'
import { isAlwaysAsked, possibleSources } from './form-edits.ts'
import { OptionFields } from './option-fields.tsx'

interface QuestionDialogProps {
  form: PrequalificationForm
  category: CategoryId
  question: Question
  isNew: boolean
  /** What was published keeps its type: companies have answered it. */
  isPublished: boolean
  save: (question: Question, category: CategoryId) => Promise<unknown>
  onClose: () => void
}

export function QuestionDialog({
  form,
  category,
  isNew,
  isPublished,
  save,
  onClose,
  ...given
}: QuestionDialogProps) {
  const { t } = useMessages()
  const words = useFormWords()
  const [question, setQuestion] = useState(given.question)
  const [place, setPlace] = useState(category)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const { type, isCore } = question
  const change = (to: Partial<Question>) => setQuestion(old => ({ ...old, ...to }))
  const title = t(isNew ? 'form-editor.new' : 'form-editor.edit-title')

  const submit = () => {
    setBusy(true)
    const edited = { ...question, label: question.label?.trim() ?? null, help: question.help?.trim() || null }
    save(edited, place)
      .then(onClose, refused => refused instanceof ApiProblem && setProblem(refused))
      .finally(() => setBusy(false))
  }
  return (
    <Dialog title={title} isOpen onClose={onClose} size="wide">
      <Form
        label={title}
        fields={[]}
        problem={problem}
        onSubmit={submit}
        footer={
          <>
            <Button type="submit" tone="primary" isBusy={isBusy} disabledBecause={useWhyNotYet(question)}>
              {t('form-editor.save')}
            </Button>
            <Button onPress={onClose}>{t('ui.form.cancel')}</Button>
          </>
        }
      >
        {isCore ? (
          <p>
            <strong>{words.question(question)}</strong> · {t('form-editor.core')}
          </p>
        ) : (
          <TextField
            label={t('form-editor.label')}
            value={question.label ?? ''}
            onChange={label => change({ label })}
            maxLength={300}
            isRequired
            autoFocus
          />
        )}
        {!isCore && !isPublished && (
          <Select
            label={t('form-editor.type')}
            value={type}
            options={questionTypes.map(value => ({ value, label: t(`prequalification.type.${value}`) }))}
            onChange={next => change({ type: next as QuestionType, options: [] })}
          />
        )}
        {(isCore || isPublished) && (
          <p>{t('form-editor.type-fixed', { type: t(`prequalification.type.${type}`) })}</p>
        )}
        {type === 'drop-down' && !isCore && (
          <OptionFields options={question.options} onChange={options => change({ options })} />
        )}
        <TextField
          label={t('form-editor.help')}
          value={question.help ?? ''}
          onChange={help => change({ help })}
          rows={2}
          maxLength={1000}
        />
        <Select
          label={t('form-editor.category')}
          value={place}
          options={categoryIds.map(value => ({ value, label: words.category(value) }))}
          {...(place !== category && { description: t('form-editor.category.moves') })}
          onChange={next => setPlace(next as CategoryId)}
        />
        {isAlwaysAsked(question) ? (
          <p>{t('form-editor.always-asked')}</p>
        ) : (
          <>
            <Checkbox isSelected={question.isRequired} onChange={isRequired => change({ isRequired })}>
              {t('form-editor.is-required')}
            </Checkbox>
            <ConditionFields
              sources={possibleSources(form, place, place === category ? question.id : '').filter(
                ({ id }) => id !== question.id,
              )}
              condition={question.showIf}
              onChange={showIf => change({ showIf })}
            />
          </>
        )}
      </Form>
    </Dialog>
  )
}

function useWhyNotYet({ isCore, label, type, options }: Question): string | null {
  const { t } = useMessages()
  if (isCore) return null
  if (!label?.trim()) return t('form-editor.label-first')
  if (type !== 'drop-down') return null
  return options.length < 2 || options.some(option => !option.label?.trim())
    ? t('fault.options-missing')
    : null
}
