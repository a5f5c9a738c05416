import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { type TemplateScope, templateScopes } from '../contract/permissions.ts'
import { ApiProblem } from './api-problem.ts'
import type { AuditSearch } from './features/audit/audit-queries.ts'
import { peopleSearch } from './features/directory/people-search.ts'
import { type AccountsSearch, panelSessionQuery } from './features/installation/panel-queries.ts'
import { meQuery, setupQuery } from './features/sign-in/session.ts'
import { parsePlainSearch, stringifyPlainSearch } from './plain-search.ts'
import { queryClient } from './query-client.ts'
import { Crash } from './shell/crash.tsx'
import { NotFoundPage } from './shell/not-found.tsx'
import { Root } from './shell/root.tsx'

const rootRoute = createRootRoute({ component: Root, notFoundComponent: NotFoundPage, errorComponent: Crash })

const signedIn = createRoute({
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

/** Where somebody is led who cannot be let in here; what is no refusal stays what it is. */
function wayOf(problem: unknown, next: string) {
  if (!(problem instanceof ApiProblem)) return problem
  if (problem.status === 401) return redirect({ to: '/sign-in', search: { next } })
  if (problem.code === 'user-of-no-account') return redirect({ to: '/installation/accounts' })
  if (problem.code === 'account-suspended') return redirect({ to: '/suspended' })
  return problem
}

const scopeOf = (value: unknown): TemplateScope | undefined => templateScopes.find(scope => scope === value)
const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)

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

const directoryHome = createRoute({
  getParentRoute: () => signedIn,
  path: '/directory',
  beforeLoad: () => {
    throw redirect({ to: '/directory/$tab', params: { tab: 'users' } })
  },
})

const directory = createRoute({
  getParentRoute: () => signedIn,
  path: '/directory/$tab',
  validateSearch: peopleSearch,
  component: lazyRouteComponent(() => import('./features/directory/directory-page.tsx'), 'DirectoryPage'),
})

const addPerson = createRoute({
  getParentRoute: () => signedIn,
  path: '/people/new',
  component: lazyRouteComponent(() => import('./features/directory/add-user-page.tsx'), 'AddUserPage'),
})

const person = createRoute({
  getParentRoute: () => signedIn,
  path: '/people/$id',
  component: lazyRouteComponent(() => import('./features/directory/person-page.tsx'), 'PersonPage'),
})

const editPerson = createRoute({
  getParentRoute: () => signedIn,
  path: '/people/$id/edit',
  component: lazyRouteComponent(() => import('./features/directory/edit-user-page.tsx'), 'EditUserPage'),
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
    cursor: text(search.cursor),
  }),
  component: lazyRouteComponent(() => import('./features/audit/audit-page.tsx'), 'AuditPage'),
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

const me = createRoute({
  getParentRoute: () => signedIn,
  path: '/me',
  component: lazyRouteComponent(() => import('./features/sign-in/me-page.tsx'), 'MePage'),
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
    mailbox,
    suspended,
    panel.addChildren([
      panelHome,
      accounts,
      newAccount,
      account,
      queue,
      delivery,
      installationSettings,
      superAdmins,
      record,
    ]),
    signedIn.addChildren([
      home,
      directoryHome,
      directory,
      addPerson,
      person,
      editPerson,
      runs,
      run,
      imports,
      importView,
      audit,
      settings,
      apiKeys,
      me,
      templates,
      addTemplate,
      editTemplate,
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
