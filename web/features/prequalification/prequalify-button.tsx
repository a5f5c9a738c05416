import type { PersonRow } from '../../../contract/people.ts'
import { Button } from '../../ui/button.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useMay, useWhyNot } from '../sign-in/session.ts'

interface PrequalifyButtonProps {
  person: Pick<PersonRow, 'id' | 'prequalify'>
  /** Opens the review: it says what happens to the company. */
  onPress: (id: string) => void
}

/** *Prequalify*, or *Re-Qualify* for who was invited before. Source: seed 001. */
export function PrequalifyButton({ person, onPress }: PrequalifyButtonProps) {
  const { t } = useMessages()
  const may = useMay()
  const whyNotWords = useWhyNot()
  const { id, prequalify } = person
  if (!prequalify || !may('prequalifications.view')) return null
  return (
    <Button size="small" disabledBecause={whyNotWords.ofAnswer(prequalify)} onPress={() => onPress(id)}>
      {t(`prequalification.button.${prequalify.action}`)}
    </Button>
  )
}
