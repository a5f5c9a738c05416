import { useState } from 'react'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import type { InputPanelProps } from '../../bulk/input-panels.ts'
import { PeoplePicker } from '../../directory/people-picker.tsx'
import { useMay } from '../../sign-in/session.ts'
import styles from '../open-items.module.css'

/** Who takes the items over. */
export function ReassignPanel({ onChange }: InputPanelProps) {
  const { t } = useMessages()
  const may = useMay()
  const [chosen, setChosen] = useState<{ successor: string | null; addToProjects: boolean }>({
    successor: null,
    addToProjects: false,
  })
  const choose = (next: Partial<typeof chosen>) => {
    const now = { ...chosen, ...next }
    setChosen(now)
    onChange(now.successor ? now : null)
  }
  return (
    <div className={styles.panel}>
      <PeoplePicker
        label={t('leaving.successor')}
        chosen={chosen.successor}
        onChoose={successor => choose({ successor })}
      />
      {may('projects.edit') && (
        <Checkbox isSelected={chosen.addToProjects} onChange={addToProjects => choose({ addToProjects })}>
          {t('leaving.add-to-projects')}
        </Checkbox>
      )}
    </div>
  )
}
