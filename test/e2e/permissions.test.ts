import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { inAccount } from '../../server/db/connect.ts'
import { aSecondMembership } from '../../server/features/sign-in/testing.ts'
import { aCompanyTemplate, anAccount, aUser, type TestUser, testPassword } from '../account.ts'
import { anOpenItem } from '../open-items.ts'
import { aProject, onProject, projectTemplate } from '../projects.ts'
import { settled, signInAt, takePicture, violationsOn, visit } from './browser.ts'
import { aBrowser, aPlaceWithPages } from './opening.ts'

// What each kind of user is offered and refused on screen, and in which words.

const limit = { timeout: 300_000 }
const { database, address } = await aPlaceWithPages()
const { aPage } = await aBrowser()
const account = await anAccount(database.db, { name: 'Northfield Builders' })
const chief = await aUser(database.db, account, {
  firstName: 'Cleo',
  lastName: 'Chief',
  templateId: account.templates.admin,
})
const framer = await aUser(database.db, account, {
  firstName: 'Ana',
  lastName: 'Kovač',
  email: 'ana.kovac@star.example.com',
  companyName: 'Star Framing',
})

async function signedInPage(user: TestUser, isThere?: (page: Page) => Locator): Promise<Page> {
  const page = await aPage()
  await signInAt(page, address, { userName: user.userName!, password: testPassword }, isThere)
  await settled(page)
  return page
}

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) })
/** The words that a screen reader adds to a button, and a tooltip shows. */
async function reasonOf(button: Locator): Promise<string | null> {
  const id = await button.getAttribute('aria-describedby')
  return id && button.page().locator(`[id="${id}"]`).textContent()
}

async function bulkReasons(page: Page, name: string): Promise<(string | null)[]> {
  await row(page, name).getByRole('checkbox').check({ force: true })
  await page.getByRole('button', { name: 'Bulk Actions' }).click()
  const items = page.getByRole('menu').getByRole('menuitem')
  await items.first().waitFor()
  const reasons = []
  for (const item of await items.all()) reasons.push(await reasonOf(item))
  return reasons
}

async function axeFindsNothing(page: Page): Promise<void> {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    assert.deepEqual(await violationsOn(page), [], `${page.url()} at ${width}`)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.emulateMedia({ colorScheme: 'light' })
}

test('a Directory Admin is offered everything', limit, async () => {
  const page = await signedInPage(account.admin)
  await page.getByRole('link', { name: 'Add user' }).waitFor()
  assert.ok((await page.getByRole('link', { name: 'Import' }).count()) > 0)
  assert.equal(await reasonOf(row(page, 'Cleo').getByRole('button', { name: 'Invite' })), null)
  for (const reason of await bulkReasons(page, 'Ana')) assert.equal(reason, null)
  await page.context().close()
})

test(
  'Standard with Create and Edit Users adds and invites, but neither imports nor touches a Directory Admin',
  limit,
  async () => {
    const page = await signedInPage(account.standard)
    await page.getByRole('link', { name: 'Add user' }).waitFor()
    const importing = page.getByRole('button', { name: 'Import', exact: true })
    assert.equal(await reasonOf(importing), 'Only Directory Admins import people')
    const words = 'Only Directory Admins change other Directory Admins'
    assert.equal(await reasonOf(row(page, 'Cleo').getByRole('button', { name: 'Invite' })), words)
    assert.equal(await reasonOf(row(page, 'Ana').getByRole('button', { name: 'Invite' })), null)
    await visit(page, `${address}/people/${chief.id}`)
    assert.equal(await reasonOf(page.getByRole('button', { name: 'Edit' })), words)
    await axeFindsNothing(page)
    await page.context().close()
  },
)

test('Read Only sees names and companies, and every button says what it needs', limit, async () => {
  const page = await signedInPage(account.reader)
  const needs = 'Needs Create and Edit Users'
  assert.equal(await reasonOf(page.getByRole('button', { name: 'Add user' })), needs)
  assert.equal(await reasonOf(row(page, 'Ana').getByRole('button', { name: 'Invite' })), needs)
  assert.equal(await page.getByText('ana.kovac@star.example.com').count(), 0)
  const reasons = await bulkReasons(page, 'Ana')
  assert.ok(reasons.length >= 3)
  for (const reason of reasons) assert.match(reason ?? '', /^(Needs|Only Directory Admins) /)
  await takePicture(page, 'permissions-refused')
  await axeFindsNothing(page)
  await page.keyboard.press('Escape')

  await visit(page, `${address}/people/${framer.id}`)
  await page.getByRole('heading', { name: 'Ana Kovač' }).waitFor()
  await page.getByText('Needs View User Detail').waitFor()
  const words = (await page.getByRole('main').textContent()) ?? ''
  assert.match(words, /Star Framing/)
  assert.doesNotMatch(words, /ana\.kovac|Invit|Edit/)
  await axeFindsNothing(page)
  await page.context().close()
})

