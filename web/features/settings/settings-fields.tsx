import type { Settings, SettingsAnswer } from '../../../contract/settings.ts'
import type { Typed } from '../../changes-form.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { LANGUAGE_NAMES, LANGUAGES } from '../../ui/i18n/language.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { countryOptions, timeZones } from '../sign-in/countries.ts'
import { SendWindow } from './send-window.tsx'
import { holdChoices, type TypedSettings } from './settings-form.ts'
import styles from './settings-page.module.css'

/** Everything that is decided for an account. */
export function SettingsFields({
  settings,
  typed,
  set,
  errorsOf,
  field,
}: Typed<SettingsAnswer, keyof TypedSettings>) {
  const { t, locale } = useMessages()
  return (
    <>
      <h2>{t('settings.account')}</h2>
      <TextField {...field('name')} label={t('setup.account-name')} isRequired />
      <Select
        {...field('country')}
        label={t('setup.country')}
        description={t('setup.country.hint')}
        options={countryOptions(locale)}
      />
      <Select
        {...field('language')}
        label={t('settings.language')}
        options={LANGUAGES.map(value => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      <Select
        {...field('timeZone')}
        label={t('setup.time-zone')}
        options={timeZones(settings.timeZone).map(value => ({ value, label: value.replaceAll('_', ' ') }))}
      />
      <h2>{t('settings.invitations')}</h2>
      <TextField
        {...field('followUpDays')}
        label={t('settings.follow-up-days')}
        description={t('settings.follow-up-days.hint')}
      />
      <SendWindow typed={typed} onChange={set} errorsOf={errorsOf} />
      <TextField
        {...field('invitationLifeDays')}
        label={t('settings.invitation-life-days')}
        isRequired
        description={t('settings.invitation-life-days.hint')}
      />
      <Select
        {...field('invitationCarries')}
        label={t('settings.carries')}
        description={t('settings.carries.hint')}
        options={(['link', 'temporary-password'] as const).map(value => ({
          value,
          label: t(`settings.carries.${value}`),
        }))}
      />
      <OnlyByEmail
        isTicked={typed.confirmOnlyByEmail === 'true'}
        onChange={isTicked => set('confirmOnlyByEmail', String(isTicked))}
        installationMethod={settings.installationMethod}
      />
      {settings.installationMethod !== 'email-only' && typed.confirmOnlyByEmail !== 'true' && (
        <div className={styles.choice}>
          <Checkbox
            isSelected={typed.smsAfterBounce === 'true'}
            onChange={isTicked => set('smsAfterBounce', String(isTicked))}
          >
            {t('settings.sms-after-bounce')}
          </Checkbox>
          <p className={styles.muted}>{t('settings.sms-after-bounce.hint')}</p>
        </div>
      )}
      <Select
        {...field('bulkHoldSeconds')}
        label={t('settings.bulk-hold')}
        description={t('settings.bulk-hold.hint')}
        options={holdChoices(settings.bulkHoldSeconds).map(seconds => ({
          value: String(seconds),
          label: t('settings.bulk-hold.choice', {
            seconds: seconds % 60,
            minutes: Math.floor(seconds / 60) % 60,
            hours: Math.floor(seconds / 3600),
          }),
        }))}
      />
      <Select
        {...field('unconfirmedPolicy')}
        label={t('settings.unconfirmed')}
        description={t('settings.unconfirmed.hint')}
        options={[
          { value: 'hold', label: t('settings.unconfirmed.hold') },
          { value: 'retry', label: t('settings.unconfirmed.retry') },
        ]}
      />
    </>
  )
}

/** An account may only tighten what the installation allows: where that is e-mail alone, there is nothing to tick. */
function OnlyByEmail({
  isTicked,
  onChange,
  installationMethod,
}: {
  isTicked: boolean
  onChange: (isTicked: boolean) => void
  installationMethod: Settings['installationMethod']
}) {
  const { t, ofCode } = useMessages()
  const allowed = ofCode('verification-method', installationMethod)
  return (
    <div className={styles.choice}>
      {installationMethod === 'email-only' ? (
        <p>{t('settings.only-by-email.already')}</p>
      ) : (
        <>
          <Checkbox isSelected={isTicked} onChange={onChange}>
            {t('settings.only-by-email')}
          </Checkbox>
          <p className={styles.muted}>{t('settings.only-by-email.hint', { allowed })}</p>
        </>
      )}
    </div>
  )
}
