import { useState } from 'react'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Select } from '../../../ui/select.tsx'
import type { InputPanelProps } from '../../bulk/input-panels.ts'
import { useMay } from '../../sign-in/session.ts'
import { useTemplates } from '../use-templates.ts'
import styles from './leaving.module.css'

/** Offers what mends a refusal once there is one: an inactive company comes back too, a template that is gone gives way to another. */
export function ReactivatePanel({ review, onChange }: InputPanelProps) {
  const { t } = useMessages()
  const may = useMay()
  const { assignable } = useTemplates()
  const [chosen, setChosen] = useState({ withCompany: false, templateId: '' })
  const isRefusedFor = (reason: string) => review?.skipped.some(group => group.reason === reason) ?? false
  const choose = (next: Partial<typeof chosen>) => {
    const now = { ...chosen, ...next }
    setChosen(now)
    onChange({ withCompany: now.withCompany, ...(now.templateId && { templateId: now.templateId }) })
  }
  return (
    <div className={styles.choices}>
      {(chosen.withCompany || isRefusedFor('company-inactive')) && may('companies.reactivate-and-merge') && (
        <Checkbox isSelected={chosen.withCompany} onChange={withCompany => choose({ withCompany })}>
          {t('leaving.with-company')}
        </Checkbox>
      )}
      {(chosen.templateId || isRefusedFor('template-archived')) && may('directory.reactivate-users') && (
        <Select
          label={t('leaving.other-template')}
          value={chosen.templateId}
          options={[{ value: '', label: t('leaving.own-template') }, ...assignable('')]}
          onChange={templateId => choose({ templateId })}
        />
      )}
    </div>
  )
}
