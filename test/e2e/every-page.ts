import type { APIResponse } from 'playwright-core'
import { peopleCsv } from '../people-csv.ts'

type Api = (method: 'get' | 'post', url: string, options?: object) => ReturnType<APIResponse['json']>

/** Where each page of the directory is. */
export async function pagesOfTheDirectory(api: Api): Promise<Record<string, string>> {
  const [someone] = (await api('get', '/people?invitation=not-invited&limit=1')).items
  const [company] = (await api('get', '/companies?q=star')).items
  const [project] = (await api('get', '/projects')).items
  const [group] = (await api('get', '/distribution-groups')).items
  return {
    'the directory': '/directory/users',
    'a search that finds nobody': '/directory/users?q=nobody-of-this-name',
    'inactive users': '/directory/inactive-users',
    'inactive contacts': '/directory/inactive-contacts',
    'contacts by company': '/directory/contacts?by=company&columns=company.employee',
    companies: '/directory/companies',
    'a search that finds no company': '/directory/companies?q=nothing-of-this-name',
    'distribution groups': '/directory/distribution-groups',
    'inactive companies': '/directory/inactive-companies',
    'a company': `/companies/${company.id}`,
    'editing a company': `/companies/${company.id}/edit`,
    'likely duplicates': '/companies/duplicates',
    'a distribution group': `/groups/${group.id}`,
    'adding a distribution group': '/groups/new',
    projects: '/projects',
    'a project': `/projects/${project.id}/users`,
    'inactive users of a project': `/projects/${project.id}/inactive-users`,
    'contacts of a project': `/projects/${project.id}/contacts`,
    'adding a contact': `/projects/${project.id}/contacts/new`,
    'adding a project': '/projects/new',
    'adding a user': '/people/new',
    'a card': `/people/${someone.id}`,
    'editing a user': `/people/${someone.id}/edit`,
    'a group on the tab of users': `/directory/users?group=${group.id}&by=company`,
    'companies of a project': `/projects/${project.id}/companies`,
    'groups of a project': `/projects/${project.id}/distribution-groups?sort=-people&columns=people`,
  }
}

/** Where each other page is, once there is a run, an import and a message to look at. */
export async function allOtherPages(api: Api): Promise<Record<string, string>> {
  const [someone, another] = (await api('get', '/people?invitation=not-invited&limit=3')).items.slice(1)
  const [asked] = (await api('get', '/prequalifications?form=changes_requested')).items
  const run = await api('post', '/bulk-actions/user.inactivate/runs', {
    data: { selection: { ids: [another.id] } },
  })
  const file = { headers: { 'content-type': 'text/csv' }, data: peopleCsv(40, { seed: 3, faultyEvery: 4 }) }
  const imported = await api('post', '/imports?fileName=people.csv', file)
  await api('post', `/people/${someone.id}/invitation`)
  return {
    'open items': '/assignments',
    'open items by person': '/assignments?by=person&inactiveOnly=true',
    'no open item': '/assignments?q=nothing-of-this-name&overdue=true',
    runs: '/runs',
    'a run': `/runs/${run.id}`,
    'the audit log': '/audit',
    settings: '/settings',
    'API keys': '/settings/api-keys',
    'not written to': '/settings/not-written-to',
    'words of messages': '/settings/messages',
    'words of an invitation': '/settings/messages/invitation.welcome/en',
    'your sign-in': '/me',
    'confirming an address': `/confirm-address/${'x'.repeat(43)}`,
    'a forgotten password': '/forgot',
    'a link to a new password that works no more': `/reset/${'x'.repeat(43)}`,
    'permission templates': '/templates',
    'project templates': '/templates?scope=project',
    'adding a template': '/templates/new',
    imports: '/imports',
    'a checked import': `/imports/${imported.id}`,
    prequalifications: '/prequalifications',
    'the prequalification form': '/prequalifications/form',
    'its preview': '/prequalifications/form?view=preview',
    'versions of the form': '/prequalifications/form?view=versions',
    'what its draft changes': '/prequalifications/form?view=changes',
    'the prequalification of a company': `/prequalifications/${asked.company.id}`,
    'settings of prequalification': '/prequalifications/settings',
    'no form to fill in': '/my-forms',
    'a link that stops no reminders': `/reminders/${'x'.repeat(43)}`,
    'the mailbox': '/mailbox',
    'a link that leads nowhere': `/join/${'x'.repeat(43)}`,
    'a page that is not there': '/nowhere',
  }
}
