import { useEffect } from 'react'
import type { RunNotices } from '../../../contract/run-notices.ts'
import type { Run } from '../../../contract/runs.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { useMe } from '../sign-in/session.ts'
import { isOver, runNotices } from './bulk-queries.ts'

/** Who looks at the end of a run of theirs needs no notice of it; a page behind others is not looked at. */
export function useEndSeen(run: Run | undefined) {
  const { person } = useMe()
  const id = run && isOver(run) && run.actor.id === person.id ? run.id : null
  useEffect(() => {
    if (id === null) return
    const seeNow = () => {
      if (!document.hasFocus()) return
      window.removeEventListener('focus', seeNow)
      void markEndSeen(id)
    }
    window.addEventListener('focus', seeNow)
    seeNow()
    return () => window.removeEventListener('focus', seeNow)
  }, [id])
}

/** Takes the notice away at once; where nobody answers it comes back with the next look. */
export async function markEndSeen(id: string): Promise<void> {
  await queryClient.cancelQueries({ queryKey: runNotices.queryKey })
  queryClient.setQueryData<RunNotices>(
    runNotices.queryKey,
    told => told && { ...told, items: told.items.filter(run => run.id !== id) },
  )
  await api.delete(`/run-notices/${id}`).catch(() => {})
  await queryClient.invalidateQueries({ queryKey: runNotices.queryKey })
}
