import { type ReactNode, useCallback } from 'react'
import type { GivenLink } from '../../../contract/join.ts'
import type { InvitationStep, PersonRow } from '../../../contract/people.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { Banner } from '../../ui/banner.tsx'
import { useBanners } from '../../ui/banner-region.tsx'
import { useProblemWords } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useAction } from '../../use-action.ts'
import { CopyLink } from './copy-link.tsx'

type Invitee = Pick<PersonRow, 'id' | 'name'>
export type TakeStep = (person: Invitee, step: InvitationStep) => Promise<unknown>

/** Takes a step and says itself what became of it; never throws. The window with a link stands outside of the list. */
export function useInvitationSteps(): [take: TakeStep, window: ReactNode] {
  const { t } = useMessages()
  const { show, dismiss } = useBanners()
  const words = useProblemWords()
  const tell = async (tone: 'success' | 'failure', said: string) => {
    show(
      <Banner tone={tone} onDismiss={dismiss}>
        {said}
      </Banner>,
    )
    await queryClient.invalidateQueries({ queryKey: ['people'] })
  }
  const { mutateAsync: change } = useAction(
    ({ id, step }: Invitee & { step: Exclude<InvitationStep, 'copy-link'> }, key) =>
      api.post(`/people/${id}/invitation/${step}`, undefined, key),
    {
      onSuccess: (_, { name, step }) => tell('success', t(`invitation.step.${step}.done`, { name })),
      onProblem: problem => tell('failure', words(problem)),
    },
  )
  const lookAgain = () => void queryClient.invalidateQueries({ queryKey: ['people'] })
  const link = useAction(
    ({ id }: Invitee, key) => api.post<GivenLink>(`/people/${id}/invitation/copy-link`, undefined, key),
    // Either it is on the record now, or what is shown of them is older than what somebody else has done.
    { onSuccess: lookAgain, onProblem: lookAgain },
  )
  const { mutateAsync: takeLink } = link
  const take = useCallback<TakeStep>(
    ({ id, name }, step) =>
      (step === 'copy-link' ? takeLink({ id, name }) : change({ id, name, step })).catch(() => {}),
    [takeLink, change],
  )
  const close = () => link.reset()
  const window = (link.isSuccess || link.isError) && (
    <CopyLink name={link.variables.name} given={link.data} error={link.error} onClose={close} />
  )
  return [take, window]
}
