import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { Permission } from '../../../contract/permissions.ts'
import type { Me, OwnSession, PasswordRules, SignInAddresses } from '../../../contract/session.ts'
import { api } from '../../api.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'

/** Who is signed in. A session ends on the server; every list that answers 401 then leads to the sign-in page. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.get<Me>('/session', {}, signal),
  staleTime: 60_000,
})

export const ownSessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => api.get<{ items: OwnSession[] }>('/sessions', {}, signal),
})

export const signInAddressesQuery = queryOptions({
  queryKey: ['sign-in-addresses'],
  queryFn: ({ signal }) => api.get<SignInAddresses>('/sign-in-addresses', {}, signal),
})

export const passwordRulesQuery = queryOptions({
  queryKey: ['password-rules'],
  queryFn: ({ signal }) => api.get<PasswordRules>('/password-rules', {}, signal),
  staleTime: 60_000,
})

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => api.get<{ needed: boolean }>('/setup', {}, signal),
  staleTime: 0,
})

export const useMe = (): Me => useSuspenseQuery(meQuery).data

/** Whether this person may; false too while nobody is signed in. */
export function useMay(): (permission: Permission) => boolean {
  const { data } = useQuery(meQuery)
  return permission => data?.permissions.includes(permission) ?? false
}

/** What of a refusal the API tells beside its own. */
type WhyNot = { whyNot: string | null; needs: Permission | null }

/** Words for why something is not offered: which permission it needs, else which rule stands against it. */
export function useWhyNot() {
  const { ofCode } = useMessages()
  const may = useMay()
  return {
    ofAnswer: ({ whyNot, needs }: WhyNot): string | null =>
      needs ? ofCode('needs', needs) : whyNot && ofCode('why-not', whyNot),
    /** Of what only asks for one permission: null for who has it. */
    without: (permission: Permission): string | null =>
      may(permission) ? null : ofCode('needs', permission),
  }
}

/** Ends the session and leaves nothing of it in memory. */
export async function signOut(): Promise<void> {
  await api.delete('/session')
  location.assign('/sign-in')
}

/** Goes on in another account of the same person and leaves nothing of this one in memory. */
export async function goToAccount(accountId: string): Promise<void> {
  await api.post('/session/account', { accountId })
  location.assign('/')
}
