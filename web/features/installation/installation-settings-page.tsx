import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type {
  InstallationSettingsAnswer,
  InstallationSettingsEdit,
  VerificationMethod,
} from '../../../contract/installation-settings.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { Banner } from '../../ui/banner.tsx'
import { useBanners } from '../../ui/banner-region.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useFaults } from '../../ui/faults.ts'
import { Form } from '../../ui/form.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Select } from '../../ui/select.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useAction } from '../../use-action.ts'
import { asTyped, changesTyped, type TypedInstallation } from './installation-form.ts'
import styles from './panel.module.css'
import { installationSettingsQuery } from './panel-queries.ts'

/** As contract/installation-settings.ts; a value import from there would bring the validator along. */
const METHODS = ['email-or-sms', 'sms-or-email', 'both', 'email-only'] as const satisfies VerificationMethod[]

/** What holds for every account. */
export function InstallationSettingsPage() {
  const { t } = useMessages()
  // The form stands by what it is opened with: that is asked for anew, also where some is remembered.
  const settings = useQuery({
    ...installationSettingsQuery,
    refetchOnWindowFocus: false,
    refetchOnMount: 'always',
  })
  return (
    <div className={styles.page}>
      <PageHeader title={t('nav.settings')} />
      <p className={styles.muted}>{t('installation.settings.words')}</p>
      {!settings.isFetchedAfterMount && <SkeletonText lines={8} />}
      {settings.isError && <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.isFetchedAfterMount && settings.data && <SettingsForm first={settings.data} />}
    </div>
  )
}

/** @param first as they stood when the form was opened */
function SettingsForm({ first }: { first: InstallationSettingsAnswer }) {
  const { t, ofCode } = useMessages()
  const banners = useBanners()
  const [settings, setSettings] = useState(first)
  const [typed, setTyped] = useState(() => asTyped(first))
  const show = (now: InstallationSettingsAnswer) => {
    setSettings(now)
    setTyped(asTyped(now))
  }
  const save = useAction(
    (edit: InstallationSettingsEdit) =>
      api.patch<InstallationSettingsAnswer>('/installation/settings', edit, settings.version),
    {
      onSuccess: saved => {
        queryClient.setQueryData(installationSettingsQuery.queryKey, saved)
        show(saved)
        banners.show(
          <Banner tone="success" onDismiss={banners.dismiss}>
            {t('installation.settings.saved')}
          </Banner>,
        )
      },
    },
  )
  const loadAnew = async () => {
    show(await queryClient.fetchQuery({ ...installationSettingsQuery, staleTime: 0 }))
    save.reset()
  }
  const faults = useFaults(save.error)
  const edit = changesTyped(typed, settings)
  const field = (name: keyof TypedInstallation) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped(old => ({ ...old, [name]: value })),
    errors: faults.of(name),
    label: ofCode('installation.field', name),
    description: ofCode('installation.hint', name),
  })

  return (
    <Form
      label={t('nav.settings')}
      fields={Object.keys(typed)}
      problem={save.error}
      onLoadAnew={loadAnew}
      onSubmit={() => save.mutate(edit)}
      footer={
        <Button
          type="submit"
          tone="primary"
          isBusy={save.isPending}
          disabledBecause={Object.keys(edit).length ? null : t('settings.nothing-changed')}
        >
          {t('settings.save')}
        </Button>
      }
    >
      <h2>{t('settings.invitations')}</h2>
      <Select
        {...field('verificationMethod')}
        options={METHODS.map(value => ({ value, label: ofCode('verification-method', value) }))}
      />
      <h2>{t('installation.settings.passwords')}</h2>
      <TextField {...field('shortestPassword')} isRequired />
      <TextField {...field('refusedPasswordWords')} rows={4} />
      <h2>{t('installation.settings.sessions')}</h2>
      <TextField {...field('idleSessionMinutes')} isRequired />
      <TextField {...field('longestSessionHours')} isRequired />
      <h2>{t('installation.delivery')}</h2>
      <TextField {...field('dkimSelector')} />
    </Form>
  )
}
