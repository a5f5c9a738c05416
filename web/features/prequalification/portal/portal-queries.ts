import { queryOptions, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type { MyForm, myForms } from '../../../../contract/prequalification/submissions.ts'
import { api } from '../../../api.ts'

const MINUTES_MS = 60_000

/** Everybody is asked once in a while: only who was invited to a form has a place for it. */
export const myFormsQuery = queryOptions({
  queryKey: ['my-forms', 'list'],
  queryFn: ({ signal }) => api.get<z.infer<typeof myForms>>('/my-forms', {}, signal),
  staleTime: 5 * MINUTES_MS,
})

export const myFormQuery = (id: string) =>
  queryOptions({
    queryKey: ['my-forms', 'one', id],
    queryFn: ({ signal }) => api.get<MyForm>(`/my-forms/${id}`, {}, signal),
  })

export const useHasForms = (): boolean => (useQuery(myFormsQuery).data?.items.length ?? 0) > 0
