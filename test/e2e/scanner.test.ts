import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { type StartedServer, startServer } from '../server.ts'
import { signInAt, startBrowser } from './browser.ts'

// Mail scanners open links, run their scripts and press what can be pressed. None of it uses an invitation up.

const limit = { timeout: 120_000 }
let dataDir: string
let server: StartedServer
let browser: Browser
let page: Page

before(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'muster-scanner-'))
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

const api = (method: 'get' | 'post', url: string) =>
  page.request[method](`${server.address}/api/v1${url}`, { headers: { 'sec-fetch-site': 'same-origin' } })
const json = async (url: string) => (await api('get', url)).json()

/** The link that somebody got who is invited now. */
async function anInvited(): Promise<{ id: string; link: string }> {
  const [person] = (await json('/people?invitation=not-invited&limit=1')).items
  await api('post', `/people/${person.id}/invitation`)
  for (;;) {
    const found = (await json('/mailbox?limit=20')).items.find((one: { to: string }) =>
      one.to.includes(person.email),
    )
    if (found)
      return {
        id: person.id,
        link: /\S+\/join\/[\w-]{43}/.exec((await json(`/mailbox/${found.id}`)).text)![0],
      }
    await page.waitForTimeout(200)
  }
}

/** Presses every button there is, again and again, until there is none that was not pressed; fills nothing in. */
async function pressEverything(scanner: Page): Promise<number> {
  const pressed = new Set<string>()
  for (;;) {
    const names = await scanner.getByRole('button').evaluateAll(all => all.map(one => one.textContent ?? ''))
    const at = names.findIndex(name => !pressed.has(name))
    if (at === -1) return pressed.size
    pressed.add(names[at]!)
    await scanner
      .getByRole('button')
      .nth(at)
      .click({ force: true, timeout: 2_000 })
      .catch(() => {})
    await scanner.evaluate(() => new Promise(drawn => requestAnimationFrame(drawn)))
  }
}

test('a link scanner uses no invitation up and declines none; the human then joins', limit, async () => {
  const { id, link } = await anInvited()
  const secret = link.split('/').at(-1)
  // What the page asks is limited per address: there the human would have to wait a minute for the scanner.
  const asked = { [link]: 100, [`${server.address}/api/v1/join/${secret}`]: 20 }
  for (const [url, times] of Object.entries(asked)) {
    await page.request.head(url)
    for (let n = 0; n < times; n++) await page.request.get(url)
  }
  const scanner = await (await browser.newContext()).newPage()
  await scanner.goto(link)
  await scanner.getByRole('button', { name: 'Join', exact: true }).waitFor()
  assert.ok((await pressEverything(scanner)) >= 3)
  await scanner.reload()
  await scanner.getByRole('button', { name: 'I do not want to join' }).click()
  await scanner.getByRole('dialog').getByRole('button', { name: 'Decline' }).click()
  await scanner.context().close()
  assert.equal((await json(`/people/${id}`)).invitation.state, 'sent')
  assert.equal((await json(`/join/${secret}`)).state, 'open')

  const human = await (await browser.newContext()).newPage()
  await human.goto(link)
  await human.getByLabel('Password', { exact: true }).fill('four green lanterns by the quay')
  await human.getByRole('button', { name: 'Join', exact: true }).click()
  await human.waitForURL(url => !url.pathname.startsWith('/join'))
  assert.equal((await json(`/people/${id}`)).invitation.state, 'accepted')
})
