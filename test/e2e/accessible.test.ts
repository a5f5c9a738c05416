import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { peopleCsv } from '../people-csv.ts'
import { type StartedServer, startServer } from '../server.ts'
import { signInAt, startBrowser, violationsOn, visit } from './browser.ts'

// axe finds nothing on any page, wide and phone-sized, each in light and dark; empty, loaded, in error, and with a dialog open.

const limit = { timeout: 300_000 }
const widths = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }
let dataDir: string
let server: StartedServer
let browser: Browser
let page: Page

before(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'muster-axe-'))
  server = await startServer({ MUSTER_DATA_DIR: dataDir })
  browser = await startBrowser()
  page = await (await browser.newContext()).newPage()
  page.setDefaultTimeout(30_000)
  await signInAt(page, server.address, server.signIns.find(one => one.role === 'Directory Admin')!)
})
after(async () => {
  await browser?.close()
  await server?.end('SIGTERM')
  await rm(dataDir, { recursive: true, force: true })
})

const api = (method: 'get' | 'post', url: string, options = {}) =>
  page.request[method](`${server.address}/api/v1${url}`, options).then(answer => answer.json())

/** Where each page is, once there is a run, an import and a message to look at. */
async function pages(): Promise<Record<string, string>> {
  const [someone, another] = (await api('get', '/people?invitation=not-invited&limit=2')).items
  const [company] = (await api('get', '/companies?q=star')).items
  const [project] = (await api('get', '/projects')).items
  const [asked] = (await api('get', '/prequalifications?form=changes_requested')).items
  const [group] = (await api('get', '/distribution-groups')).items
  const run = await api('post', '/bulk-actions/user.inactivate/runs', {
    data: { selection: { ids: [another.id] } },
  })
  const file = { headers: { 'content-type': 'text/csv' }, data: peopleCsv(40, { seed: 3, faultyEvery: 4 }) }
  const imported = await api('post', '/imports?fileName=people.csv', file)
  await api('post', `/people/${someone.id}/invitation`)
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

for (const [width, viewport] of Object.entries(widths)) {
  test(`axe finds nothing: ${width}`, limit, async () => {
    await page.setViewportSize(viewport)
    const found: Record<string, string[]> = {}
    for (const [name, url] of Object.entries(await pages())) {
      await visit(page, server.address + url)
      const violations = await violationsOn(page)
      if (violations.length) found[name] = violations
    }
    assert.deepEqual(found, {})
  })
}

test('axe finds nothing in the review window', limit, async () => {
  await page.setViewportSize(widths.wide)
  await page.goto(`${server.address}/directory/users?invitation=not-invited`)
  await page.getByRole('button', { name: /^Select all/ }).click()
  await page.getByRole('button', { name: 'Bulk Actions' }).click()
  await page.getByRole('menuitem', { name: 'Invite', exact: true }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Invite / })
    .waitFor()
  assert.deepEqual(await violationsOn(page), [])
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})

test('axe finds nothing in the window that erases personal data', limit, async () => {
  const { items } = await api('get', '/people?status=inactive&limit=1')
  for (const viewport of Object.values(widths)) {
    await page.setViewportSize(viewport)
    await visit(page, `${server.address}/people/${items[0].id}`)
    await page.getByRole('button', { name: 'Erase personal data' }).click()
    await page.getByRole('dialog').getByRole('textbox').waitFor()
    assert.deepEqual(await violationsOn(page), [])
  }
})

test('axe finds nothing in the windows of the directory and of prequalification', limit, async () => {
  await page.setViewportSize(widths.wide)
  const [company] = (await api('get', '/companies?q=star')).items
  const [project] = (await api('get', '/projects')).items
  const [submitted] = (await api('get', '/prequalifications?form=submitted')).items
  const prequalification = `/prequalifications/${submitted.company.id}`
  const windows: [string, string, 'dialog' | 'menu'][] = [
    [`/companies/${company.id}`, 'Merge', 'dialog'],
    [`/projects/${project.id}/users`, 'Add people', 'dialog'],
    ['/directory/companies', 'Columns', 'menu'],
    ['/prequalifications/form', 'Add a question to Safety', 'dialog'],
    ['/prequalifications/form', 'Add a confirmation', 'dialog'],
    [prequalification, 'Request changes', 'dialog'],
    [prequalification, 'Finalize Qualification', 'dialog'],
  ]
  for (const [url, button, opens] of windows) {
    await visit(page, server.address + url)
    await page.getByRole('button', { name: button, exact: true }).click()
    await page.getByRole(opens).waitFor()
    assert.deepEqual(await violationsOn(page), [], url)
    await page.keyboard.press('Escape')
    await page.getByRole(opens).waitFor({ state: 'detached' })
  }
})

test('axe finds nothing when signing in', limit, async () => {
  const stranger = await (await browser.newContext()).newPage()
  await stranger.goto(`${server.address}/sign-in`)
  await stranger.getByLabel('User name').waitFor()
  assert.deepEqual(await violationsOn(stranger), [])
  await stranger.close()
})
