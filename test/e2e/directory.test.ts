import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { type StartedServer, startServer } from '../server.ts'
import { settled, signInAt, startBrowser, takePicture, visit } from './browser.ts'

// Contacts, companies, groups and projects as a directory administrator sees them, in a real browser.

const limit = { timeout: 300_000 }
let dataDir: string
let server: StartedServer
let browser: Browser
let page: Page

before(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'muster-directory-'))
  server = await startServer({ MUSTER_DATA_DIR: dataDir })
  browser = await startBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  page.setDefaultTimeout(30_000)
  await signInAt(page, server.address, server.signIns.find(one => one.role === 'Directory Admin')!)
})
after(async () => {
  await browser?.close()
  await server?.end('SIGTERM')
  await rm(dataDir, { recursive: true, force: true })
})

const tab = (name: string) => page.getByRole('tab', { name, exact: true })
const row = (name: string) => page.getByRole('row').filter({ hasText: name })
const search = async (words: string) => {
  await page.getByLabel('Search this list').fill(words)
  await page.keyboard.press('Enter')
  await settled(page)
}

test('all seven tabs stand in one place, under their names', limit, async () => {
  await page.getByRole('row').nth(5).waitFor()
  const names = await page
    .getByRole('tab')
    .evaluateAll(tabs =>
      tabs.map(one => [...one.childNodes].find(node => node.nodeType === 3)?.textContent ?? ''),
    )
  const expected = ['Users', 'Contacts', 'Companies', 'Distribution Groups']
  assert.deepEqual(names, [...expected, 'Inactive Users', 'Inactive Contacts', 'Inactive Companies'])
  for (const name of expected) assert.equal(await tab(name).count(), 1, name)
})

test('a contact is made on a project, by keyboard alone', limit, async () => {
  await page.getByRole('link', { name: 'Projects' }).focus()
  await page.keyboard.press('Enter')
  await row('Harbour Tower').focus()
  await page.keyboard.press('e')
  await page.getByRole('heading', { name: 'Harbour Tower' }).waitFor()
  await settled(page)
  await takePicture(page, 'project')
  await page.getByRole('link', { name: 'Add contact' }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('First name').waitFor()
  for (const words of ['Zora', 'Zelenka', 'Anchor Millwork', 'Stonemason']) {
    await page.keyboard.type(words)
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await page.getByRole('status').getByText('Zora Zelenka was added to Harbour Tower.').waitFor()
  await row('Zora Zelenka').waitFor()
  assert.equal(await tab('Contacts').getAttribute('aria-selected'), 'true')
})

test('it stands on the Contacts tab; inactivated, on Inactive Contacts alone', limit, async () => {
  await visit(page, `${server.address}/directory/contacts`)
  await search('zelenka')
  await row('Zora Zelenka').getByRole('checkbox').check({ force: true })
  await takePicture(page, 'contacts')
  await page.getByRole('button', { name: 'Bulk Actions' }).click()
  await page.getByRole('menuitem', { name: 'Inactivate', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Inactivate 1 contact' }).click()
  await page.getByRole('status').getByText('1 contact was inactivated').waitFor()
  await visit(page, `${server.address}/directory/contacts?q=zelenka`)
  await page.getByRole('heading', { name: 'Nobody matches' }).waitFor()
  await visit(page, `${server.address}/directory/inactive-contacts?q=zelenka`)
  await row('Zora Zelenka').waitFor()
})

test(
  'reactivated, the contact is back on the Contacts tab and in the project’s directory',
  limit,
  async () => {
    await row('Zora Zelenka').getByRole('checkbox').check({ force: true })
    await page.getByRole('button', { name: 'Bulk Actions' }).click()
    await page.getByRole('menuitem', { name: 'Reactivate', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Reactivate Contacts' })
    await dialog.getByRole('button', { name: 'Remove Zora Zelenka' }).waitFor()
    await dialog.getByRole('button', { name: /^Reactivate 1/ }).click()
    await page.getByRole('status').getByText('1 contact was reactivated').waitFor()
    await visit(page, `${server.address}/directory/contacts?q=zelenka`)
    await row('Zora Zelenka').getByRole('link').click()
    await page.getByRole('link', { name: 'Harbour Tower' }).click()
    await search('zelenka')
    await row('Zora Zelenka').waitFor()
  },
)

test('filter, order, columns and grouping are the address: who opens it sees the same', limit, async () => {
  await visit(page, `${server.address}/directory/users`)
  await page.getByText('Group by company').click()
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Job title' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('radio', { name: 'Employees', exact: true }).check({ force: true })
  await page.waitForURL(/employee=yes/)
  const address = page.url()
  assert.match(address, /by=company/)
  assert.match(address, /columns=company\.email\.title\.status/)
  const other = await page.context().newPage()
  await visit(other, address)
  await other.getByRole('columnheader', { name: 'Job title' }).waitFor()
  assert.equal(await other.locator('[data-group="Northfield Builders"]').count(), 1)
  await other.close()
})

test('a company that is there already is shown while its name is typed', limit, async () => {
  await visit(page, `${server.address}/directory/companies`)
  await takePicture(page, 'companies')
  await page.getByRole('link', { name: 'Add company' }).click()
  await page.getByLabel('Name', { exact: true }).fill('STAR FRAMING, L.L.C.')
  await page.getByRole('link', { name: 'Star Framing', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Add company' }).click()
  await page.getByRole('heading', { name: 'STAR FRAMING, L.L.C.' }).waitFor()
})

test('two that are one are merged, after a look at what moves', limit, async () => {
  await page.getByRole('button', { name: 'Merge' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Likely the same').waitFor()
  await dialog.getByRole('radio', { name: /^Star Framing/ }).check({ force: true })
  await dialog.getByText('What moves to Star Framing').waitFor()
  await takePicture(page, 'merge')
  await dialog.getByRole('button', { name: 'Merge' }).click()
  await page.getByRole('status').getByText('STAR FRAMING, L.L.C. is now part of Star Framing.').waitFor()
  await page.getByText('Also found as').waitFor()
})

test('a company whose people are on active projects stays, and the window names them', limit, async () => {
  await visit(page, `${server.address}/directory/companies?q=star`)
  await row('Star Framing').getByRole('checkbox').check({ force: true })
  await page.getByRole('button', { name: 'Bulk Actions' }).click()
  await page.getByRole('menuitem', { name: 'Inactivate', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Inactivate Companies' })
  await dialog.getByText(/stand in the way$/).waitFor()
  await page.keyboard.press('Escape')
})

test('a distribution group is made and filled from the people picker', limit, async () => {
  await visit(page, `${server.address}/directory/distribution-groups`)
  await page.getByRole('link', { name: 'Add group' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Night shift')
  await page.getByRole('button', { name: 'Add group' }).click()
  await page.getByRole('button', { name: 'Add people' }).click()
  await page.getByLabel('Find people').fill('zelenka')
  await page.getByRole('button', { name: 'Add Zora Zelenka' }).click()
  await page.getByRole('dialog').getByText('Added').waitFor()
  await page.getByRole('button', { name: 'Done' }).click()
  await row('Zora Zelenka').waitFor()
  await takePicture(page, 'group')
  await page.getByRole('button', { name: 'Remove Zora Zelenka' }).click()
  await page.getByRole('heading', { name: 'Nobody is in this group yet' }).waitFor()
})
