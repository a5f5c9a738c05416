import { useState } from 'react'
import type { SubmissionView } from '../../../../contract/prequalification/submissions.ts'
import { api } from '../../../api.ts'
import { queryClient } from '../../../query-client.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useFaults } from '../../../ui/faults.ts'
import { Form } from '../../../ui/form.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useAction } from '../../../use-action.ts'
import { prequalificationsKey } from '../prequalification-queries.ts'
import { useFormWords } from '../use-form-words.ts'
import styles from './company.module.css'

interface ChangeRequestDialogProps {
  submission: SubmissionView
  onClose: () => void
}

/** What to change, in words, and which questions it is about: the form opens again to its respondents. */
export function ChangeRequestDialog({ submission, onClose }: ChangeRequestDialogProps) {
  const { t } = useMessages()
  const words = useFormWords()
  const [text, setText] = useState('')
  const [questionIds, setQuestionIds] = useState<string[]>([])
  const ask = useAction(
    (request: { text: string; questionIds: string[] }, key) =>
      api.post<SubmissionView>(`/submissions/${submission.id}/change-requests`, request, key),
    {
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: prequalificationsKey })
        onClose()
      },
      onProblem: () => void queryClient.invalidateQueries({ queryKey: prequalificationsKey }),
    },
  )
  const faults = useFaults(ask.error)
  const toggle = (id: string, isTicked: boolean) =>
    setQuestionIds(old => (isTicked ? [...old, id] : old.filter(one => one !== id)))
  return (
    <Dialog title={t('prequalification.request-changes')} isOpen onClose={onClose} size="wide">
      <Form
        label={t('prequalification.request-changes')}
        fields={['text', 'questionIds']}
        problem={ask.error}
        onSubmit={() => ask.mutate({ text, questionIds })}
        footer={
          <>
            <Button
              type="submit"
              tone="primary"
              isBusy={ask.isPending}
              disabledBecause={text.trim() ? null : t('prequalification.request-changes.write-first')}
            >
              {t('prequalification.request-changes')}
            </Button>
            <Button onPress={onClose}>{t('ui.form.cancel')}</Button>
          </>
        }
      >
        <p>{t('prequalification.request-changes.words', { company: submission.company.name })}</p>
        <TextField
          label={t('prequalification.request-changes.text')}
          value={text}
          onChange={setText}
          rows={3}
          maxLength={5000}
          errors={faults.of('text')}
          isRequired
        />
        <fieldset className={styles.choices}>
          <legend>{t('prequalification.request-changes.questions')}</legend>
          {submission.form.categories.map(({ id, questions }) => (
            <div key={id} className={styles.people}>
              <strong>{words.category(id)}</strong>
              {questions.map(question => (
                <Checkbox
                  key={question.id}
                  isSelected={questionIds.includes(question.id)}
                  onChange={isTicked => toggle(question.id, isTicked)}
                >
                  {words.question(question)}
                </Checkbox>
              ))}
            </div>
          ))}
        </fieldset>
      </Form>
    </Dialog>
  )
}
