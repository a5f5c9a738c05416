import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Page } from '../../../contract/paging.ts'
import type { PeopleQuery, PersonRow } from '../../../contract/people.ts'
import { api } from '../../api.ts'
import { ChoiceField } from '../../ui/choice-field.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useMay } from '../sign-in/session.ts'

/** Shown at once; typing narrows. */
const MOST_SHOWN = 8

interface PeoplePickerProps {
  label: string
  chosen: string | null
  onChoose: (id: string | null) => void
  /** Who cannot be chosen here. */
  except?: readonly string[]
  /** Everybody is for looking back: contacts, and who has left. */
  among?: keyof typeof lists
  /** What the chosen one is called at first. */
  named?: string
}

type List = Pick<PeopleQuery, 'kind' | 'status'>
const activeUsers: List = { kind: 'user', status: 'active' }
const lists = {
  'active users': [activeUsers],
  everybody: [
    activeUsers,
    { kind: 'user', status: 'inactive' },
    { kind: 'contact', status: 'active' },
    { kind: 'contact', status: 'inactive' },
  ],
} satisfies Record<string, List[]>

/** Finds one active user by a part of name, e-mail, phone or company: who is inactive cannot be chosen to do something. */
export function PeoplePicker(props: PeoplePickerProps) {
  const { label, chosen, onChoose, except = [], among = 'active users', named = '' } = props
  const { t } = useMessages()
  const mayFindInactive = useMay()('directory.create-and-edit-users')
  const [typed, setTyped] = useState(named)
  const [name, setName] = useState(named)
  const { data } = useQuery({
    queryKey: ['people', 'picker', among, typed === name ? '' : typed],
    queryFn: async ({ signal }) => {
      const q = typed === name ? '' : typed
      const pages = await Promise.all(
        lists[among]
          .filter(({ status }) => status === 'active' || mayFindInactive)
          .map(list =>
            api.get<Page<PersonRow>>('/people', { ...list, q, limit: MOST_SHOWN + except.length }, signal),
          ),
      )
      return pages.flatMap(page => page.items)
    },
    placeholderData: keepPreviousData,
  })
  const people = (data ?? []).filter(person => !except.includes(person.id)).slice(0, MOST_SHOWN)
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
