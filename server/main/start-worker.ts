import { connectionPool, parseSmtpUrl, startLocalMailbox } from '../features/delivery/index.ts'
import type { Installation } from '../features/settings/index.ts'
import type { Log } from '../lib/log.ts'
import { sweeps } from '../registry.ts'
import { runOnce, runSweeps, type Sweep } from '../sweeps/index.ts'
import type { OpenDatabase } from './open-database.ts'
import { smsWay } from './sms-way.ts'

/** Messages under way at once; about so many are unconfirmed when the process is killed. */
export const LANES = 16
/** For the sweeps; sending holds one per account it works on. */
const CONNECTIONS = 12

/** Runs what is due from now on, in this process. @returns stops it, once what is in hand is done */
export async function startWorker(
  database: OpenDatabase,
  installation: Installation,
  log: Log,
): Promise<{ stop(): Promise<void> }> {
  const work = await prepareWork(database, installation)
  const running = runSweeps(work.sweeps, work.db, { url: database.url, log })
  return {
    async stop() {
      await running.stop()
      await work.end()
    },
  }
}

/** Does once what is due at `now`, and what that causes. @returns how often each sweep was let work */
export async function doWhatIsDue(
  database: OpenDatabase,
  installation: Installation,
  now: Date,
): Promise<Record<string, number>> {
  const work = await prepareWork(database, installation)
  try {
    return await runOnce(work.sweeps, work.db, now)
  } finally {
    await work.end()
  }
}

/**
 * The sweeps with the ways to the mail server and the SMS gateway. Without these each worker has catchers of its own on
 * loopback: what they catch lies in the database, where everybody reads it, so nobody has to find anybody.
 */
async function prepareWork(database: OpenDatabase, installation: Installation) {
  const { db, pool } = database.connect(CONNECTIONS)
  const mailbox = installation.smtpUrl === null ? await startLocalMailbox(db) : null
  const server = parseSmtpUrl(installation.smtpUrl ?? mailbox!.url)
  const connections = connectionPool(server, { lanes: LANES })
  const sms = await smsWay(db, installation)
  const ways = { connections, lanes: LANES, pool, ...(sms && { sms: sms.gateway }) }
  const list: Sweep[] = sweeps({ db, installation }, ways)
  return {
    db,
    sweeps: list,
    async end() {
      await connections.close()
      await sms?.end()
      await mailbox?.close()
    },
  }
}
