import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { goTo, settled, signInAt, violationsOn, visit } from './browser.ts'
import { allOtherPages, pagesOfTheDirectory } from './every-page.ts'
import { aBrowser, aServer, DESK, PHONE } from './opening.ts'

// axe finds nothing on any page, wide and phone-sized, each in light and dark; empty, loaded, in error, and with a dialog open.

const limit = { timeout: 300_000 }
const widths = { wide: DESK, phone: PHONE }
const { address, signInOf } = await aServer()
const { browser, aPage } = await aBrowser()
const page = await aPage()
await signInAt(page, address, signInOf('Directory Admin'))

const api = (method: 'get' | 'post', url: string, options = {}) =>
  page.request[method](`${address}/api/v1${url}`, options).then(answer => answer.json())

test('a fault of structure is found, and one of colours that is there in dark alone', limit, async () => {
  const faulty = await browser.newPage()
  await faulty.setContent(`<html lang="en"><title>Faulty</title><style>
    p { background: white; color: black; transition: all 1s }
    @media (prefers-color-scheme: dark) { p { background: black; color: #333 } }
    </style><main><h1>Faulty</h1><p>Words</p><img src="data:,"></main>`)
  assert.deepEqual(await violationsOn(faulty), ['image-alt: img', 'dark: color-contrast: p'])
  await faulty.close()
})

describe('axe finds nothing', { concurrency: true }, () => {
  for (const [where, pages] of Object.entries({
    'on any page of the directory': pagesOfTheDirectory,
    'on any other page': allOtherPages,
  })) {
    test(where, limit, async () => {
      const visitor = await aPage(DESK, page)
      const found: Record<string, string[]> = {}
      await visit(visitor, address)
      for (const [name, place] of Object.entries(await pages(api))) {
        await goTo(visitor, place)
        for (const [width, viewport] of Object.entries(widths)) {
          await visitor.setViewportSize(viewport)
          await settled(visitor)
          const violations = await violationsOn(visitor)
          if (violations.length) found[`${name}: ${width}`] = violations
        }
      }
      assert.deepEqual(found, {})
      await visitor.close()
    })
  }
})

test('axe finds nothing in the review window', limit, async () => {
  await page.setViewportSize(widths.wide)
  await page.goto(`${address}/directory/users?invitation=not-invited`)
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
    await visit(page, `${address}/people/${items[0].id}`)
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
    await visit(page, address + url)
    await page.getByRole('button', { name: button, exact: true }).click()
    await page.getByRole(opens).waitFor()
    assert.deepEqual(await violationsOn(page), [], url)
    await page.keyboard.press('Escape')
    await page.getByRole(opens).waitFor({ state: 'detached' })
  }
})

test('axe finds nothing when signing in', limit, async () => {
  const stranger = await aPage()
  await stranger.goto(`${address}/sign-in`)
  await stranger.getByLabel('User name').waitFor()
  assert.deepEqual(await violationsOn(stranger), [])
  await stranger.close()
})
