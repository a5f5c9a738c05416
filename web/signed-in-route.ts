import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { meQuery } from './features/sign-in/session.ts'
import { queryClient } from './query-client.ts'
import { rootRoute } from './root-route.ts'
import { wayOf } from './way-of.ts'

/** Over every page of who is signed in; who is not comes back after it. */
export const signedIn = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  component: lazyRouteComponent(() => import('./shell/app-shell.tsx'), 'AppShell'),
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(meQuery)
    } catch (problem) {
      throw wayOf(problem, location.href)
    }
  },
})
