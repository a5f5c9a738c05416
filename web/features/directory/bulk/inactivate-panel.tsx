import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Selection } from '../../../../contract/bulk-actions.ts'
import type { OpenItemsOfSelection, OpenItemTool } from '../../../../contract/open-items.ts'
import { api } from '../../../api.ts'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { FilterGroup } from '../../../ui/filter-group.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import type { ActionInput, InputPanelProps } from '../../bulk/input-panels.ts'
import { OpenItemsOfPeople } from '../../open-items/open-items-of-people.tsx'
import { useMay } from '../../sign-in/session.ts'
import { PeoplePicker } from '../people-picker.tsx'
import { DayField } from './day-field.tsx'
import styles from './leaving.module.css'

type TakenOver = 'nobody' | 'one' | 'each'
interface Choices {
  takenOver: TakenOver
  successor: string | null
  successors: Partial<Record<OpenItemTool, string>>
  addToProjects: boolean
  /** Null for right now; empty while no day is chosen. */
  on: string | null
}
const AT_FIRST: Choices = {
  takenOver: 'nobody',
  successor: null,
  successors: {},
  addToProjects: false,
  on: null,
}

/** What becomes of the work that waits for those who leave, and when they do. */
export function InactivatePanel({ selection, onChange }: InputPanelProps) {
  const { t } = useMessages()
  const may = useMay()
  const items = useQuery(openItemsOf(selection))
  const [choices, setChoices] = useState(AT_FIRST)
  const choose = (next: Partial<Choices>) => {
    const chosen = { ...choices, ...next }
    setChoices(chosen)
    onChange(inputOf(chosen))
  }
  const leaving = 'ids' in selection ? selection.ids : []
  const tools = [...new Set((items.data?.roles ?? []).map(({ tool }) => tool))]

  return (
    <div className={styles.panel}>
      <section className={styles.part} aria-label={t('leaving.open-items')}>
        <h3>{t('leaving.open-items')}</h3>
        {items.isPending ? <SkeletonRows rows={2} /> : <OpenItemsOfPeople counted={items.data ?? null} />}
        {tools.length > 0 && (
          <>
            <FilterGroup<TakenOver>
              label={t('leaving.taken-over')}
              value={choices.takenOver}
              options={[
                { value: 'nobody', label: t('leaving.taken-over.nobody') },
                { value: 'one', label: t('leaving.taken-over.one') },
                { value: 'each', label: t('leaving.taken-over.each') },
              ]}
              onChange={takenOver => choose({ takenOver })}
            />
            {choices.takenOver === 'one' && (
              <PeoplePicker
                label={t('leaving.successor')}
                chosen={choices.successor}
                onChoose={successor => choose({ successor })}
                except={leaving}
              />
            )}
            {choices.takenOver === 'each' &&
              tools.map(tool => (
                <PeoplePicker
                  key={tool}
                  label={t('leaving.successor-for', { tool: t(`open-item.tool.${tool}`) })}
                  chosen={choices.successors[tool] ?? null}
                  onChoose={id => choose({ successors: withSuccessor(choices.successors, tool, id) })}
                  except={leaving}
                />
              ))}
            {choices.takenOver !== 'nobody' && may('projects.edit') && (
              <Checkbox
                isSelected={choices.addToProjects}
                onChange={addToProjects => choose({ addToProjects })}
              >
                {t('leaving.add-to-projects')}
              </Checkbox>
            )}
          </>
        )}
      </section>
      <section className={styles.part} aria-label={t('leaving.when')}>
        <FilterGroup<'now' | 'later'>
          label={t('leaving.when')}
          value={choices.on === null ? 'now' : 'later'}
          options={[
            { value: 'now', label: t('leaving.when.now') },
            { value: 'later', label: t('leaving.when.later') },
          ]}
          onChange={when => choose({ on: when === 'now' ? null : '' })}
        />
        {choices.on !== null && (
          <DayField label={t('leaving.day')} value={choices.on} onChange={on => choose({ on })} />
        )}
      </section>
    </div>
  )
}

const openItemsOf = (selection: Selection) => ({
  queryKey: ['open-items', 'of-selection', selection],
  queryFn: () => api.post<OpenItemsOfSelection>('/open-items/of-selection', { selection }),
})

function withSuccessor(successors: Choices['successors'], tool: OpenItemTool, id: string | null) {
  const { [tool]: _, ...others } = successors
  return id ? { ...others, [tool]: id } : others
}

/** What the API is told; null while something that was asked for is not chosen yet. */
function inputOf({ takenOver, successor, successors, addToProjects, on }: Choices): ActionInput {
  if (
    on === '' ||
    (takenOver === 'one' && !successor) ||
    (takenOver === 'each' && !Object.keys(successors).length)
  )
    return null
  return {
    ...(on !== null && { on }),
    ...(takenOver === 'one' && { successor, addToProjects }),
    ...(takenOver === 'each' && { successors, addToProjects }),
  }
}
