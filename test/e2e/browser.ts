import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { CHROMIUM_FLAGS, ensureChromium } from '../chromium.ts'

const PICTURES = fileURLToPath(new URL('../../docs/pictures/', import.meta.url))

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS })
}

export async function signInAt(page: Page, address: string, who: { userName: string; password: string }) {
  await page.goto(`${address}/sign-in`)
  await page.getByLabel('User name').fill(who.userName)
  await page.getByLabel('Password', { exact: true }).fill(who.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('tab', { name: 'Users', exact: true }).waitFor()
}

/** Keeps a picture for docs/: made anew by every run, so that it stays true. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await settled(page)
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`), animations: 'disabled' })
}

/** Nothing is being loaded any more, and nothing is in motion. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'))
  await page.evaluate(async () => {
    await Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => {})))
  })
}

/** @returns axe's violations, each with where it is; empty is right */
export async function violationsOn(page: Page): Promise<string[]> {
  await settled(page)
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.target.join(' ')}`))
}
