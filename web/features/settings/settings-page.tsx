import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Settings, SettingsAnswer, SettingsEdit } from '../../../contract/settings.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { Banner } from '../../ui/banner.tsx'
import { useBanners } from '../../ui/banner-region.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useFaults } from '../../ui/faults.ts'
import { Form } from '../../ui/form.tsx'
import { LANGUAGE_NAMES, LANGUAGES } from '../../ui/i18n/language.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Select } from '../../ui/select.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useAction } from '../../use-action.ts'
import { countryOptions, timeZones } from '../sign-in/countries.ts'
import { meQuery, useMay, useWhyNot } from '../sign-in/session.ts'
import { SendWindow } from './send-window.tsx'
import { asTyped, changesTyped, holdChoices, type TypedSettings } from './settings-form.ts'
import styles from './settings-page.module.css'
import { settingsQuery } from './settings-query.ts'

/** What an account's admins decide for it. */
export function SettingsPage() {
  const { t } = useMessages()
  const may = useMay()
  const whyNot = useWhyNot()
  // The form stands by what it is opened with: that is asked for anew, also where some is remembered.
  const settings = useQuery({ ...settingsQuery, refetchOnWindowFocus: false, refetchOnMount: 'always' })
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('settings.title')}
        actions={
          <Link href="/templates" look="button" disabledBecause={whyNot.without('permissions.edit')}>
            {t('nav.templates')}
          </Link>
        }
      />
      {!settings.isFetchedAfterMount && <SkeletonText lines={8} />}
      {settings.isError && <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.isFetchedAfterMount && settings.data && <SettingsForm first={settings.data} />}
      <section className={styles.more}>
        <h2>
          <Link href="/settings/messages">{t('settings.messages')}</Link>
        </h2>
        <p>{t('settings.messages.words')}</p>
      </section>
      <section className={styles.more}>
        <h2>
          <Link href="/settings/not-written-to">{t('settings.suppressions')}</Link>
        </h2>
        <p>{t('settings.suppressions.words')}</p>
      </section>
      {may('api-keys.manage') && (
        <section className={styles.more}>
          <h2>
            <Link href="/settings/api-keys">{t('settings.api-keys')}</Link>
          </h2>
          <p>{t('settings.api-keys.words')}</p>
        </section>
      )}
    </div>
  )
}

/** @param first as they stood when the form was opened: what is saved is told apart from them, whoever changes them meanwhile */
function SettingsForm({ first }: { first: SettingsAnswer }) {
  const { t, locale } = useMessages()
  const banners = useBanners()
  const whyNot = useWhyNot()
  const [settings, setSettings] = useState(first)
  const [typed, setTyped] = useState(() => asTyped(first))
  const show = (now: SettingsAnswer) => {
    setSettings(now)
    setTyped(asTyped(now))
  }
  const save = useAction(
    (edit: SettingsEdit) => api.patch<SettingsAnswer>('/settings', edit, settings.version),
    {
      onSuccess: saved => {
        queryClient.setQueryData(settingsQuery.queryKey, saved)
        void queryClient.invalidateQueries({ queryKey: meQuery.queryKey })
        show(saved)
        banners.show(
          <Banner tone="success" onDismiss={banners.dismiss}>
            {t('settings.saved')}
          </Banner>,
        )
      },
    },
  )
  const loadAnew = async () => {
    show(await queryClient.fetchQuery({ ...settingsQuery, staleTime: 0 }))
    save.reset()
  }
  const faults = useFaults(save.error)
  const edit = changesTyped(typed, settings)
  const field = (name: keyof TypedSettings) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped(old => ({ ...old, [name]: value })),
    errors: faults.of(name),
  })

  return (
    <Form
      label={t('settings.title')}
      fields={Object.keys(typed)}
      problem={save.error}
      onLoadAnew={loadAnew}
      onSubmit={() => save.mutate(edit)}
      footer={
        <Button
          type="submit"
          tone="primary"
          isBusy={save.isPending}
          disabledBecause={
            whyNot.without('settings.change') ??
            (Object.keys(edit).length ? null : t('settings.nothing-changed'))
          }
        >
          {t('settings.save')}
        </Button>
      }
    >
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
      <SendWindow
        typed={typed}
        onChange={(name, value) => setTyped(old => ({ ...old, [name]: value }))}
        errorsOf={faults.of}
      />
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
        onChange={isTicked => setTyped(old => ({ ...old, confirmOnlyByEmail: String(isTicked) }))}
        installationMethod={settings.installationMethod}
      />
      {settings.installationMethod !== 'email-only' && typed.confirmOnlyByEmail !== 'true' && (
        <div className={styles.choice}>
          <Checkbox
            isSelected={typed.smsAfterBounce === 'true'}
            onChange={isTicked => setTyped(old => ({ ...old, smsAfterBounce: String(isTicked) }))}
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
    </Form>
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
