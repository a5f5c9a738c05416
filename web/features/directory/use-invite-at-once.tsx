import { useCallback } from 'react'
import type { PersonRow } from '../../../contract/people.ts'
import { api } from '../../api.ts'
import type { ApiProblem } from '../../api-problem.ts'
import { queryClient } from '../../query-client.ts'
import { Banner } from '../../ui/banner.tsx'
import { useBanners } from '../../ui/banner-region.tsx'
import { useProblemWords } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useAction } from '../../use-action.ts'
import { useSuccessBanner } from '../../use-success-banner.tsx'

type Invitee = Pick<PersonRow, 'id' | 'name'>

/** The button in the row and on the card: one invitation, sent at once. It says itself what became of it, and never throws. */
export function useInviteAtOnce(): (person: Invitee) => Promise<unknown> {
  const { t, ofCode } = useMessages()
  const { show, dismiss } = useBanners()
  const succeeded = useSuccessBanner()
  const words = useProblemWords()
  const whyNot = (problem: ApiProblem) => {
    const reason = problem.faults[0]?.reason
    return problem.code === 'not-invitable' && reason
      ? ofCode('why-not', reason, {}, ofCode('reason', reason))
      : words(problem)
  }
  const { mutateAsync } = useAction(
    ({ id }: Invitee, key) => api.post(`/people/${id}/invitation`, undefined, key),
    {
      onSuccess: async (_, { name }) => {
        succeeded(t('invitation.on-its-way', { name }))
        await queryClient.invalidateQueries({ queryKey: ['people'] })
      },
      onProblem: (problem, { name }) => {
        show(
          <Banner tone="failure" onDismiss={dismiss}>
            {t('invitation.not-sent', { name, why: whyNot(problem) })}
          </Banner>,
        )
        // What is shown of them may be older than what somebody else has done.
        void queryClient.invalidateQueries({ queryKey: ['people'] })
      },
    },
  )
  return useCallback((person: Invitee) => mutateAsync(person).catch(() => {}), [mutateAsync])
}
