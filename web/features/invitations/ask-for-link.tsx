import { api } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useAction } from '../../use-action.ts'

/** Asks for a new link; whether one is sent nobody learns here. */
export function AskForLink({ path }: { path: string }) {
  const { t } = useMessages()
  const ask = useAction((_: null, key) => api.post(`${path}/new-link`, undefined, key))
  if (ask.isSuccess) return <p role="status">{t('join.new-link.asked')}</p>
  return (
    <>
      {ask.error && <ErrorState error={ask.error} />}
      <Button isBusy={ask.isPending} onPress={() => ask.mutate(null)}>
        {t('join.new-link')}
      </Button>
    </>
  )
}
