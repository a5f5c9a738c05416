import type { BulkActionName } from '../../../contract/bulk-actions.ts'
import { Button } from '../../ui/button.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useOffers } from '../bulk/use-offers.ts'
import { usePressOne } from '../bulk/use-press-one.tsx'
import { useWhyNot } from '../sign-in/session.ts'

interface LeaveButtonsProps {
  subject: 'user' | 'contact' | 'company'
  of: { id: string; status: 'active' | 'inactive'; plannedInactivation?: { at: string } | null }
}

/** What can be done on a card about leaving and coming back, by the same window as for many. */
export function LeaveButtons({ subject, of }: LeaveButtonsProps) {
  const { ofCode, t } = useMessages()
  const whyNot = useWhyNot()
  const offers = useOffers(subject, of.status)
  const [press, pressed] = usePressOne()
  const button = (name: BulkActionName, label: string) => {
    const offer = offers.find(one => one.name === name)
    return (
      offer && (
        <Button disabledBecause={whyNot.ofAnswer(offer)} onPress={() => press(name, of.id)}>
          {label}
        </Button>
      )
    )
  }
  const name = leavingAction(subject, of.status)
  return (
    <>
      {of.plannedInactivation && button('user.cancel-inactivation', t('leaving.call-off'))}
      {button(name, ofCode(`bulk.${name}`, 'menu'))}
      {pressed}
    </>
  )
}

/** What ends or brings back things of that kind. */
export const leavingAction = (
  subject: LeaveButtonsProps['subject'],
  status: 'active' | 'inactive',
): BulkActionName => `${subject}.${status === 'active' ? 'inactivate' : 'reactivate'}`
