import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { type StartedServer, startServer } from '../server.ts'
import {
  chooseBulkAction,
  pressBy,
  settled,
  signInAt,
  startBrowser,
  tabTo,
  takePicture,
  violationsOn,
  visit,
} from './browser.ts'

// Seeds 002 and 003 step by step: users and contacts who leave and come back, in a real browser; and again by keyboard alone.

const limit = { timeout: 300_000 }
let dataDir: string
let server: StartedServer
let browser: Browser
let page: Page

before(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'muster-leaving-'))
  server = await startServer({ MUSTER_DATA_DIR: dataDir })
  browser = await startBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  page.setDefaultTimeout(60_000)
  await signInAt(page, server.address, server.signIns.find(one => one.role === 'Directory Admin')!)
  await api('post', '/projects', { name: 'Harbour Bridge', number: 'HB-1' })
})
after(async () => {
  await browser?.close()
  await server?.end('SIGTERM')
  await rm(dataDir, { recursive: true, force: true })
})

const headers = { 'sec-fetch-site': 'same-origin' }
async function api(method: 'get' | 'post' | 'put', url: string, data?: object) {
  const answer = await page.request[method](`${server.address}/api/v1${url}`, {
    headers,
    ...(data && { data }),
  })
  assert.ok(answer.ok(), `${method} ${url}: ${answer.status()} ${await answer.text()}`)
  return answer.status() === 204 ? null : answer.json()
}
/** Until a run that was pressed over the API has come to somebody. */
async function untilStatus(personId: string, status: 'active' | 'inactive') {
  while ((await api('get', `/people/${personId}`)).status !== status) await page.waitForTimeout(200)
}
const tick = (name: string) =>
  page.getByRole('row', { name }).first().getByRole('checkbox').check({ force: true })
async function bulk(action: string) {
  await page.getByRole('button', { name: 'Bulk Actions' }).click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}
const banner = (words: RegExp) => page.getByRole('status').filter({ hasText: words })

let names: string[] = []

test(
  'seed 002: tick users, Inactivate, take one off, give the open items to a successor, and read the banner',
  limit,
  async () => {
    const people: { id: string; name: string }[] = []
    for (const firstName of ['Ann', 'Ben', 'Cleo', 'Dora'])
      people.push(await api('post', '/people', { firstName, lastName: 'Leaver' }))
    names = people.map(({ name }) => name)
    for (const [at, person] of people.slice(0, 2).entries())
      await api('put', `/open-items/plan/RFI-${at}`, {
        ...{
          tool: 'rfi',
          role: 'manager',
          person: person.id,
          project: 'HB-1',
          title: `Bolts of pier ${at + 1}`,
        },
      })
    await page.goto(`${server.address}/directory/users?q=Leaver`)
    for (const name of names.slice(0, 3)) await tick(name)
    await bulk('Inactivate')
    const dialog = page.getByRole('dialog', { name: 'Inactivate Users' })
    await dialog.getByText('2 open items wait for 2 of them.').waitFor()
    assert.deepEqual(await violationsOn(page), [])
    await takePicture(page, 'inactivate')
    await dialog.getByRole('button', { name: `Remove ${names[2]}` }).click()
    await dialog.getByText('One person takes over everything').click()
    await dialog.getByRole('combobox', { name: 'Who takes over' }).fill(names[3]!)
    await page.getByRole('option', { name: names[3]! }).first().click()
    await dialog.getByText('Add them to the projects where they are missing').click()
    await dialog.getByRole('button', { name: 'Inactivate 2 users' }).click()
    await banner(/2 users were inactivated|will be inactivated/).waitFor()
    await banner(/2 users were inactivated/).waitFor()
    const { items } = await api('get', `/open-items?person=${people[3]!.id}`)
    assert.equal(items.length, 2)
  },
)

test('the run has a page of its own, and one press brings everybody back', limit, async () => {
  const [run] = (await api('get', '/runs?limit=1')).items
  await page.goto(`${server.address}/runs/${run.id}`)
  await page.getByRole('button', { name: 'Undo' }).waitFor()
  await takePicture(page, 'run-inactivated')
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Undoing the inactivation of 2 users').first().waitFor()
  await page
    .getByText(/^Completed/)
    .first()
    .waitFor()
  assert.equal((await api('get', `/people?q=${encodeURIComponent(names[0]!)}`)).items[0].status, 'active')
})

