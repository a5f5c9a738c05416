import { useState } from 'react'
import type { PersonRow } from '../../../contract/people.ts'
import { Button } from '../../ui/button.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'

interface InviteButtonProps {
  person: Pick<PersonRow, 'id' | 'name' | 'invitation'>
  /** Tells of its failures itself. */
  onPress: (person: { id: string; name: string }) => Promise<unknown>
  size?: 'normal' | 'small'
}

/** *Invite* or *Re-Invite*; nothing for who has joined or whose invitation is on its way. */
export function InviteButton({ person, onPress, size = 'small' }: InviteButtonProps) {
  const { t, ofCode } = useMessages()
  const [isBusy, setBusy] = useState(false)
  const { action, whyNot } = person.invitation.button
  if (!action) return null

  const press = () => {
    setBusy(true)
    void onPress({ id: person.id, name: person.name }).finally(() => setBusy(false))
  }
  return (
    <Button size={size} isBusy={isBusy} disabledBecause={whyNot && ofCode('why-not', whyNot)} onPress={press}>
      {t(`invitation.button.${action}`)}
    </Button>
  )
}
