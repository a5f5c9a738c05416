import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { BulkActionName } from '../../../contract/bulk-actions.ts'
import { Button } from '../../ui/button.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { bulkActionOffers } from '../bulk/bulk-queries.ts'
import { useWhyNot } from '../sign-in/session.ts'

const ReviewDialog = lazy(async () => ({ default: (await import('../bulk/review-dialog.tsx')).ReviewDialog }))

interface LeaveButtonsProps {
  person: {
    id: string
    name: string
    kind: 'user' | 'contact'
    status: 'active' | 'inactive'
    plannedInactivation: { at: string } | null
  }
  size?: 'normal' | 'small'
}

/** What can be done with one person about leaving and coming back, by the same window as for many. */
export function LeaveButtons({ person, size = 'normal' }: LeaveButtonsProps) {
  const { ofCode, t } = useMessages()
  const { data: offers } = useQuery(bulkActionOffers)
  const whyNot = useWhyNot()
  const [action, setAction] = useState<BulkActionName | null>(null)
  const button = (name: BulkActionName, label: string) => {
    const offer = offers?.items.find(one => one.name === name)
    return (
      offer && (
        <Button
          size={size}
          disabledBecause={whyNot.ofAnswer(offer)}
          onPress={() => setAction(name)}
          {...(size === 'small' && { label: `${label} ${person.name}` })}
        >
          {label}
        </Button>
      )
    )
  }
  const verb = person.status === 'active' ? 'inactivate' : 'reactivate'
  const name = `${person.kind}.${verb}` as BulkActionName
  return (
    <>
      {person.plannedInactivation && button('user.cancel-inactivation', t('leaving.call-off'))}
      {button(name, ofCode(`bulk.${name}`, 'menu'))}
      {action && (
        <Suspense fallback={null}>
          <ReviewDialog
            action={action}
            selection={{ ids: [person.id] }}
            onRemove={() => setAction(null)}
            onClose={() => setAction(null)}
            onStarted={() => setAction(null)}
          />
        </Suspense>
      )}
    </>
  )
}
