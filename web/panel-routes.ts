import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { ApiProblem } from './api-problem.ts'
import { type AccountsSearch, panelSessionQuery } from './features/installation/panel-queries.ts'
import { text } from './plain-search.ts'
import { queryClient } from './query-client.ts'
import { rootRoute } from './root-route.ts'
import { wayOf } from './way-of.ts'

const panel = createRoute({
  getParentRoute: () => rootRoute,
  id: 'panel',
  component: lazyRouteComponent(() => import('./shell/panel-shell.tsx'), 'PanelShell'),
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(panelSessionQuery)
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.status === 403) throw redirect({ to: '/' })
      throw wayOf(problem, location.href)
    }
  },
})

const panelHome = createRoute({
  getParentRoute: () => panel,
  path: '/installation',
  beforeLoad: () => {
    throw redirect({ to: '/installation/accounts' })
  },
})

const accounts = createRoute({
  getParentRoute: () => panel,
  path: '/installation/accounts',
  validateSearch: (search): AccountsSearch => ({
    q: text(search.q),
    state: text(search.state),
    cursor: text(search.cursor),
  }),
  component: lazyRouteComponent(() => import('./features/installation/accounts-page.tsx'), 'AccountsPage'),
})

const newAccount = createRoute({
  getParentRoute: () => panel,
  path: '/installation/accounts/new',
  component: lazyRouteComponent(
    () => import('./features/installation/new-account-page.tsx'),
    'NewAccountPage',
  ),
})

const account = createRoute({
  getParentRoute: () => panel,
  path: '/installation/accounts/$id',
  component: lazyRouteComponent(() => import('./features/installation/account-page.tsx'), 'AccountPage'),
})

const queue = createRoute({
  getParentRoute: () => panel,
  path: '/installation/queue',
  component: lazyRouteComponent(() => import('./features/installation/queue-page.tsx'), 'QueuePage'),
})

const delivery = createRoute({
  getParentRoute: () => panel,
  path: '/installation/delivery',
  component: lazyRouteComponent(() => import('./features/installation/delivery-page.tsx'), 'DeliveryPage'),
})

const installationSettings = createRoute({
  getParentRoute: () => panel,
  path: '/installation/settings',
  component: lazyRouteComponent(
    () => import('./features/installation/installation-settings-page.tsx'),
    'InstallationSettingsPage',
  ),
})

const superAdmins = createRoute({
  getParentRoute: () => panel,
  path: '/installation/super-admins',
  component: lazyRouteComponent(
    () => import('./features/installation/super-admins-page.tsx'),
    'SuperAdminsPage',
  ),
})

const record = createRoute({
  getParentRoute: () => panel,
  path: '/installation/record',
  validateSearch: (search): { cursor?: string | undefined } => ({ cursor: text(search.cursor) }),
  component: lazyRouteComponent(() => import('./features/installation/record-page.tsx'), 'RecordPage'),
})

/** The super admin's panel. */
export const panelRoutes = panel.addChildren([
  panelHome,
  accounts,
  newAccount,
  account,
  queue,
  delivery,
  installationSettings,
  superAdmins,
  record,
])
