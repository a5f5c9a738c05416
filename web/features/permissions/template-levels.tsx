import type { TemplateInput } from '../../../contract/permission-templates.ts'
import {
  type GranularPermission,
  granularPermissions,
  permissionLevels,
  permissionTools,
} from '../../../contract/permissions.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Select } from '../../ui/select.tsx'
import styles from './template-page.module.css'

interface TemplateLevelsProps {
  input: TemplateInput
  onChange: (change: Partial<TemplateInput>) => void
  errorsOf: (field: string) => string[]
}

/** A level for each tool, and what is given besides. */
export function TemplateLevels({ input, onChange, errorsOf }: TemplateLevelsProps) {
  const { t, ofCode } = useMessages()
  const ofCompany = input.scope === 'company'
  const isAdmin = ofCompany && input.directoryLevel === 'admin'
  const toggle = (one: GranularPermission, isOn: boolean) =>
    onChange({ granular: isOn ? [...input.granular, one] : input.granular.filter(other => other !== one) })

  return (
    <>
      <fieldset className={styles.choices}>
        <legend>{t('templates.levels')}</legend>
        <div className={styles.levels}>
          {permissionTools
            .filter(tool => ofCompany || tool === 'directory')
            .map(tool => (
              <Select
                key={tool}
                label={ofCode('templates.tool', tool)}
                value={isAdmin ? 'admin' : input[`${tool}Level`]}
                options={permissionLevels.map(value => ({
                  value,
                  label: ofCode('templates.level-of', value),
                }))}
                onChange={value => onChange({ [`${tool}Level`]: value })}
                errors={errorsOf(`${tool}Level`)}
              />
            ))}
        </div>
        {isAdmin && <p className={styles.note}>{t('templates.admin-is-all')}</p>}
      </fieldset>
      <fieldset className={styles.choices}>
        <legend>{t('templates.granular')}</legend>
        {ofCompany &&
          granularPermissions.map(one => (
            <Checkbox
              key={one}
              isSelected={isAdmin || input.granular.includes(one)}
              onChange={isOn => toggle(one, isOn)}
            >
              {ofCode('templates.granular', one)}
            </Checkbox>
          ))}
        {ofCompany && (isAdmin || input.directoryLevel === 'none') && (
          <p className={styles.note}>{t('templates.granular.why-not')}</p>
        )}
        <Checkbox isSelected={input.isAssignable} onChange={isAssignable => onChange({ isAssignable })}>
          {t(ofCompany ? 'templates.assignable' : 'templates.assignable.project')}
        </Checkbox>
        {isAdmin && input.isAssignable && <p className={styles.note}>{t('templates.assignable.admin')}</p>}
      </fieldset>
    </>
  )
}
