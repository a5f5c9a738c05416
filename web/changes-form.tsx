import type { QueryKey, UseQueryOptions } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { queryClient } from './query-client.ts'
import { Button } from './ui/button.tsx'
import { ErrorState } from './ui/error-state.tsx'
import { useFaults } from './ui/faults.ts'
import { Form } from './ui/form.tsx'
import { useMessages } from './ui/i18n/messages.tsx'
import { SkeletonText } from './ui/skeleton.tsx'
import { useAction } from './use-action.ts'
import { useOpened } from './use-opened.ts'
import { useSuccessBanner } from './use-success-banner.tsx'

/** What stands in the fields, and what each field needs. */
export interface Typed<Settings, Name extends string> {
  /** As they stood when the form was opened, or were saved or loaded since. */
  settings: Settings
  typed: Record<Name, string>
  set: (name: Name, value: string) => void
  errorsOf: (name: Name) => string[]
  field: (name: Name) => {
    name: Name
    value: string
    onChange: (value: string) => void
    errors: string[]
  }
}

interface ChangesFormProps<Settings, Name extends string, Edit extends object, Key extends QueryKey> {
  label: string
  query: UseQueryOptions<Settings, Error, Settings, Key> & { queryKey: Key }
  asTyped: (settings: Settings) => Record<Name, string>
  /** What was typed differently than it is: nothing else is saved. */
  changesTyped: (typed: Record<Name, string>, settings: Settings) => Edit
  save: (edit: Edit, settings: Settings) => Promise<Settings>
  /** What is said once they are saved. */
  saved: string
  onSaved?: () => void
  /** Why one may not save; what was not changed is a reason of its own. */
  disabledBecause?: string | null
  children: (typed: Typed<Settings, Name>) => ReactNode
}

/** A form of settings that are there already: it is opened with what they are now, and saves what was changed. */
export function ChangesForm<Settings, Name extends string, Edit extends object, Key extends QueryKey>(
  props: ChangesFormProps<Settings, Name, Edit, Key>,
) {
  const now = useOpened(props.query)
  return (
    <>
      {now.isPending && <SkeletonText lines={8} />}
      {now.isError && <ErrorState error={now.error} onRetry={() => void now.refetch()} />}
      {now.data && <OpenForm first={now.data} {...props} />}
    </>
  )
}

/** @param first as they stood when the form was opened: what is saved is told apart from them, whoever changes them meanwhile */
function OpenForm<Settings, Name extends string, Edit extends object, Key extends QueryKey>({
  first,
  ...props
}: ChangesFormProps<Settings, Name, Edit, Key> & { first: Settings }) {
  const { t } = useMessages()
  const succeeded = useSuccessBanner()
  const [settings, setSettings] = useState(first)
  const [typed, setTyped] = useState(() => props.asTyped(first))
  const show = (now: Settings) => {
    setSettings(now)
    setTyped(props.asTyped(now))
  }
  const save = useAction((edit: Edit) => props.save(edit, settings), {
    onSuccess: now => {
      queryClient.setQueryData<unknown>(props.query.queryKey, now)
      props.onSaved?.()
      show(now)
      succeeded(props.saved)
    },
  })
  const loadAnew = async () => {
    show(await queryClient.fetchQuery({ ...props.query, staleTime: 0 }))
    save.reset()
  }
  const { of: errorsOf } = useFaults(save.error)
  const edit = props.changesTyped(typed, settings)
  const set = (name: Name, value: string) => setTyped(old => ({ ...old, [name]: value }))
  const field = (name: Name) => ({
    name,
    value: typed[name],
    onChange: (value: string) => set(name, value),
    errors: errorsOf(name),
  })

  return (
    <Form
      label={props.label}
      fields={Object.keys(typed)}
      problem={save.error}
      onLoadAnew={loadAnew}
      onSubmit={() => save.mutate(edit)}
      footer={
        <Button
          type="submit"
          tone="primary"
          isBusy={save.isPending}
          disabledBecause={
            props.disabledBecause ?? (Object.keys(edit).length ? null : t('settings.nothing-changed'))
          }
        >
          {t('settings.save')}
        </Button>
      }
    >
      {props.children({ settings, typed, set, errorsOf, field })}
    </Form>
  )
}
