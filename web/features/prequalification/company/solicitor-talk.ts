import type { z } from 'zod'
import type { PrequalificationView } from '../../../../contract/prequalification/prequalifications.ts'
import type { comments } from '../../../../contract/prequalification/submissions.ts'
import { api } from '../../../api.ts'
import { queryClient } from '../../../query-client.ts'
import { useWhyNot } from '../../sign-in/session.ts'
import { submissionOf } from '../prequalification-queries.ts'
import type { CommentDraft } from '../talk/comment-thread.tsx'

export type SolicitorTalk = ReturnType<typeof useSolicitorTalk>

/** How the solicitor comments on a form and its questions: to its respondents, or among themselves. */
export function useSolicitorTalk(submissionId: string, may: PrequalificationView['may']) {
  const whyNot = useWhyNot()
  return {
    mayBeInternal: true,
    disabledBecause: whyNot.ofAnswer(may.comment),
    async onSend(draft: CommentDraft & { questionId: string | null }, key: string): Promise<void> {
      const path = `/submissions/${submissionId}/comments`
      const { items } = await api.post<z.infer<typeof comments>>(path, draft, key)
      queryClient.setQueryData(submissionOf(submissionId).queryKey, old => old && { ...old, comments: items })
    },
  }
}
