import type {
  PrequalificationSettings,
  PrequalificationSettingsEdit,
} from '../../../../contract/prequalification/settings.ts'
import { api } from '../../../api.ts'
import { asNumber, changedFields } from '../../../changed-fields.ts'
import { ChangesForm, type Typed } from '../../../changes-form.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import settingsStyles from '../../settings/settings-page.module.css'
import { useWhyNot } from '../../sign-in/session.ts'
import { prequalificationSettingsQuery } from '../prequalification-queries.ts'

const NUMBERS = ['reminderDays', 'mostReminders', 'dueDays', 'expiryNoticeDays'] as const
const SWITCHES = ['tellsOfSubmissions', 'keepsStatusOnRequalify', 'requalifiesByItself'] as const
type Name = keyof PrequalificationSettings

/** Reminders, what counts as overdue, expiry, and what Re-Qualify does with a status. */
export function PrequalificationSettingsPage() {
  const { t } = useMessages()
  const whyNot = useWhyNot()
  return (
    <div className={settingsStyles.page}>
      <PageHeader title={t('prequalification-settings.title')} />
      <ChangesForm
        label={t('prequalification-settings.title')}
        query={prequalificationSettingsQuery}
        asTyped={asTyped}
        changesTyped={changesTyped}
        save={(edit: PrequalificationSettingsEdit) =>
          api.patch<PrequalificationSettings>('/prequalification-settings', edit)
        }
        saved={t('settings.saved')}
        disabledBecause={whyNot.without('prequalifications.administer')}
      >
        {typed => <Fields {...typed} />}
      </ChangesForm>
    </div>
  )
}

function Fields({ typed, set, field }: Typed<PrequalificationSettings, Name>) {
  const { t } = useMessages()
  const number = (name: (typeof NUMBERS)[number]) => ({
    ...field(name),
    inputMode: 'numeric' as const,
    label: t(`prequalification-settings.${name}`),
  })
  return (
    <>
      <TextField {...number('reminderDays')} isRequired />
      <TextField
        {...number('mostReminders')}
        description={t('prequalification-settings.mostReminders.hint')}
      />
      <TextField {...number('dueDays')} isRequired />
      <TextField
        {...number('expiryNoticeDays')}
        description={t('prequalification-settings.expiryNoticeDays.hint')}
        isRequired
      />
      {SWITCHES.map(name => (
        <Checkbox key={name} isSelected={typed[name] === 'true'} onChange={isOn => set(name, String(isOn))}>
          {t(`prequalification-settings.${name}`)}
        </Checkbox>
      ))}
    </>
  )
}

const asTyped = (settings: PrequalificationSettings) =>
  Object.fromEntries([...NUMBERS, ...SWITCHES].map(name => [name, String(settings[name] ?? '')])) as Record<
    Name,
    string
  >

const changesTyped = (
  typed: Record<Name, string>,
  settings: PrequalificationSettings,
): PrequalificationSettingsEdit =>
  changedFields(
    typed,
    asTyped(settings),
    Object.fromEntries([
      ...NUMBERS.map(name => [name, typed[name].trim() ? asNumber(typed[name].trim()) : null]),
      ...SWITCHES.map(name => [name, typed[name] === 'true']),
    ]),
  )
