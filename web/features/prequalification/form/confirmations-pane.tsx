import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import {
  mostConfirmations,
  type Form as PrequalificationForm,
} from '../../../../contract/prequalification/form.ts'
import { ApiProblem } from '../../../api-problem.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Form } from '../../../ui/form.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import styles from '../company/company.module.css'
import { useFormWords } from '../use-form-words.ts'

type Confirmations = PrequalificationForm['confirmations']
type Confirmation = Confirmations[number]

interface ConfirmationsPaneProps {
  confirmations: Confirmations
  isBusy: boolean
  save: (confirmations: Confirmations) => Promise<unknown>
}

/** What respondents tick before they submit. */
export function ConfirmationsPane({ confirmations, isBusy, save }: ConfirmationsPaneProps) {
  const { t } = useMessages()
  const words = useFormWords()
  const [edited, setEdited] = useState<Confirmation | null>(null)
  const isNew = (one: Confirmation) => !confirmations.some(({ id }) => id === one.id)
  return (
    <section className={styles.pane} aria-label={t('form-editor.confirmations')}>
      <div className={styles.head}>
        <h2>{t('form-editor.confirmations')}</h2>
        <Button
          size="small"
          icon={<IconPlus size={16} aria-hidden />}
          disabledBecause={
            confirmations.length >= mostConfirmations
              ? t('form-editor.confirmation.most', { most: mostConfirmations })
              : null
          }
          onPress={() => setEdited({ id: crypto.randomUUID(), text: '' })}
        >
          {t('form-editor.confirmation.add')}
        </Button>
      </div>
      <p className={styles.muted}>{t('form-editor.confirmations.words')}</p>
      <ol className={styles.people}>
        {confirmations.map(one => {
          const name = words.confirmation(one)
          return (
            <li key={one.id} className={styles.row}>
              <span>{name}</span>
              <span className={styles.buttons}>
                <Button
                  size="small"
                  tone="quiet"
                  icon={<IconPencil size={16} aria-hidden />}
                  label={t('form-editor.edit', { name })}
                  onPress={() => setEdited({ ...one, text: name })}
                />
                <Button
                  size="small"
                  tone="quiet"
                  icon={<IconTrash size={16} aria-hidden />}
                  label={t('form-editor.remove', { name })}
                  disabledBecause={confirmations.length === 1 ? t('form-editor.confirmation.last') : null}
                  isBusy={isBusy}
                  onPress={() => void save(confirmations.filter(({ id }) => id !== one.id)).catch(() => {})}
                />
              </span>
            </li>
          )
        })}
      </ol>
      {edited && (
        <ConfirmationDialog
          title={t(isNew(edited) ? 'form-editor.confirmation.new' : 'form-editor.confirmation.edit')}
          text={edited.text ?? ''}
          save={text =>
            save(
              isNew(edited)
                ? [...confirmations, { id: edited.id, text }]
                : confirmations.map(one => (one.id === edited.id ? { ...one, text } : one)),
            )
          }
          onClose={() => setEdited(null)}
        />
      )}
    </section>
  )
}

interface ConfirmationDialogProps {
  title: string
  text: string
  save: (text: string) => Promise<unknown>
  onClose: () => void
}

function ConfirmationDialog({ title, save, onClose, ...given }: ConfirmationDialogProps) {
  const { t } = useMessages()
  const [text, setText] = useState(given.text)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const submit = () => {
    setBusy(true)
    save(text.trim())
      .then(onClose, refused => refused instanceof ApiProblem && setProblem(refused))
      .finally(() => setBusy(false))
  }
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <Form
        label={title}
        fields={[]}
        problem={problem}
        onSubmit={submit}
        footer={
          <>
            <Button
              type="submit"
              tone="primary"
              isBusy={isBusy}
              disabledBecause={text.trim() ? null : t('form-editor.confirmation.words-first')}
            >
              {t('form-editor.save')}
            </Button>
            <Button onPress={onClose}>{t('ui.form.cancel')}</Button>
          </>
        }
      >
        <TextField
          label={t('form-editor.confirmation.label')}
          value={text}
          onChange={setText}
          rows={3}
          maxLength={1000}
          isRequired
          autoFocus
        />
      </Form>
    </Dialog>
  )
}
