import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { ensureWebBuilt, webDir } from '../../server/main/build-web.ts'
import { CHROMIUM_FLAGS, ensureChromium } from '../chromium.ts'
import { aPlace, atTheEnd } from '../place.ts'
import { startServer } from '../server.ts'

// What a browser test stands on, opened in its first lines and closed by itself, as what test/place.ts opens:
//
//     const server = await aServer()
//     const { aPage } = await aBrowser()

export const DESK = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }

/** A Muster as people start it, with its demo, in a folder of its own. */
export async function aServer() {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'muster-e2e-'))
  atTheEnd(() => rm(dataDir, { recursive: true, force: true }))
  const start = () => startServer({ MUSTER_DATA_DIR: dataDir })
  let server = await start()
  atTheEnd(() => server.end('SIGTERM'))
  return {
    dataDir,
    get address() {
      return server.address
    },
    signInOf: (role: string) => server.signIns.find(one => one.role === role)!,
    async killAndStartAgain() {
      await server.end('SIGKILL')
      server = await start()
    },
  }
}

/** A place as in tests of the server, which the test fills by itself, and the pages that show it. */
export async function aPlaceWithPages() {
  await ensureWebBuilt()
  const place = await aPlace({ webDir })
  const address = await place.app.listen({ port: 0, host: '127.0.0.1' })
  return { ...place, address }
}

/**
 * A browser, in which each page is somebody's own, in its own window: signed in or not, it shares nothing with the others. Or it is
 * signed in as another page is.
 */
export async function aBrowser() {
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS })
  atTheEnd(() => browser.close())
  const aPage = async (viewport = DESK, as?: Page) => {
    const signedIn = as && { storageState: await as.context().storageState() }
    return (await browser.newContext({ viewport, ...signedIn })).newPage()
  }
  return { browser, aPage }
}
