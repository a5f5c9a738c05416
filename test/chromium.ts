import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { chromium } from 'playwright-core'

const isRoot = process.getuid?.() === 0

/** For a browser that measures and asks nothing of the world outside. */
export const CHROMIUM_FLAGS = [
  '--headless',
  // Chromium's own sandbox refuses to work for root.
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** @throws one sentence when there is none that starts */
export function findChromium(): string {
  const found = candidates().find(starts)
  if (found) return found
  throw new Error('No Chromium found: install one, or set CHROMIUM_PATH, for example /usr/bin/chromium.')
}

/** Finds Chromium, else installs it (Playwright's download, else Debian's package) and says so. */
export function ensureChromium(say: (line: string) => void = console.log): string {
  const present = candidates().find(starts)
  if (present) return present
  for (const [name, commands] of installations()) {
    say(`No Chromium here: installing ${name} …`)
    for (const [command, ...args] of commands) {
      spawnSync(command as string, args, {
        stdio: 'inherit',
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      })
    }
    const installed = candidates().find(starts)
    if (installed) {
      say(`Installed ${installed}.`)
      return installed
    }
  }
  return findChromium()
}

function candidates(): string[] {
  const given = process.env.CHROMIUM_PATH
  if (given) return [given]
  return [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    chromium.executablePath(),
  ]
}

/** A file is not enough: a download without the system's libraries, or a stub that points to another store, ends at once. */
function starts(file: string): boolean {
  return fs.existsSync(file) && spawnSync(file, ['--version'], { stdio: 'ignore' }).status === 0
}

function installations(): [string, string[][]][] {
  const playwright = path.join(
    path.dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')),
    'cli.js',
  )
  const download: [string, string[][]] = [
    "Playwright's Chromium",
    [[process.execPath, playwright, 'install', ...(isRoot ? ['--with-deps'] : []), 'chromium']],
  ]
  const debian: [string, string[][]] = [
    "Debian's Chromium",
    [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'],
    ],
  ]
  return isRoot && fs.existsSync('/usr/bin/apt-get') ? [download, debian] : [download]
}
