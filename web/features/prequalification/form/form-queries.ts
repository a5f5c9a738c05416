import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type {
  Form,
  FormVersion,
  formAnswer,
  formVersions,
} from '../../../../contract/prequalification/form.ts'
import { api } from '../../../api.ts'
import { queryClient } from '../../../query-client.ts'
import { useAction } from '../../../use-action.ts'

export type FormAnswer = z.infer<typeof formAnswer>

export const formQuery = queryOptions({
  queryKey: ['prequalification-form'],
  queryFn: ({ signal }) => api.get<FormAnswer>('/prequalification-form', {}, signal),
  refetchOnWindowFocus: false,
})

export const formVersionsQuery = queryOptions({
  queryKey: [...formQuery.queryKey, 'versions'],
  queryFn: ({ signal }) =>
    api.get<z.infer<typeof formVersions>>('/prequalification-form/versions', {}, signal),
})

/** A published version never changes. */
export const formVersionQuery = (version: number) =>
  queryOptions({
    queryKey: [...formQuery.queryKey, 'versions', version],
    queryFn: ({ signal }) => api.get<FormVersion>(`/prequalification-form/versions/${version}`, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Saves the draft over the revision that was seen. */
export const useSaveDraft = (revision: number) =>
  useAction(
    (form: Form) => api.put<FormVersion>('/prequalification-form/draft', { form }, String(revision)),
    {
      onSuccess: draft => {
        queryClient.setQueryData(formQuery.queryKey, old => old && { ...old, draft })
      },
      onProblem: () => void queryClient.invalidateQueries({ queryKey: formQuery.queryKey }),
    },
  )
