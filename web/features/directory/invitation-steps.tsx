import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import type { InvitationStep, PersonRow } from '../../../contract/people.ts'
import { Button } from '../../ui/button.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { TakeStep } from './use-invitation-steps.tsx'

interface InvitationStepsProps {
  person: Pick<PersonRow, 'id' | 'name' | 'invitation'>
  onTake: TakeStep
  size?: 'normal' | 'small'
}

/** What can be done with an invitation beside inviting again: *Cancel*, *Revoke*, *It arrived*, *Copy link*. */
export function InvitationSteps({ person, onTake, size = 'small' }: InvitationStepsProps) {
  return person.invitation.steps.map(step => (
    <Step key={step} step={step} person={person} onTake={onTake} size={size} />
  ))
}

function Step({ step, person, onTake, size }: { step: InvitationStep } & Required<InvitationStepsProps>) {
  const { t } = useMessages()
  const [isBusy, setBusy] = useState(false)
  const press = () => {
    setBusy(true)
    void onTake(person, step).finally(() => setBusy(false))
  }
  return (
    <Button size={size} isBusy={isBusy} onPress={press}>
      {t(`invitation.step.${step}`)}
    </Button>
  )
}

/** The same steps of a row where *Invite* or *Re-Invite* has the room: behind three dots. */
export function InvitationStepsMenu({ person, onTake }: Omit<InvitationStepsProps, 'size'>) {
  const { t } = useMessages()
  const { steps } = person.invitation
  if (steps.length === 0) return null
  return (
    <Menu
      label={t('invitation.steps', { name: person.name })}
      tone="quiet"
      size="small"
      hasChevron={false}
      icon={<IconDots size={16} aria-hidden />}
      entries={steps.map(step => ({
        id: step,
        label: t(`invitation.step.${step}`),
        onAction: () => void onTake(person, step),
      }))}
    />
  )
}
