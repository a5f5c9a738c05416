import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { settled, signInAt, takePicture, violationsOn, visit } from './browser.ts'
import { aBrowser, aServer, DESK, PHONE } from './opening.ts'

// Who looks after the installation, in a real browser: accounts, sending, settings, and nobody's directory.

const limit = { timeout: 300_000 }
const server = await aServer()
const { aPage } = await aBrowser()
const page = await aPage()
const heading = (name: string) => (on: Page) => on.getByRole('heading', { name, level: 1 })
await signInAt(page, server.address, server.signInOf('Super Admin'), heading('Accounts'))

/** axe looks in dark last; the pictures of the guide are light. */
async function takeLightPicture(name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  await takePicture(page, name)
}

test(
  'a super admin lands in the panel, makes an account, and its first Directory Admin is invited',
  limit,
  async () => {
    await page.getByRole('link', { name: 'New account' }).click()
    await page.getByLabel('Account name').fill('Volt Electric')
    await page.getByLabel('Last name').fill('Smith')
    await page.getByLabel('E-mail').fill('jo.smith@volt')
    await page.getByRole('button', { name: 'Make account and invite' }).click()
    await page.getByText('This is not a complete e-mail address').waitFor()
    await page.getByLabel('E-mail').fill('jo.smith@volt.example.com')
    await page.getByRole('button', { name: 'Make account and invite' }).click()
    await page
      .getByRole('status')
      .filter({ hasText: 'An invitation goes to jo.smith@volt.example.com' })
      .waitFor()
    await heading('Volt Electric')(page).waitFor()
    await visit(page, `${server.address}/installation/accounts`)
    await page.getByRole('row', { name: /Volt Electric/ }).waitFor()
    await takeLightPicture('super-admin-accounts')
  },
)

test('an account is suspended with a reason, its admin is told so, and it is resumed', limit, async () => {
  const admin = await aPage()
  await signInAt(admin, server.address, server.signInOf('Directory Admin'))
  await visit(page, `${server.address}/installation/accounts`)
  await page.getByRole('link', { name: 'Northfield Builders' }).click()
  await page.getByRole('button', { name: 'Suspend' }).click()
  const dialog = page.getByRole('dialog', { name: 'Suspend Northfield Builders' })
  await dialog.getByLabel('Why').fill('Unpaid since March')
  assert.deepEqual(await violationsOn(page), [])
  await dialog.getByRole('button', { name: 'Suspend' }).click()
  await page.getByText('Suspended: Unpaid since March').waitFor()
  await takeLightPicture('super-admin-suspended')

  await admin.goto(`${server.address}/directory/users`)
  await heading('This account is suspended')(admin).waitFor()
  assert.deepEqual(await violationsOn(admin), [])
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByRole('button', { name: 'Suspend' }).waitFor()
  await admin.goto(`${server.address}/directory/users`)
  await admin.getByRole('tab', { name: 'Users', exact: true }).waitFor()
  await admin.context().close()
})

test('all sending is paused: administrators read why on their pages, until it goes on', limit, async () => {
  await visit(page, `${server.address}/installation/queue`)
  await page.getByRole('button', { name: 'Pause all sending' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Why').fill('The mail server moves to another house')
  await dialog.getByRole('button', { name: 'Pause all sending' }).click()
  await page.getByText('Nothing is sent for any account: The mail server moves').waitFor()
  await takeLightPicture('super-admin-sending')
  const admin = await aPage()
  await signInAt(admin, server.address, server.signInOf('Directory Admin'))
  await admin.getByText('Nothing is being sent just now: The mail server moves').waitFor()
  assert.deepEqual(await violationsOn(admin), [])
  await admin.context().close()
  await page.getByRole('button', { name: 'Resume sending' }).click()
  await page.getByRole('button', { name: 'Pause all sending' }).waitFor()
})

test(
  'a test message is sent and lies in the local mailbox; settings are changed for all',
  limit,
  async () => {
    await visit(page, `${server.address}/installation/delivery`)
    await page.getByRole('button', { name: 'Send a test message' }).click()
    await page.getByText('It lies in the local mailbox').waitFor()
    await takeLightPicture('super-admin-delivery')
    await visit(page, `${server.address}/installation/settings`)
    await page.getByLabel('Shortest password').fill('12')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.locator('[aria-invalid=true]').waitFor()
    await page.getByLabel('Shortest password').fill('18')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Settings saved. They hold from now on.').waitFor()
  },
)

for (const [width, viewport] of Object.entries({ wide: DESK, phone: PHONE })) {
  test(`axe finds nothing in the panel: ${width}`, limit, async () => {
    await page.setViewportSize(viewport)
    const { items } = await (await page.request.get(`${server.address}/api/v1/installation/accounts`)).json()
    const found: Record<string, string[]> = {}
    for (const place of [
      'accounts',
      'accounts?q=nothing-of-this-name',
      'accounts/new',
      `accounts/${items[0].id}`,
      'queue',
      'delivery',
      'settings',
      'super-admins',
      'record',
    ]) {
      await visit(page, `${server.address}/installation/${place}`)
      const violations = await violationsOn(page)
      if (violations.length) found[place] = violations
    }
    assert.deepEqual(found, {})
  })
}

test('a Directory Admin who opens the panel is led back, and sees no way to it', limit, async () => {
  const admin = await aPage()
  await signInAt(admin, server.address, server.signInOf('Directory Admin'))
  assert.equal(await admin.getByRole('link', { name: 'Super admin' }).count(), 0)
  await admin.goto(`${server.address}/installation/accounts`)
  await admin.getByRole('tab', { name: 'Users', exact: true }).waitFor()
  await settled(admin)
  await admin.context().close()
})
