import {
  type QueryKey,
  queryOptions,
  type UseQueryOptions,
  type UseQueryResult,
  useQuery,
} from '@tanstack/react-query'
import { queryClient } from './query-client.ts'

type Asked<Data, Key extends QueryKey> = UseQueryOptions<Data, Error, Data, Key> & { queryKey: Key }

/** The question apart from all that shows its answer: asked when something opens, and then no more. */
export const onceOpened = <Data, Key extends QueryKey>(query: Asked<Data, Key>) =>
  queryOptions({
    // Under a name of its own nothing that is made old news reaches it.
    queryKey: ['opened', ...query.queryKey],
    queryFn: () => queryClient.fetchQuery({ ...query, staleTime: 0 }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })

/**
 * What a form is opened with: asked for anew, also where some is remembered, and the same for as long as it stands open.
 * Else what others change meanwhile would be overwritten with what was read before it.
 */
export const useOpened = <Data, Key extends QueryKey>(query: Asked<Data, Key>): UseQueryResult<Data> =>
  useQuery(onceOpened(query))
