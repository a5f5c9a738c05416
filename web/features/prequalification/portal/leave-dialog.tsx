import { LeaveGuard } from '../../../leave-guard.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import type { AnswerKeeper } from '../answers/answer-keeper.ts'

/** Asks before answers are thrown away that the server does not have and will not get by itself; what is being saved goes on. */
export function LeaveDialog({ keeper }: { keeper: AnswerKeeper }) {
  const { t } = useMessages()
  return (
    <LeaveGuard
      isHeld={() => keeper.unsettled() > 0}
      isHeldByBrowser={keeper.hasUnsaved}
      title={t('my-forms.leave')}
      go={t('my-forms.leave.go')}
      stay={t('my-forms.leave.stay')}
    >
      {t('my-forms.leave.words', { n: keeper.unsettled() })}
    </LeaveGuard>
  )
}