test('the Assignment Report shows what waits for whom', limit, async () => {
  await page.goto(`${server.address}/assignments?q=Bolts`)
  await page.getByText('Bolts of pier 1').waitFor()
  assert.deepEqual(await violationsOn(page), [])
  await takePicture(page, 'assignments')
})

test(
  'seed 003: an inactive contact is ticked, reactivated, and back on the Contacts tab',
  limit,
  async () => {
    const project = (await api('get', '/projects')).items[0]
    const contact = await api('post', `/projects/${project.id}/contacts`, {
      firstName: 'Craft',
      lastName: 'Worker',
    })
    await api('post', '/bulk-actions/contact.inactivate/runs', { selection: { ids: [contact.id] } })
    await untilStatus(contact.id, 'inactive')
    await page.goto(`${server.address}/directory/inactive-contacts`)
    await tick('Craft Worker')
    await bulk('Reactivate')
    const dialog = page.getByRole('dialog', { name: 'Reactivate Contacts' })
    await dialog.getByRole('button', { name: /^Reactivate / }).waitFor()
    assert.deepEqual(await violationsOn(page), [])
    await takePicture(page, 'reactivate')
    await dialog.getByRole('button', { name: /^Reactivate / }).click()
    await banner(/1 contact was reactivated/).waitFor()
    await page.goto(`${server.address}/directory/contacts?q=Craft`)
    await page.getByRole('row', { name: 'Craft Worker' }).waitFor()
  },
)

/** Ticks the only row of a list and does something to it. */
async function byKeyboard(list: string, name: string, action: string) {
  await visit(page, `${server.address}${list}?q=${encodeURIComponent(name)}`)
  await tabTo(page, page.getByRole('row', { name }).first())
  await page.keyboard.press('x')
  await chooseBulkAction(page, action)
  const confirm = page.getByRole('dialog').getByRole('button', { name: new RegExp(`^${action} 1 `) })
  await pressBy(page, 'Enter', confirm)
}

test('seed 002 by keyboard alone, from the first Tab on', limit, async () => {
  await byKeyboard('/directory/users', names[2]!, 'Inactivate')
  await banner(/1 user was inactivated/).waitFor()
  await settled(page)
})

test('seed 003 by keyboard alone: a contact goes and comes back', limit, async () => {
  await byKeyboard('/directory/contacts', 'Craft Worker', 'Inactivate')
  await banner(/1 contact was inactivated/).waitFor()
  await byKeyboard('/directory/inactive-contacts', 'Craft Worker', 'Reactivate')
  await banner(/1 contact was reactivated/).waitFor()
})

test(
  'an Admin of a project brings its users back from its own tab, and sees nothing else',
  limit,
  async () => {
    const [project] = (await api('get', '/projects?q=Harbour%20Bridge')).items
    const { items: templates } = await api('get', '/permission-templates?scope=project')
    const admin = server.signIns.find(one => one.role === 'Read Only')!
    const [reader] = (await api('get', `/people?q=${encodeURIComponent(admin.userName)}`)).items
    const [gone] = (await api('get', `/people?status=inactive&q=${encodeURIComponent(names[2]!)}`)).items
    const [templateId] = templates.flatMap((one: { id: string; name: string }) =>
      one.name === 'Project Admin' ? one.id : [],
    )
    await api('put', `/projects/${project.id}/people/${reader.id}`, { templateId })
    await api('post', '/bulk-actions/user.reactivate/runs', { selection: { ids: [gone.id] } })
    await untilStatus(gone.id, 'active')
    await api('put', `/projects/${project.id}/people/${gone.id}`, {})
    await api('post', '/bulk-actions/user.inactivate/runs', { selection: { ids: [gone.id] } })
    await untilStatus(gone.id, 'inactive')

    const theirs = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
    theirs.setDefaultTimeout(60_000)
    await signInAt(theirs, server.address, admin)
    await visit(theirs, `${server.address}/projects/${project.id}/inactive-users`)
    await theirs.getByRole('button', { name: `Reactivate ${names[2]}` }).click()
    const dialog = theirs.getByRole('dialog', { name: 'Reactivate Users' })
    await dialog.getByText('Other projects and groups do not come back.').waitFor()
    assert.deepEqual(await violationsOn(theirs), [])
    await takePicture(theirs, 'reactivate-on-project')
    await dialog.getByRole('button', { name: 'Reactivate 1 user' }).click()
    await theirs.getByRole('status').getByText('1 user was reactivated').waitFor()
    await theirs.context().close()
  },
)
