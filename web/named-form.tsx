import { useState } from 'react'
import type { ApiProblem } from './api-problem.ts'
import { Button } from './ui/button.tsx'
import { useFaults } from './ui/faults.ts'
import { Form } from './ui/form.tsx'
import { useMessages } from './ui/i18n/messages.tsx'
import { Link } from './ui/link.tsx'
import { PageHeader } from './ui/page-header.tsx'
import { TextField } from './ui/text-field.tsx'

interface NamedFormProps {
  title: string
  /** What the button says. */
  confirm: string
  name: { label: string; first: string }
  /** The one thing that is said beside the name; empty for nothing. */
  other: { field: string; label: string; hint: string; first: string }
  problem: ApiProblem | null
  isBusy: boolean
  onSubmit: (name: string, other: string | null) => void
  cancelHref: string
}

/** A page that asks for a name and one thing more. */
export function NamedForm(props: NamedFormProps) {
  const { title, confirm, problem, isBusy, onSubmit, cancelHref } = props
  const { t } = useMessages()
  const [name, setName] = useState(props.name.first)
  const [other, setOther] = useState(props.other.first)
  const faults = useFaults(problem)
  return (
    <>
      <PageHeader title={title} />
      <Form
        label={title}
        fields={['name', props.other.field]}
        problem={problem}
        onSubmit={() => onSubmit(name, other.trim() || null)}
        footer={
          <>
            <Button type="submit" tone="primary" isBusy={isBusy}>
              {confirm}
            </Button>
            <Link href={cancelHref} look="button">
              {t('ui.form.cancel')}
            </Link>
          </>
        }
      >
        <TextField
          label={props.name.label}
          name="name"
          value={name}
          onChange={setName}
          errors={faults.of('name')}
          isRequired
          autoFocus
        />
        <TextField
          label={props.other.label}
          name={props.other.field}
          description={props.other.hint}
          value={other}
          onChange={setOther}
          errors={faults.of(props.other.field)}
        />
      </Form>
    </>
  )
}
