import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Run } from '../../../contract/runs.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { isOver, runKey } from './bulk-queries.ts'

/** Without the event stream one asks; with it, seldom, in case it is silently cut. */
const ASK_MS = 1_000
const ASK_BESIDE_STREAM_MS = 10_000

/** A run as it goes: pushed by the server, and asked for where pushing does not get through. */
export function useRun(id: string) {
  const [isStreaming, setStreaming] = useState(false)
  const query = useQuery({
    queryKey: runKey(id),
    queryFn: ({ signal }) => api.get<Run>(`/runs/${id}`, {}, signal),
    refetchInterval: ({ state: { data } }) =>
      data && isOver(data) ? false : isStreaming ? ASK_BESIDE_STREAM_MS : ASK_MS,
  })
  const over = query.data ? isOver(query.data) : false
  const isKnown = query.isSuccess

  useEffect(() => {
    if (!isKnown || over) return
    const events = new EventSource(api.url(`/runs/${id}/events`))
    const take = (event: MessageEvent<string>) => {
      setStreaming(true)
      queryClient.setQueryData(runKey(id), JSON.parse(event.data) as Run)
    }
    events.onmessage = take
    events.addEventListener('run', take)
    events.onerror = () => setStreaming(false)
    return () => events.close()
  }, [id, isKnown, over])

  // What was acted on is shown in lists and cards, which are old news now.
  useEffect(() => {
    if (!over) return
    void queryClient.invalidateQueries({ queryKey: ['people'] })
    void queryClient.invalidateQueries({ queryKey: ['runs', 'page'] })
    void queryClient.invalidateQueries({ queryKey: ['runs', 'items', id] })
  }, [over, id])

  return query
}
