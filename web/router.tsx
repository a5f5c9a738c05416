import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { type TemplateScope, templateScopes } from '../contract/permissions.ts'
import type { AuditSearch } from './features/audit/audit-queries.ts'
import { directoryAddresses } from './features/directory-addresses.ts'
import { assignmentSearch } from './features/open-items/assignment-search.ts'
import { setupQuery } from './features/sign-in/session.ts'
import { panelRoutes } from './panel-routes.ts'
import { day, parsePlainSearch, stringifyPlainSearch, text } from './plain-search.ts'
import { prequalificationRoutes } from './prequalification-routes.ts'
import { queryClient } from './query-client.ts'
import { rootRoute } from './root-route.ts'
import { signedIn } from './signed-in-route.ts'

const scopeOf = (value: unknown): TemplateScope | undefined => templateScopes.find(scope => scope === value)

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search): { next?: string | undefined } => ({ next: text(search.next) }),
  beforeLoad: async () => {
    const setup = await queryClient.fetchQuery(setupQuery).catch(() => ({ needed: false }))
    if (setup.needed) throw redirect({ to: '/setup' })
  },
  component: lazyRouteComponent(() => import('./features/sign-in/sign-in-page.tsx'), 'SignInPage'),
})

const forgot = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot',
  component: lazyRouteComponent(() => import('./features/sign-in/forgot-page.tsx'), 'ForgotPage'),
})

const reset = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset/$secret',
  component: lazyRouteComponent(() => import('./features/sign-in/reset-page.tsx'), 'ResetPage'),
})

const setup = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  beforeLoad: async () => {
    const setup = await queryClient.fetchQuery(setupQuery)
    if (!setup.needed) throw redirect({ to: '/sign-in' })
  },
  component: lazyRouteComponent(() => import('./features/sign-in/setup-page.tsx'), 'SetupPage'),
})

const join = createRoute({
  getParentRoute: () => rootRoute,
  path: '/join/$secret',
  component: lazyRouteComponent(() => import('./features/invitations/join-page.tsx'), 'JoinPage'),
})

const suspended = createRoute({
  getParentRoute: () => rootRoute,
  path: '/suspended',
  component: lazyRouteComponent(() => import('./features/sign-in/suspended-page.tsx'), 'SuspendedPage'),
})

const stopReminders = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reminders/$secret',
  component: lazyRouteComponent(
    () => import('./features/delivery/stop-reminders-page.tsx'),
    'StopRemindersPage',
  ),
})

const mailbox = createRoute({
  getParentRoute: () => rootRoute,
  path: '/mailbox',
  validateSearch: (search): { message?: string | undefined } => ({ message: text(search.message) }),
  component: lazyRouteComponent(() => import('./features/delivery/mailbox-page.tsx'), 'MailboxPage'),
})

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/directory/$tab', params: { tab: 'users' } })
  },
})

const runs = createRoute({
  getParentRoute: () => signedIn,
  path: '/runs',
  validateSearch: (search): { cursor?: string | undefined } => ({ cursor: text(search.cursor) }),
  component: lazyRouteComponent(() => import('./features/bulk/runs-page.tsx'), 'RunsPage'),
})

const run = createRoute({
  getParentRoute: () => signedIn,
  path: '/runs/$id',
  component: lazyRouteComponent(() => import('./features/bulk/run-page.tsx'), 'RunPage'),
})

const imports = createRoute({
  getParentRoute: () => signedIn,
  path: '/imports',
  component: lazyRouteComponent(() => import('./features/imports/imports-page.tsx'), 'ImportsPage'),
})

const importView = createRoute({
  getParentRoute: () => signedIn,
  path: '/imports/$id',
  component: lazyRouteComponent(() => import('./features/imports/import-page.tsx'), 'ImportPage'),
})

const audit = createRoute({
  getParentRoute: () => signedIn,
  path: '/audit',
  validateSearch: (search): AuditSearch => ({
    event: text(search.event),
    person: text(search.person),
    run: text(search.run),
    from: day(search.from),
    until: day(search.until),
    cursor: text(search.cursor),
  }),
  component: lazyRouteComponent(() => import('./features/audit/audit-page.tsx'), 'AuditPage'),
})

const assignments = createRoute({
  getParentRoute: () => signedIn,
  path: '/assignments',
  validateSearch: assignmentSearch,
  component: lazyRouteComponent(
    () => import('./features/open-items/assignments-page.tsx'),
    'AssignmentsPage',
  ),
})

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  component: lazyRouteComponent(() => import('./features/settings/settings-page.tsx'), 'SettingsPage'),
})

const apiKeys = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/api-keys',
  component: lazyRouteComponent(() => import('./features/sign-in/api-keys-page.tsx'), 'ApiKeysPage'),
})

const suppressions = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/not-written-to',
  component: lazyRouteComponent(
    () => import('./features/delivery/suppressions-page.tsx'),
    'SuppressionsPage',
  ),
})

const messages = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/messages',
  component: lazyRouteComponent(
    () => import('./features/delivery/messages/messages-page.tsx'),
    'MessagesPage',
  ),
})

const message = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/messages/$name/$language',
  component: lazyRouteComponent(() => import('./features/delivery/messages/message-page.tsx'), 'MessagePage'),
})

const me = createRoute({
  getParentRoute: () => signedIn,
  path: '/me',
  component: lazyRouteComponent(() => import('./features/sign-in/me-page.tsx'), 'MePage'),
})

const confirmAddress = createRoute({
  getParentRoute: () => signedIn,
  path: '/confirm-address/$secret',
  component: lazyRouteComponent(
    () => import('./features/sign-in/confirm-address-page.tsx'),
    'ConfirmAddressPage',
  ),
})

const templates = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates',
  validateSearch: (search): { scope?: TemplateScope | undefined } => ({ scope: scopeOf(search.scope) }),
  component: lazyRouteComponent(() => import('./features/permissions/templates-page.tsx'), 'TemplatesPage'),
})

const addTemplate = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates/new',
  validateSearch: (search): { scope?: TemplateScope | undefined; from?: string | undefined } => ({
    scope: scopeOf(search.scope),
    from: text(search.from),
  }),
  component: lazyRouteComponent(() => import('./features/permissions/template-page.tsx'), 'AddTemplatePage'),
})

const editTemplate = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates/$id',
  component: lazyRouteComponent(() => import('./features/permissions/template-page.tsx'), 'EditTemplatePage'),
})

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signIn,
    forgot,
    reset,
    setup,
    join,
    stopReminders,
    mailbox,
    suspended,
    panelRoutes,
    signedIn.addChildren([
      home,
      ...directoryAddresses,
      runs,
      run,
      imports,
      importView,
      audit,
      assignments,
      settings,
      apiKeys,
      suppressions,
      messages,
      message,
      me,
      confirmAddress,
      templates,
      addTemplate,
      editTemplate,
      ...prequalificationRoutes,
    ]),
  ]),
  parseSearch: parsePlainSearch,
  stringifySearch: stringifyPlainSearch,
  scrollRestoration: true,
  scrollToTopSelectors: ['#content'],
  defaultPreload: false,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
