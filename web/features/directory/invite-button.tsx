import { useState } from 'react'
import type { PersonRow } from '../../../contract/people.ts'
import { Button } from '../../ui/button.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useWhyNot } from '../sign-in/session.ts'

interface InviteButtonProps {
  person: Pick<PersonRow, 'id' | 'name' | 'invitation'>
  /** Tells of its failures itself. */
  onPress: (person: { id: string; name: string }) => Promise<unknown>
  size?: 'normal' | 'small'
}

/** *Invite* or *Re-Invite*; nothing for who has joined or whose invitation is on its way. */
export function InviteButton({ person, onPress, size = 'small' }: InviteButtonProps) {
  const { t } = useMessages()
  const whyNotWords = useWhyNot()
  const [isBusy, setBusy] = useState(false)
  const { button } = person.invitation
  const { action } = button
  if (!action) return null

  const press = () => {
    setBusy(true)
    void onPress({ id: person.id, name: person.name }).finally(() => setBusy(false))
  }
  return (
    <Button size={size} isBusy={isBusy} disabledBecause={whyNotWords.ofAnswer(button)} onPress={press}>
      {t(`invitation.button.${action}`)}
    </Button>
  )
}
