import path from 'node:path'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import type { Locator, Page, Request } from 'playwright-core'

const PICTURES = fileURLToPath(new URL('../../docs/pictures/', import.meta.url))

/** @param isThere what is to be seen first; who sees the directory sees its tabs */
export async function signInAt(
  page: Page,
  address: string,
  who: { userName: string; password: string },
  isThere = (on: Page): Locator => on.getByRole('tab', { name: 'Users', exact: true }),
) {
  await page.goto(`${address}/sign-in`)
  await page.getByLabel('User name').fill(who.userName)
  await page.getByLabel('Password', { exact: true }).fill(who.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await isThere(page).waitFor()
}

/** Goes on with Tab, as somebody without a mouse does, until that, or one of those, has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.first().waitFor()
  const reached = target.and(page.locator(':focus'))
  for (let tabs = 0; tabs < 80; tabs++) {
    if (await reached.count()) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never comes to ${target}`)
}

/** The same, and presses it. */
export async function pressBy(page: Page, key: 'Enter' | 'Space', target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press(key)
}

/** Opens *Bulk Actions* and goes down to one of them, by keyboard alone. */
export async function chooseBulkAction(page: Page, name: string): Promise<void> {
  await pressBy(page, 'Enter', page.getByRole('button', { name: 'Bulk Actions' }))
  const item = page.getByRole('menuitem', { name, exact: true })
  await item.waitFor()
  while (!(await item.evaluate(one => one === document.activeElement))) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
}

/** Keeps a picture for docs/, in light: made anew by every run, so that it stays true. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  await settled(page)
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`), animations: 'disabled' })
}

/** Nothing is being loaded any more, and nothing is in motion. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      !document.querySelector('[aria-busy="true"]') &&
      document
        .getAnimations()
        .every(
          ({ playState, effect }) =>
            playState !== 'running' || !Number.isFinite(effect?.getComputedTiming().endTime),
        ),
  )
}

/** It has nothing to do. Without a limit Chromium may let a page that is idle already wait for ever. */
export const idle = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise(done => requestIdleCallback(done, { timeout: 250 })))

/** Loads it anew and waits until nothing is asked of the server any more and the page has drawn what it was answered. */
export const visit = (page: Page, url: string): Promise<void> =>
  whileRequestsEnd(page, async () => {
    await page.goto(url)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
  })

/** Goes there from a page of Muster, as its links do, without loading the program anew. */
export const goTo = (page: Page, place: string): Promise<void> =>
  whileRequestsEnd(page, async () => {
    await page.evaluate(to => history.pushState(null, '', to), place)
    await page.waitForFunction(() => {
      const { status, resolvedLocation } = (window as unknown as WithRouter).__TSR_ROUTER__.state
      return status === 'idle' && resolvedLocation?.href === location.pathname + location.search
    })
    await page.getByRole('heading', { level: 1 }).first().waitFor()
  })

/** The router names itself so in every page. */
type WithRouter = { __TSR_ROUTER__: { state: { status: string; resolvedLocation?: { href: string } } } }

/** Playwright's own network silence waits half a second more on each page; streams of progress never end. */
async function whileRequestsEnd(page: Page, go: () => Promise<void>): Promise<void> {
  const underWay = new Set<Request>()
  const begin = (request: Request) => void (request.resourceType() !== 'eventsource' && underWay.add(request))
  const end = (request: Request) => void underWay.delete(request)
  page.on('request', begin).on('requestfinished', end).on('requestfailed', end)
  await go()
  do {
    const what = () => `${page.url()} asks for ${[...underWay].map(request => request.url())}`
    await inTime(
      what,
      Promise.all([...underWay].map(request => request.response().then(answer => answer?.finished()))),
    )
    await idle(page)
  } while (underWay.size > 0)
  page.off('request', begin).off('requestfinished', end).off('requestfailed', end)
  await settled(page)
}

/** What Playwright itself waits for ends after as long. */
const LIMIT_MS = 30_000

function inTime(what: () => string, done: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what()}, for more than ${LIMIT_MS / 1000} s`)), LIMIT_MS)
  })
  return Promise.race([done, late]).finally(() => clearTimeout(timer))
}

/** Rules whose answer depends on the theme; all others see the same page in both. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** Naming every node of what is right would take most of axe's time. */
const onlyWrong: axe.RunOptions = { resultTypes: ['violations'] }

/** Fifty rows of a list are alike: the first ten tell what there is to tell, in a fifth of the time. */
const FIRST_ROWS = 'tbody > tr:nth-child(n + 11) { display: none !important }'

/** @returns axe's violations in light, and of colours also in dark, each with where it is; empty is right */
export async function violationsOn(page: Page): Promise<string[]> {
  await inScheme(page, 'light')
  const shortened = await page.evaluateHandle(rules => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(rules)
    document.adoptedStyleSheets.push(sheet)
    return sheet
  }, FIRST_ROWS)
  for (const frame of page.frames()) {
    if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(axe.source)
  }
  const inLight = await look(page, onlyWrong)
  await inScheme(page, 'dark')
  const inDark = await look(page, { ...onlyWrong, runOnly: COLOUR_RULES })
  await inScheme(page, 'light')
  await shortened.evaluate(sheet => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(other => other !== sheet)
  })
  return [...inLight, ...inDark.map(violation => `dark: ${violation}`)]
}

/** Colours that would fade into each other are at their end at once. */
async function inScheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish()
    }
  })
  await settled(page)
}

async function look(page: Page, options: axe.RunOptions): Promise<string[]> {
  const looked = page.evaluate(async asked => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(asked)
    return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.target.join(' ')}`))
  }, options)
  await inTime(() => `axe looks at ${page.url()}`, looked)
  return looked
}
