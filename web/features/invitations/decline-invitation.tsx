import { useState } from 'react'
import { api } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useFaults } from '../../ui/faults.ts'
import { Form } from '../../ui/form.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useAction } from '../../use-action.ts'

/** Declines by a typed word: what only presses buttons, as mail scanners do, declines for nobody. */
export function DeclineInvitation({ path, onDeclined }: { path: string; onDeclined: () => void }) {
  const { t } = useMessages()
  const [isOpen, setOpen] = useState(false)
  const [word, setWord] = useState('')
  const decline = useAction((input: { word: string }, key) => api.post(`${path}/decline`, input, key), {
    onSuccess: onDeclined,
    onProblem: problem => {
      if (problem.code === 'link-not-usable') onDeclined()
    },
  })
  const faults = useFaults(decline.error)
  const label = t('join.decline.word', { word: t('join.decline.the-word') })
  return (
    <>
      <Button tone="quiet" onPress={() => setOpen(true)}>
        {t('join.decline')}
      </Button>
      <Dialog title={t('join.decline')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <p>{t('join.decline.words')}</p>
        <Form
          label={t('join.decline')}
          fields={['word']}
          problem={decline.error}
          onSubmit={() => decline.mutate({ word })}
          footer={
            <Button type="submit" tone="danger" isBusy={decline.isPending}>
              {t('join.decline.submit')}
            </Button>
          }
        >
          <TextField
            label={label}
            name="word"
            autoComplete="off"
            value={word}
            onChange={setWord}
            errors={faults.of('word')}
            isRequired
          />
        </Form>
      </Dialog>
    </>
  )
}
