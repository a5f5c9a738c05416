import type { SendingPause } from '../../../contract/run-notices.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useAction } from '../../use-action.ts'
import { runNotices } from './bulk-queries.ts'

/** The one error of an account whose mail server or SMS gateway works with nobody. Mended or not, it tries again by itself. */
export function PausedNotice({ pause: { reason, nextTryAt } }: { pause: SendingPause }) {
  const { t, ofCode } = useMessages()
  const isBeingTried = nextTryAt === null || Date.parse(nextTryAt) <= Date.now()
  const tryNow = useAction((_: string, key) => api.post('/sending/try-again', undefined, key), {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: runNotices.queryKey }),
  })
  return (
    <Banner
      tone="failure"
      actions={
        <Button
          size="small"
          isBusy={tryNow.isPending}
          disabledBecause={isBeingTried ? t('sending-pause.being-tried') : null}
          onPress={() => tryNow.mutate(nextTryAt ?? '')}
        >
          {t('sending-pause.try-now')}
        </Button>
      }
    >
      {t('run.paused', { why: ofCode('reason', reason) })} {ofCode('mend', reason, {}, '')}
      {tryNow.error && <ErrorState error={tryNow.error} />}
    </Banner>
  )
}
