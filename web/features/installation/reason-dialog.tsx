import { useState } from 'react'
import type { ApiProblem } from '../../api-problem.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useFaults } from '../../ui/faults.ts'
import { Form } from '../../ui/form.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { TextField } from '../../ui/text-field.tsx'

interface ReasonDialogProps {
  title: string
  /** What will happen. */
  words: string
  /** The button that does it. */
  confirm: string
  hint: string
  problem: ApiProblem | null
  isBusy: boolean
  onConfirm: (reason: string) => void
  onClose: () => void
}

/** Says what will happen and asks why; both are put on the record. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { t } = useMessages()
  const [reason, setReason] = useState('')
  const faults = useFaults(props.problem)
  return (
    <Dialog title={props.title} isOpen onClose={props.onClose}>
      <Form
        label={props.title}
        fields={['reason']}
        problem={props.problem}
        onSubmit={() => props.onConfirm(reason.trim())}
        footer={
          <Button
            type="submit"
            tone="danger"
            isBusy={props.isBusy}
            disabledBecause={reason.trim() ? null : t('installation.reason.needed')}
          >
            {props.confirm}
          </Button>
        }
      >
        <p>{props.words}</p>
        <TextField
          name="reason"
          label={t('installation.reason')}
          description={props.hint}
          value={reason}
          onChange={setReason}
          errors={faults.of('reason')}
          maxLength={500}
          isRequired
          autoFocus
        />
      </Form>
    </Dialog>
  )
}
