import type { InvitationStep, PersonRow } from '../../../contract/people.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { Banner } from '../../ui/banner.tsx'
import { useBanners } from '../../ui/banner-region.tsx'
import { Button } from '../../ui/button.tsx'
import { useProblemWords } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useAction } from '../../use-action.ts'
import { CopyLink } from './copy-link.tsx'

interface InvitationStepsProps {
  person: Pick<PersonRow, 'id' | 'name' | 'invitation'>
  size?: 'normal' | 'small'
}

/** What can be done with an invitation beside inviting again: *Cancel*, *Revoke*, *It arrived*, *Copy link*. */
export function InvitationSteps({ person, size = 'small' }: InvitationStepsProps) {
  return person.invitation.steps.map(step =>
    step === 'copy-link' ? (
      <CopyLink key={step} person={person} size={size} />
    ) : (
      <Step key={step} step={step} person={person} size={size} />
    ),
  )
}

type StepProps = { step: Exclude<InvitationStep, 'copy-link'> } & Required<InvitationStepsProps>

function Step({ step, person, size }: StepProps) {
  const { id, name } = person
  const { t } = useMessages()
  const { show, dismiss } = useBanners()
  const words = useProblemWords()
  const take = useAction((_: null, key) => api.post(`/people/${id}/invitation/${step}`, undefined, key), {
    onSuccess: async () => {
      show(
        <Banner tone="success" onDismiss={dismiss}>
          {t(`invitation.step.${step}.done`, { name })}
        </Banner>,
      )
      await queryClient.invalidateQueries({ queryKey: ['people'] })
    },
    onProblem: async problem => {
      show(
        <Banner tone="failure" onDismiss={dismiss}>
          {words(problem)}
        </Banner>,
      )
      await queryClient.invalidateQueries({ queryKey: ['people'] })
    },
  })
  return (
    <Button size={size} isBusy={take.isPending} onPress={() => take.mutate(null)}>
      {t(`invitation.step.${step}`)}
    </Button>
  )
}
