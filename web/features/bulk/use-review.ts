import { useCallback, useEffect, useRef, useState } from 'react'
import type { BulkActionName, Review, Selection } from '../../../contract/bulk-actions.ts'
import { api } from '../../api.ts'
import type { ActionInput } from './input-panels.ts'
import { withMore, without } from './review-parts.ts'

/**
 * A review that can be narrowed: who is taken off leaves it at once, and the counts follow.
 *
 * @param input what the action is told; null while it is not said: then it is reviewed as far as that does not matter
 */
export function useReview(action: BulkActionName, selection: Selection, input: ActionInput) {
  const [data, setData] = useState<Review | null>(null)
  const [error, setError] = useState<unknown>(null)
  // Reviewed is what was selected when the window opened or the input was said; taking somebody off needs no new review.
  const latest = useRef(selection)
  latest.current = selection
  const reviewed = useRef(selection)
  const path = `/bulk-actions/${action}/reviews`
  const told = JSON.stringify(input)

  const load = useCallback(() => {
    setError(null)
    setData(null)
    reviewed.current = latest.current
    let isLatest = true
    api.post<Review>(path, { selection: reviewed.current, input: JSON.parse(told) }).then(
      review => isLatest && setData(review),
      problem => isLatest && setError(problem),
    )
    return () => {
      isLatest = false
    }
  }, [path, told])
  useEffect(load, [load])

  // By which channel those go who are left, only the server knows.
  const sends = Boolean(data?.sending)
  useEffect(() => {
    if (!sends || selection === reviewed.current) return
    let isLatest = true
    api.post<Review>(path, { selection, input: JSON.parse(told) }).then(
      ({ sending }) => isLatest && setData(old => old && { ...old, sending }),
      problem => isLatest && setError(problem),
    )
    return () => {
      isLatest = false
    }
  }, [sends, selection, path, told])

  const more = async (reason: string | null, cursor: string) => {
    setError(null)
    try {
      const part = await api.post<Review>(path, {
        selection: reviewed.current,
        input,
        part: { reason, cursor },
      })
      setData(old => old && withMore(old, { reason, cursor }, part))
    } catch (problem) {
      setError(problem)
    }
  }

  return {
    data,
    error,
    retry: load,
    more,
    remove: (id: string) => setData(old => old && without(old, id)),
  }
}
