import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { text } from '../plain-search.ts'
import { signedIn } from '../signed-in-route.ts'
import { peopleSearch } from './directory/people-search.ts'
import { listSearch } from './projects/list-search.ts'

const companyForms = () => import('./directory/companies/company-form-pages.tsx')
const groupForms = () => import('./directory/groups/group-form-pages.tsx')
const projectForms = () => import('./projects/project-form-pages.tsx')

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
  component: lazyRouteComponent(() => import('./directory/directory-page.tsx'), 'DirectoryPage'),
})

const addPerson = createRoute({
  getParentRoute: () => signedIn,
  path: '/people/new',
  component: lazyRouteComponent(() => import('./directory/add-user-page.tsx'), 'AddUserPage'),
})

const person = createRoute({
  getParentRoute: () => signedIn,
  path: '/people/$id',
  component: lazyRouteComponent(() => import('./directory/person-page.tsx'), 'PersonPage'),
})

const editPerson = createRoute({
  getParentRoute: () => signedIn,
  path: '/people/$id/edit',
  component: lazyRouteComponent(() => import('./directory/edit-user-page.tsx'), 'EditUserPage'),
})

const addCompany = createRoute({
  getParentRoute: () => signedIn,
  path: '/companies/new',
  component: lazyRouteComponent(companyForms, 'AddCompanyPage'),
})

const company = createRoute({
  getParentRoute: () => signedIn,
  path: '/companies/$id',
  component: lazyRouteComponent(() => import('./directory/companies/company-page.tsx'), 'CompanyPage'),
})

const editCompany = createRoute({
  getParentRoute: () => signedIn,
  path: '/companies/$id/edit',
  component: lazyRouteComponent(companyForms, 'EditCompanyPage'),
})

const duplicates = createRoute({
  getParentRoute: () => signedIn,
  path: '/companies/duplicates',
  validateSearch: (search): { cursor?: string | undefined } => ({ cursor: text(search.cursor) }),
  component: lazyRouteComponent(() => import('./directory/companies/duplicates-page.tsx'), 'DuplicatesPage'),
})

const addGroup = createRoute({
  getParentRoute: () => signedIn,
  path: '/groups/new',
  component: lazyRouteComponent(groupForms, 'AddGroupPage'),
})

const group = createRoute({
  getParentRoute: () => signedIn,
  path: '/groups/$id',
  component: lazyRouteComponent(() => import('./directory/groups/group-page.tsx'), 'GroupPage'),
})

const editGroup = createRoute({
  getParentRoute: () => signedIn,
  path: '/groups/$id/edit',
  component: lazyRouteComponent(groupForms, 'EditGroupPage'),
})

const projects = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./projects/projects-page.tsx'), 'ProjectsPage'),
})

const addProject = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects/new',
  component: lazyRouteComponent(projectForms, 'AddProjectPage'),
})

const projectHome = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects/$id',
  beforeLoad: ({ params: { id } }) => {
    throw redirect({ to: '/projects/$id/$tab', params: { id, tab: 'users' } })
  },
})

const project = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects/$id/$tab',
  validateSearch: peopleSearch,
  component: lazyRouteComponent(() => import('./projects/project-page.tsx'), 'ProjectPage'),
})

const editProject = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects/$id/edit',
  component: lazyRouteComponent(projectForms, 'EditProjectPage'),
})

const addContact = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects/$id/contacts/new',
  component: lazyRouteComponent(() => import('./projects/add-contact-page.tsx'), 'AddContactPage'),
})

/** The addresses of the directory: people, companies, groups, projects. */
export const directoryAddresses = [
  directoryHome,
  directory,
  addPerson,
  person,
  editPerson,
  addCompany,
  company,
  editCompany,
  duplicates,
  addGroup,
  group,
  editGroup,
  projects,
  addProject,
  projectHome,
  project,
  editProject,
  addContact,
] as const
