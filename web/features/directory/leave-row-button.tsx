import { IconArchive } from '@tabler/icons-react'
import { Button } from '../../ui/button.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import type { Offer } from '../bulk/use-offers.ts'
import type { PressOne } from '../bulk/use-press-one.tsx'
import { useWhyNot } from '../sign-in/session.ts'
import styles from './people-list.module.css'

interface LeaveRowButtonProps {
  item: { id: string; name: string }
  /** Of the action that inactivates or reactivates. */
  offer: Offer | undefined
  onPress: PressOne
}

/** What inactivates or reactivates one from their row. Who never may inactivate anybody is not shown it in every row. */
export function LeaveRowButton({ item, offer, onPress }: LeaveRowButtonProps) {
  const { t, ofCode } = useMessages()
  const whyNot = useWhyNot()
  if (!offer || (offer.actsOn === 'active' && offer.whyNot)) return null
  const press = () => onPress(offer.name, item.id, offer.told)
  if (offer.actsOn === 'active')
    return (
      <Button
        size="small"
        tone="quiet"
        className={styles.leave!}
        icon={<IconArchive size={16} aria-hidden />}
        label={t('leaving.inactivate-one', { name: item.name })}
        onPress={press}
      />
    )
  return (
    <Button
      size="small"
      label={t('leaving.reactivate-one', { name: item.name })}
      disabledBecause={whyNot.ofAnswer(offer)}
      onPress={press}
    >
      {ofCode(`bulk.${offer.name}`, 'menu')}
    </Button>
  )
}
