import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Page } from '../../../contract/paging.ts'
import type { PersonRow } from '../../../contract/people.ts'
import { api } from '../../api.ts'
import { ChoiceField } from '../../ui/choice-field.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'

/** Shown at once; typing narrows. */
const MOST_SHOWN = 8

interface PeoplePickerProps {
  label: string
  chosen: string | null
  onChoose: (id: string | null) => void
  /** Who cannot be chosen here. */
  except?: readonly string[]
}

/** Finds one active user by a part of name, e-mail, phone or company: nobody who is inactive can be chosen anywhere. */
export function PeoplePicker({ label, chosen, onChoose, except = [] }: PeoplePickerProps) {
  const { t } = useMessages()
  const [typed, setTyped] = useState('')
  const [name, setName] = useState('')
  const { data } = useQuery({
    queryKey: ['people', 'picker', typed === name ? '' : typed],
    queryFn: ({ signal }) =>
      api.get<Page<PersonRow>>(
        '/people',
        { kind: 'user', status: 'active', q: typed === name ? '' : typed, limit: MOST_SHOWN + except.length },
        signal,
      ),
    placeholderData: keepPreviousData,
  })
  const people = (data?.items ?? []).filter(person => !except.includes(person.id)).slice(0, MOST_SHOWN)
  return (
    <ChoiceField
      label={label}
      typed={typed}
      onType={next => {
        setTyped(next)
        if (chosen && next !== name) onChoose(null)
      }}
      choices={people.map(person => ({
        id: person.id,
        label: person.name,
        more: [person.company?.name, person.email].filter(Boolean).join(' · '),
      }))}
      chosen={chosen}
      onChoose={id => {
        const person = people.find(one => one.id === id)
        if (!person) return
        setName(person.name)
        setTyped(person.name)
        onChoose(person.id)
      }}
      none={t('picker.nobody')}
    />
  )
}
