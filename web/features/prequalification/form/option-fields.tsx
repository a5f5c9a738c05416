import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { Option } from '../../../../contract/prequalification/form.ts'
import { Button } from '../../../ui/button.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import styles from '../company/company.module.css'

const MOST = 100

/** What a drop-down offers. An option that is reworded stays the same answer. */
export function OptionFields({
  options,
  onChange,
}: {
  options: Option[]
  onChange: (options: Option[]) => void
}) {
  const { t } = useMessages()
  return (
    <fieldset className={styles.choices}>
      <legend>{t('form-editor.options')}</legend>
      {options.map((option, at) => (
        <div key={option.id} className={styles.head}>
          <TextField
            label={t('form-editor.option', { n: at + 1 })}
            value={option.label ?? ''}
            onChange={label => onChange(options.map(one => (one.id === option.id ? { ...one, label } : one)))}
            maxLength={200}
            isRequired
          />
          <Button
            tone="quiet"
            icon={<IconTrash size={16} aria-hidden />}
            label={t('form-editor.option.remove', { n: at + 1 })}
            onPress={() => onChange(options.filter(one => one.id !== option.id))}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<IconPlus size={16} aria-hidden />}
          disabledBecause={options.length >= MOST ? t('form-editor.option.most', { most: MOST }) : null}
          onPress={() => onChange([...options, { id: crypto.randomUUID(), label: '' }])}
        >
          {t('form-editor.option.add')}
        </Button>
      </div>
    </fieldset>
  )
}
