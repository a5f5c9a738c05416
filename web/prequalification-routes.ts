import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { prequalificationsSearch } from './features/prequalification/list/prequalifications-search.ts'
import { asFormPart, type FormPart } from './features/prequalification/portal/form-part.ts'
import { text } from './plain-search.ts'
import { signedIn } from './signed-in-route.ts'

const prequalifications = createRoute({
  getParentRoute: () => signedIn,
  path: '/prequalifications',
  validateSearch: prequalificationsSearch,
  component: lazyRouteComponent(
    () => import('./features/prequalification/list/prequalifications-page.tsx'),
    'PrequalificationsPage',
  ),
})

const prequalification = createRoute({
  getParentRoute: () => signedIn,
  path: '/prequalifications/$id',
  validateSearch: (search): { round?: string | undefined } => ({ round: text(search.round) }),
  component: lazyRouteComponent(
    () => import('./features/prequalification/company/company-page.tsx'),
    'CompanyPage',
  ),
})

const views = ['edit', 'preview', 'changes', 'versions'] as const
const prequalificationForm = createRoute({
  getParentRoute: () => signedIn,
  path: '/prequalifications/form',
  validateSearch: (search): { view?: (typeof views)[number] | undefined } => ({
    view: views.find(view => view === search.view),
  }),
  component: lazyRouteComponent(() => import('./features/prequalification/form/form-page.tsx'), 'FormPage'),
})

const prequalificationSettings = createRoute({
  getParentRoute: () => signedIn,
  path: '/prequalifications/settings',
  component: lazyRouteComponent(
    () => import('./features/prequalification/settings/prequalification-settings-page.tsx'),
    'PrequalificationSettingsPage',
  ),
})

const myForms = createRoute({
  getParentRoute: () => signedIn,
  path: '/my-forms',
  component: lazyRouteComponent(
    () => import('./features/prequalification/portal/my-forms-page.tsx'),
    'MyFormsPage',
  ),
})

const myForm = createRoute({
  getParentRoute: () => signedIn,
  path: '/my-forms/$id',
  validateSearch: (search): { part?: FormPart | undefined; question?: string | undefined } => ({
    part: asFormPart(search.part),
    question: text(search.question),
  }),
  component: lazyRouteComponent(
    () => import('./features/prequalification/portal/my-form-page.tsx'),
    'MyFormPage',
  ),
})

export const prequalificationRoutes = [
  prequalifications,
  prequalification,
  prequalificationForm,
  prequalificationSettings,
  myForms,
  myForm,
] as const
