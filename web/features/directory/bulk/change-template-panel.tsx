import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Select } from '../../../ui/select.tsx'
import type { InputPanelProps } from '../../bulk/input-panels.ts'
import { useTemplates } from '../use-templates.ts'

/** Which template they get. */
export function ChangeTemplatePanel({ input, onChange }: InputPanelProps) {
  const { t } = useMessages()
  const { assignable } = useTemplates()
  return (
    <Select
      label={t('bulk.user.change-template.choose')}
      value={typeof input?.templateId === 'string' ? input.templateId : ''}
      options={[{ value: '', label: t('bulk.user.change-template.choose-one') }, ...assignable('')]}
      onChange={templateId => onChange(templateId ? { templateId } : null)}
    />
  )
}
