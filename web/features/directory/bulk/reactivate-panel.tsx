import { useState } from 'react'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import type { InputPanelProps } from '../../bulk/input-panels.ts'
import { useMay } from '../../sign-in/session.ts'

/** Offers to bring companies back, too, once somebody is refused because theirs is inactive. */
export function ReactivatePanel({ review, onChange }: InputPanelProps) {
  const { t } = useMessages()
  const may = useMay()
  const [isWithCompany, setWithCompany] = useState(false)
  const isOffered = isWithCompany || review?.skipped.some(({ reason }) => reason === 'company-inactive')
  if (!isOffered || !may('companies.reactivate-and-merge')) return null
  return (
    <Checkbox
      isSelected={isWithCompany}
      onChange={withCompany => {
        setWithCompany(withCompany)
        onChange({ withCompany })
      }}
    >
      {t('leaving.with-company')}
    </Checkbox>
  )
}
