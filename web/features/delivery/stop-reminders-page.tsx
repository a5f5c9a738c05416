import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ReminderView } from '../../../contract/reminders.ts'
import { api } from '../../api.ts'
import { ApiProblem } from '../../api-problem.ts'
import { QuietPage } from '../../shell/quiet-page.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { useAction } from '../../use-action.ts'

/** Looking stops nothing, as mail scanners look too; the button does. */
export function StopRemindersPage() {
  const { t } = useMessages()
  const { secret } = useParams({ from: '/reminders/$secret' })
  const path = `/reminders/${encodeURIComponent(secret)}`
  const view = useQuery({
    queryKey: ['reminders', secret],
    queryFn: ({ signal }) => api.get<ReminderView>(path, {}, signal),
  })
  const stop = useAction((_: string, key) => api.post(path, undefined, key), {
    onSuccess: () => view.refetch(),
  })
  if (view.error instanceof ApiProblem && view.error.status === 404)
    return (
      <QuietPage title={t('reminders.unknown')}>
        <p>{t('reminders.unknown.words')}</p>
      </QuietPage>
    )
  return (
    <QuietPage title={t(view.data?.isStopped ? 'reminders.stopped' : 'reminders.title')}>
      {view.isPending && <SkeletonText />}
      {view.isError && <ErrorState error={view.error} onRetry={() => void view.refetch()} />}
      {stop.error && <ErrorState error={stop.error} />}
      {view.data && (
        <>
          <p>
            {t(`reminders.${view.data.of}.${view.data.isStopped ? 'stopped' : 'words'}`, {
              account: view.data.accountName,
            })}
          </p>
          {!view.data.isStopped && (
            <Button tone="primary" isBusy={stop.isPending} onPress={() => stop.mutate(secret)}>
              {t('reminders.stop')}
            </Button>
          )}
          {view.data.of === 'prequalification' && <Link href="/my-forms">{t('reminders.to-form')}</Link>}
        </>
      )}
    </QuietPage>
  )
}
