import { useBlocker } from '@tanstack/react-router'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import type { AnswerKeeper } from '../answers/answer-keeper.ts'

/** Asks before answers are thrown away that the server does not have and will not get by itself; what is being saved goes on. */
export function LeaveDialog({ keeper }: { keeper: AnswerKeeper }) {
  const { t } = useMessages()
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && keeper.unsettled() > 0,
    // The browser asks in its own words.
    enableBeforeUnload: keeper.hasUnsaved,
    withResolver: true,
  })
  if (leaving.status !== 'blocked') return null
  return (
    <Dialog
      title={t('my-forms.leave')}
      isOpen
      onClose={leaving.reset}
      footer={
        <>
          <Button onPress={leaving.proceed}>{t('my-forms.leave.go')}</Button>
          <Button tone="primary" onPress={leaving.reset}>
            {t('my-forms.leave.stay')}
          </Button>
        </>
      }
    >
      <p>{t('my-forms.leave.words', { n: keeper.unsettled() })}</p>
    </Dialog>
  )
}
