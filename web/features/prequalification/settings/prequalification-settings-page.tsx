import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type {
  PrequalificationSettings,
  PrequalificationSettingsEdit,
} from '../../../../contract/prequalification/settings.ts'
import { api } from '../../../api.ts'
import { queryClient } from '../../../query-client.ts'
import { FailedPage } from '../../../shell/failed-page.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { useBanners } from '../../../ui/banner-region.tsx'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { useFaults } from '../../../ui/faults.ts'
import { Form } from '../../../ui/form.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { SkeletonText } from '../../../ui/skeleton.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useAction } from '../../../use-action.ts'
import settingsStyles from '../../settings/settings-page.module.css'
import { useWhyNot } from '../../sign-in/session.ts'
import { prequalificationSettingsQuery } from '../prequalification-queries.ts'

const NUMBERS = ['reminderDays', 'mostReminders', 'dueDays', 'expiryNoticeDays'] as const
const SWITCHES = ['tellsOfSubmissions', 'keepsStatusOnRequalify', 'requalifiesByItself'] as const

/** Reminders, what counts as overdue, expiry, and what Re-Qualify does with a status. */
export function PrequalificationSettingsPage() {
  const { t } = useMessages()
  const settings = useQuery({ ...prequalificationSettingsQuery, refetchOnWindowFocus: false })
  if (settings.isPending) return <SkeletonText lines={8} />
  if (settings.isError) return <FailedPage error={settings.error} onRetry={() => void settings.refetch()} />
  return (
    <div className={settingsStyles.page}>
      <PageHeader title={t('prequalification-settings.title')} />
      <SettingsForm settings={settings.data} />
    </div>
  )
}

function SettingsForm({ settings }: { settings: PrequalificationSettings }) {
  const { t } = useMessages()
  const { show, dismiss } = useBanners()
  const whyNot = useWhyNot()
  const [typed, setTyped] = useState(() => numbersIn(settings))
  const [switched, setSwitched] = useState(() => switchesIn(settings))
  const save = useAction(
    (edit: PrequalificationSettingsEdit) =>
      api.patch<PrequalificationSettings>('/prequalification-settings', edit),
    {
      onSuccess: saved => {
        queryClient.setQueryData(prequalificationSettingsQuery.queryKey, saved)
        setTyped(numbersIn(saved))
        show(
          <Banner tone="success" onDismiss={dismiss}>
            {t('settings.saved')}
          </Banner>,
        )
      },
    },
  )
  const faults = useFaults(save.error)
  const edit = changesIn(settings, typed, switched)
  const field = (name: (typeof NUMBERS)[number]) => ({
    name,
    value: typed[name],
    inputMode: 'numeric' as const,
    onChange: (value: string) => setTyped(old => ({ ...old, [name]: value })),
    errors: faults.of(name),
    label: t(`prequalification-settings.${name}`),
  })
  return (
    <Form
      label={t('prequalification-settings.title')}
      fields={[...NUMBERS, ...SWITCHES]}
      problem={save.error}
      onSubmit={() => save.mutate(edit)}
      footer={
        <Button
          type="submit"
          tone="primary"
          isBusy={save.isPending}
          disabledBecause={
            whyNot.without('prequalifications.administer') ??
            (Object.keys(edit).length ? null : t('settings.nothing-changed'))
          }
        >
          {t('settings.save')}
        </Button>
      }
    >
      <TextField {...field('reminderDays')} isRequired />
      <TextField
        {...field('mostReminders')}
        description={t('prequalification-settings.mostReminders.hint')}
      />
      <TextField {...field('dueDays')} isRequired />
      <TextField
        {...field('expiryNoticeDays')}
        description={t('prequalification-settings.expiryNoticeDays.hint')}
        isRequired
      />
      {SWITCHES.map(name => (
        <Checkbox
          key={name}
          isSelected={switched[name]}
          onChange={isOn => setSwitched(old => ({ ...old, [name]: isOn }))}
        >
          {t(`prequalification-settings.${name}`)}
        </Checkbox>
      ))}
    </Form>
  )
}

const numbersIn = ({ reminderDays, mostReminders, dueDays, expiryNoticeDays }: PrequalificationSettings) => ({
  reminderDays: String(reminderDays),
  mostReminders: String(mostReminders ?? ''),
  dueDays: String(dueDays),
  expiryNoticeDays: String(expiryNoticeDays),
})
const switchesIn = ({
  tellsOfSubmissions,
  keepsStatusOnRequalify,
  requalifiesByItself,
}: PrequalificationSettings) => ({ tellsOfSubmissions, keepsStatusOnRequalify, requalifiesByItself })

/** What is no number goes along as it was typed: the server names the fault. */
function changesIn(
  settings: PrequalificationSettings,
  typed: ReturnType<typeof numbersIn>,
  switched: ReturnType<typeof switchesIn>,
): PrequalificationSettingsEdit {
  const before = numbersIn(settings)
  const asNumber = (text: string) => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : text.trim() || null)
  return Object.fromEntries([
    ...NUMBERS.filter(name => typed[name].trim() !== before[name]).map(name => [name, asNumber(typed[name])]),
    ...SWITCHES.filter(name => switched[name] !== settings[name]).map(name => [name, switched[name]]),
  ])
}
