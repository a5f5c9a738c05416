import { api } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useAction } from '../../use-action.ts'

/** For who signs in with a temporary password that works no more. Whether one is sent, only who has the address learns. */
export function AskForInvitation({ temporaryPassword }: { temporaryPassword: string }) {
  const { t } = useMessages()
  const ask = useAction((input: { temporaryPassword: string }, key) =>
    api.post('/session/new-invitation', input, key),
  )
  if (ask.isSuccess) return <p role="status">{t('own-password.asked')}</p>
  return (
    <>
      {ask.error && <ErrorState error={ask.error} />}
      <Button isBusy={ask.isPending} onPress={() => ask.mutate({ temporaryPassword })}>
        {t('own-password.ask')}
      </Button>
    </>
  )
}
