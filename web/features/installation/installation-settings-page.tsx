import type {
  InstallationSettingsAnswer,
  InstallationSettingsEdit,
  VerificationMethod,
} from '../../../contract/installation-settings.ts'
import { api } from '../../api.ts'
import { ChangesForm, type Typed } from '../../changes-form.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { asTyped, changesTyped, type TypedInstallation } from './installation-form.ts'
import styles from './panel.module.css'
import { installationSettingsQuery } from './panel-queries.ts'

/** As contract/installation-settings.ts; a value import from there would bring the validator along. */
const METHODS = ['email-or-sms', 'sms-or-email', 'both', 'email-only'] as const satisfies VerificationMethod[]

/** What holds for every account. */
export function InstallationSettingsPage() {
  const { t } = useMessages()
  return (
    <div className={styles.page}>
      <PageHeader title={t('nav.settings')} />
      <p className={styles.muted}>{t('installation.settings.words')}</p>
      <ChangesForm
        label={t('nav.settings')}
        query={installationSettingsQuery}
        asTyped={asTyped}
        changesTyped={changesTyped}
        save={(edit: InstallationSettingsEdit, { version }) =>
          api.patch<InstallationSettingsAnswer>('/installation/settings', edit, version)
        }
        saved={t('installation.settings.saved')}
      >
        {typed => <Fields {...typed} />}
      </ChangesForm>
    </div>
  )
}

function Fields({ field }: Typed<InstallationSettingsAnswer, keyof TypedInstallation>) {
  const { t, ofCode } = useMessages()
  const of = (name: keyof TypedInstallation) => ({
    ...field(name),
    label: ofCode('installation.field', name),
    description: ofCode('installation.hint', name),
  })
  return (
    <>
      <h2>{t('settings.invitations')}</h2>
      <Select
        {...of('verificationMethod')}
        options={METHODS.map(value => ({ value, label: ofCode('verification-method', value) }))}
      />
      <h2>{t('installation.settings.passwords')}</h2>
      <TextField {...of('shortestPassword')} isRequired />
      <TextField {...of('refusedPasswordWords')} rows={4} />
      <h2>{t('installation.settings.sessions')}</h2>
      <TextField {...of('idleSessionMinutes')} isRequired />
      <TextField {...of('longestSessionHours')} isRequired />
      <h2>{t('installation.delivery')}</h2>
      <TextField {...of('dkimSelector')} />
    </>
  )
}
