import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { connect } from '../../server/db/connect.ts'
import { appFor, testInstallation } from '../account.ts'
import { testDatabase } from '../database.ts'
import { type FaultAccount, faultAccount, type ReachedBy } from './fault-account.ts'
import { flightRecorder } from './flight-recorder.ts'
import { faultSecret } from './real-worker.ts'

/** A database of its own with a flight recorder, and the HTTP side over it. */
export async function faultGround() {
  const { url, close } = await testDatabase()
  const ground = await faultGroundOn(url)
  return {
    ...ground,
    async close(keepFolder = false) {
      await ground.close(keepFolder)
      await close()
    },
  }
}

type Steadily = <T>(work: () => Promise<T>) => Promise<T>

/**
 * The same over a database that is there.
 *
 * @param steadily asks the database again where it may be away
 */
export async function faultGroundOn(url: string, steadily: Steadily = work => work()) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'muster-faults-'))
  const owner = new pg.Pool({ connectionString: url, max: 4 })
  owner.on('error', () => {})
  const query = owner.query.bind(owner) as (...asked: unknown[]) => Promise<unknown>
  owner.query = ((...asked: unknown[]) => steadily(() => query(...asked))) as typeof owner.query
  const recorder = await flightRecorder(owner)
  const database = connect(url)
  const installation = { ...testInstallation, secret: Buffer.from(faultSecret) }
  const app = await appFor(database, { installation })
  return {
    databaseUrl: url,
    /** For logs and data of the processes of this fault. */
    folder,
    owner,
    recorder,
    database,
    installation,
    app,
    account: (policy: 'hold' | 'retry', reachedBy?: ReachedBy): Promise<FaultAccount> =>
      faultAccount({ owner, database, app }, policy, reachedBy),
    /** @param keepFolder where something broke, the logs are wanted */
    async close(keepFolder = false) {
      await app.close()
      await Promise.all([database.close(), owner.end()])
      if (!keepFolder) fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type FaultGround = Awaited<ReturnType<typeof faultGroundOn>>
