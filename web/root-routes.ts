import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { ApiProblem } from './api-problem.ts'
import { meQuery } from './features/sign-in/session.ts'
import { queryClient } from './query-client.ts'
import { Crash } from './shell/crash.tsx'
import { NotFoundPage } from './shell/not-found.tsx'
import { Root } from './shell/root.tsx'

export const rootRoute = createRootRoute({
  component: Root,
  notFoundComponent: NotFoundPage,
  errorComponent: Crash,
})

/** Over every page of who is signed in; who is not comes back after it. */
export const signedIn = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  component: lazyRouteComponent(() => import('./shell/app-shell.tsx'), 'AppShell'),
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(meQuery)
    } catch (problem) {
      if (!(problem instanceof ApiProblem) || problem.status !== 401) throw problem
      throw redirect({ to: '/sign-in', search: { next: location.href } })
    }
  },
})

/** A search parameter that holds something. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value ? value : undefined