test(
  'who has no right to the directory is told so and led to their own profile and work',
  limit,
  async () => {
    const templateId = await aCompanyTemplate(database.db, account, {
      name: 'Own profile only',
      directory_level: 'none',
    })
    const nobody = await aUser(database.db, account, { lastName: 'Nobody', templateId, hasJoined: true })
    const project = await aProject(database.db, account)
    await anOpenItem(database.db, account, { person: nobody, project, ref: 'Replace the north door' })
    const page = await signedInPage(nobody, on => on.getByText('You cannot see this directory'))
    assert.equal(await page.getByRole('link', { name: 'Bulk actions' }).count(), 0)
    await page.getByText('Replace the north door').waitFor()
    await axeFindsNothing(page)
    await page.getByRole('link', { name: 'Open your profile' }).click()
    await page.getByRole('main').getByRole('link', { name: 'Uma Nobody' }).click()
    await page.getByText(nobody.userName!).first().waitFor()
    await page.context().close()
  },
)

test(
  'a template says what it lets people do, whom a change concerns, and why it is not archived',
  limit,
  async () => {
    const standard = await projectTemplate(database.db, account, 'Standard')
    const project = await aProject(database.db, account, { name: 'Harbour Tower' })
    await onProject(database.db, account, project, [framer], standard)
    const page = await signedInPage(account.admin)
    await visit(page, `${address}/templates`)
    await page.getByRole('tab', { name: 'Projects' }).click()
    await page.getByRole('link', { name: 'Project Standard' }).waitFor()
    await axeFindsNothing(page)
    await page.getByRole('link', { name: 'Project Standard' }).click()
    await page.getByRole('combobox', { name: 'Directory' }).selectOption('Admin')
    await page.getByText('This concerns 1 member').waitFor()
    await page.getByText('Put people on the project').waitFor()
    await page.getByRole('button', { name: 'Show who' }).click()
    await page.getByText('Ana Kovač · Harbour Tower').waitFor()
    await page.getByRole('link', { name: 'Cancel' }).click()
    await page.getByRole('tab', { name: 'Company' }).click()
    await row(page, 'Read Only').getByText('Default').waitFor()
    await takePicture(page, 'permission-templates')

    await page.getByRole('link', { name: 'Read Only', exact: true }).click()
    await page.getByLabel('View User Detail').check({ force: true })
    await page.getByText('They will also be able to').waitFor()
    await page.getByRole('button', { name: 'Show who' }).click()
    await page.getByRole('link', { name: 'Ana Kovač' }).waitFor()
    await takePicture(page, 'permission-template')
    await axeFindsNothing(page)
    const archive = page.getByRole('button', { name: 'Archive' })
    assert.match((await reasonOf(archive)) ?? '', /default/)
    await inAccount(database.db, account.id, tx =>
      tx
        .updateTable('permission_template')
        .set({ is_assignable: false })
        .where('id', '=', account.templates.readOnly)
        .execute(),
    )
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Somebody else changed it meanwhile').waitFor()
    assert.equal(await page.getByLabel('View User Detail').isChecked(), true)
    await page.getByRole('button', { name: 'Load what stands there now' }).click()
    await page
      .getByLabel('View User Detail')
      .and(page.locator(':not(:checked)'))
      .waitFor({ state: 'attached' })
    assert.equal(await page.getByLabel('May be given by').isChecked(), false)
    await page.getByLabel('View User Detail').check({ force: true })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Read Only was saved.').waitFor()

    await page.getByRole('link', { name: 'Read Only', exact: true }).click()
    await page.getByRole('link', { name: 'Copy' }).click()
    assert.equal(await page.getByLabel('Name').inputValue(), 'Copy of Read Only')
    await axeFindsNothing(page)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('link', { name: 'Copy of Read Only' }).click()
    await page.getByRole('button', { name: 'Archive' }).click()
    await page.getByText('Copy of Read Only was archived').waitFor()
    await page.getByRole('button', { name: 'Bring back' }).waitFor()
    await page.context().close()
  },
)

test(
  'one login goes from account to account; inactive in one, they work on in the other',
  limit,
  async () => {
    const second = await aSecondMembership(database.db, account.standard, 'Harbour Works')
    const page = await signedInPage(account.standard)
    await page.getByRole('button', { name: /Northfield Builders/ }).click()
    await page.getByRole('menuitem', { name: 'Harbour Works' }).click()
    await page.getByRole('button', { name: /Harbour Works/ }).waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('button', { name: /account menu/ }).click()
    await page.getByRole('menuitem', { name: 'Go there: Northfield Builders' }).waitFor()
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 1440, height: 900 })
    await inAccount(database.db, account.id, tx =>
      tx
        .updateTable('person_state')
        .set({ status: 'inactive', active_email: null })
        .where('person_id', '=', account.standard.id)
        .execute(),
    )
    await visit(page, `${address}/directory/users`)
    await page.getByText('Harbour Works').first().waitFor()
    assert.equal(await page.getByRole('button', { name: /Northfield Builders/ }).count(), 0)
    assert.equal(await row(page, 'Second').count(), 1)
    assert.notEqual(second.account.id, account.id)
    await page.context().close()
  },
)
