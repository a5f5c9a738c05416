import { queryOptions, useQuery } from '@tanstack/react-query'
import type { OwnNotices as Notices } from '../../../contract/run-notices.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { useAction } from '../../use-action.ts'
import styles from './owned-list.module.css'

const ownNotices = queryOptions({
  queryKey: ['own-notices'],
  queryFn: ({ signal }) => api.get<Notices>('/own-notices', {}, signal),
})

/** What somebody wants to be written to about. */
export function OwnNotices() {
  const { t } = useMessages()
  const own = useQuery(ownNotices)
  const change = useAction(
    (mailsFinishedRuns: boolean) => api.patch<Notices>('/own-notices', { mailsFinishedRuns }),
    { onSuccess: answer => queryClient.setQueryData(ownNotices.queryKey, answer) },
  )
  return (
    <section className={styles.part}>
      <h2>{t('me.notices')}</h2>
      {own.isPending && <SkeletonText lines={1} />}
      {own.isError && <ErrorState error={own.error} onRetry={() => void own.refetch()} />}
      {own.data && (
        <>
          <Checkbox
            isSelected={change.isPending ? change.variables : own.data.mailsFinishedRuns}
            onChange={isOn => change.mutate(isOn)}
          >
            {t('me.notices.finished-runs')}
          </Checkbox>
          <p className={styles.muted}>
            {own.data.mailTo === null
              ? t('me.notices.no-address')
              : t('me.notices.words', { address: own.data.mailTo })}
          </p>
        </>
      )}
      {change.error && <ErrorState error={change.error} />}
    </section>
  )
}
