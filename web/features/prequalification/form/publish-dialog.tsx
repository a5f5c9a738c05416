import { useState } from 'react'
import type { FormVersion, Form as PrequalificationForm } from '../../../../contract/prequalification/form.ts'
import type { QuestionChange } from '../../../../contract/prequalification/form-diff.ts'
import { api } from '../../../api.ts'
import { queryClient } from '../../../query-client.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Form } from '../../../ui/form.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useAction } from '../../../use-action.ts'
import { useSuccessBanner } from '../../../use-success-banner.tsx'
import { FormChanges } from './form-changes.tsx'
import { formQuery } from './form-queries.ts'

interface PublishDialogProps {
  before: PrequalificationForm
  draft: FormVersion
  changes: QuestionChange[]
  onClose: () => void
}

/** What changes, a note on why, and who gets the new version. */
export function PublishDialog({ before, draft, changes, onClose }: PublishDialogProps) {
  const { t } = useMessages()
  const succeeded = useSuccessBanner()
  const [note, setNote] = useState('')
  const publish = useAction(
    (input: { note: string | null }, key) =>
      api.post<FormVersion>('/prequalification-form/versions', input, key),
    {
      onSuccess: published => {
        void queryClient.invalidateQueries({ queryKey: formQuery.queryKey })
        succeeded(t('form-editor.published', { version: published.version }))
        onClose()
      },
    },
  )
  return (
    <Dialog title={t('form-editor.publish')} isOpen onClose={onClose} size="wide">
      <Form
        label={t('form-editor.publish')}
        fields={['note']}
        problem={publish.error}
        onSubmit={() => publish.mutate({ note: note.trim() || null })}
        footer={
          <>
            <Button type="submit" tone="primary" isBusy={publish.isPending}>
              {t('form-editor.publish.confirm', { version: draft.version })}
            </Button>
            <Button onPress={onClose}>{t('ui.form.cancel')}</Button>
          </>
        }
      >
        <p>{t('form-editor.publish.words')}</p>
        <FormChanges before={before} after={draft.form} changes={changes} />
        <TextField label={t('form-editor.note')} value={note} onChange={setNote} maxLength={1000} />
      </Form>
    </Dialog>
  )
}
