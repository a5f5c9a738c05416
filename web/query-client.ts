import { QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './api-problem.ts'

const RETRIES = 2

/** A session that ended shows nothing more of the account; after signing in one is where one was. */
function toSignIn(problem: Error, { queryKey }: { queryKey: readonly unknown[] }): void {
  // The router asks who is signed in, and leads to the sign-in page itself.
  if (queryKey[0] === 'me') return
  const isPublic = /^\/(sign-in|setup|join|reminders|mailbox)/.test(location.pathname)
  if (!(problem instanceof ApiProblem) || problem.code !== 'not-signed-in' || isPublic) return
  location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`)
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: toSignIn }),
  defaultOptions: {
    queries: {
      // Without a network a question fails and says so, instead of waiting in silence; it is asked again once there is one.
      networkMode: 'always',
      refetchOnReconnect: true,
      staleTime: 5_000,
      retry: (failures, problem) =>
        failures < RETRIES && (!(problem instanceof ApiProblem) || problem.mayBeTriedAgain),
    },
    mutations: { networkMode: 'always', retry: false },
  },
})
