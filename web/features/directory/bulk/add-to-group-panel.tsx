import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { GroupRow } from '../../../../contract/groups.ts'
import type { Page } from '../../../../contract/paging.ts'
import { api } from '../../../api.ts'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import type { InputPanelProps } from '../../bulk/input-panels.ts'
import styles from './leaving.module.css'

/** Shown at once; typing narrows. */
const MOST_SHOWN = 8

/** Which distribution group they come into. */
export function AddToGroupPanel({ input, onChange }: InputPanelProps) {
  const { t } = useMessages()
  const [typed, setTyped] = useState('')
  const chosen = typeof input?.groupId === 'string' ? input.groupId : null
  const { data } = useQuery({
    queryKey: ['groups', 'choice', chosen ? '' : typed],
    queryFn: ({ signal }) =>
      api.get<Page<GroupRow>>('/distribution-groups', { q: chosen ? '' : typed, limit: MOST_SHOWN }, signal),
    placeholderData: keepPreviousData,
  })
  const groups = data?.items ?? []
  return (
    <div className={styles.panel}>
      <ChoiceField
        label={t('group.choose')}
        typed={typed}
        onType={next => {
          setTyped(next)
          if (chosen) onChange(null)
        }}
        choices={groups.map(({ id, name, description }) => ({ id, label: name, more: description ?? '' }))}
        chosen={chosen}
        onChoose={id => {
          const group = groups.find(one => one.id === id)
          if (!group) return
          setTyped(group.name)
          onChange({ groupId: group.id })
        }}
        none={t('group.choose.none')}
      />
    </div>
  )
}
