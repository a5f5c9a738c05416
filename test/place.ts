import { after, beforeEach } from 'node:test'
import pg from 'pg'
import { connect, type Database } from '../server/db/connect.ts'
import type { Installation } from '../server/features/settings/index.ts'
import { appFor, testInstallation } from './account.ts'
import { asker } from './ask.ts'
import { testDatabase } from './database.ts'
import { aSink } from './mail.ts'
import { scriptedSmsGateway } from './scripted-sms-gateway.ts'

/**
 * What a test file stands on, opened in its first line and closed by itself when its tests have ended:
 *
 *     const { database, app, ask } = await aPlace()
 */
export async function aPlace(options: Parameters<typeof appFor>[1] = {}) {
  const database = await aDatabase()
  const app = await appFor(database, options)
  atTheEnd(() => app.close())
  return { database, app, ask: asker(database.db, app) }
}

/** A place with a mail server, which has forgotten every message when a test begins. */
export async function aPlaceWithMail(options: Parameters<typeof appFor>[1] = {}) {
  const sink = await aSink()
  atTheEnd(() => sink.close())
  beforeEach(() => sink.forget())
  return { sink, ...(await aPlace(options)) }
}

/** A place whose installation sends through a mail server and an SMS gateway that answers as told. */
export async function aPlaceWithMailAndSms(
  answer?: Parameters<typeof scriptedSmsGateway>[0],
  more: Partial<Installation> = {},
) {
  const sink = await aSink()
  atTheEnd(() => sink.close())
  const gateway = await scriptedSmsGateway(answer)
  atTheEnd(() => gateway.close())
  const smsUrl = `kannel+http://user:pass@127.0.0.1:${gateway.port}?from=15550100&pace=1000`
  const installation: Installation = { ...testInstallation, smtpUrl: sink.url, smsUrl, ...more }
  return { sink, gateway, installation, ...(await aPlace({ installation })) }
}

/** A migrated, empty database of the file's own, connected to as the program connects. */
export async function aDatabase(connections?: number): Promise<Database> {
  const { url, close } = await testDatabase()
  atTheEnd(close)
  const database = connect(url, connections)
  atTheEnd(() => database.close())
  return database
}

/** The superuser, who may what the program may not. */
export async function theOwnerOf(database: Database): Promise<pg.Client> {
  const owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  atTheEnd(() => owner.end())
  return owner
}

const endings: (() => unknown)[] = []

/** Once all tests of the file have ended, the last first: what stands on something ends before it. */
export function atTheEnd(end: () => unknown): void {
  if (endings.length === 0) {
    after(async () => {
      while (endings.length > 0) await endings.pop()?.()
    })
  }
  endings.push(end)
}
