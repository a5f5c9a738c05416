import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { postgresBinaries } from './binaries.ts'
import { type ClusterPaths, clusterPaths, ensureCluster, passwordOf } from './cluster.ts'
import { findLauncher } from './launcher.ts'
import { runningPostmaster } from './postmaster.ts'
import { openPresence, type Presence } from './presence.ts'
import { SERVER_SETTINGS } from './settings.ts'
import { withStartLock } from './start-lock.ts'
import { startPostmaster } from './start-postmaster.ts'
import { stopUnlessUsed } from './stop-postmaster.ts'

export type EmbeddedPostgres = {
  /** Of the database `muster`, as its superuser `muster`. Keeps its port when the server is started again. */
  url: string
  /** Whether this call started the server, rather than found it running. */
  owner: boolean
  /**
   * Takes this process away from the server; the last one to leave stops it. Close your own pools first.
   * Without this call, also after kill -9, the server keeps running and the next call finds it.
   */
  stop(): Promise<void>
}

type Options = {
  dataDir: string
  log?: (line: string) => void
  /** In place of the product's own, for tests. */
  settings?: Readonly<Record<string, string>>
}

/**
 * Makes, starts or finds the PostgreSQL server that lives in `dataDir`.
 *
 * Any number of processes may call it on one folder, also at the same moment. Only this machine can connect, with the
 * password in a file that only the server's user may read. When the server dies while this process uses it, it is started again.
 */
export async function ensureEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  fs.mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
  refuseForeignFolder(options.dataDir)
  // The pid file's cluster is compared with command lines: one folder must have one name.
  const paths = clusterPaths(fs.realpathSync(options.dataDir))
  let presence: Presence | undefined
  let leaving: Promise<void> | undefined

  const join = () =>
    withStartLock(paths.lock, async () => {
      for (let tries = 1; ; tries++) {
        const owner = await ensureRunning(paths, options)
        try {
          const url = urlOf(paths, 'muster')
          await ensureDatabase(urlOf(paths, 'postgres'))
          presence = await openPresence(url, () => void rejoin())
          return { url, owner }
        } catch (error) {
          // A server found running may have been killed just now.
          if (tries === 5) throw error
          await delay(100)
        }
      }
    })

  const rejoin = async () => {
    for (let pauseMs = 50; !leaving; pauseMs = Math.min(pauseMs * 2, 5_000)) {
      try {
        const { owner } = await join()
        options.log?.(
          `the database connection was lost; ${owner ? 'the server was started again' : 'it is back'}`,
        )
        return
      } catch (error) {
        options.log?.(`the database is away: ${(error as Error).message}`)
        await delay(pauseMs, undefined, { ref: false })
      }
    }
  }

  const joined = await join()
  return {
    ...joined,
    stop() {
      leaving ??= withStartLock(paths.lock, () => stopUnlessUsed(paths.cluster, presence))
      return leaving
    },
  }
}

function refuseForeignFolder(dataDir: string): void {
  const lock = path.join(dataDir, 'start.lock')
  try {
    fs.accessSync(fs.existsSync(lock) ? lock : dataDir, fs.constants.R_OK | fs.constants.W_OK)
  } catch {
    throw new Error(
      `${dataDir} belongs to another user: start Muster as that user, or set MUSTER_DATA_DIR to a folder of your own, for example /var/lib/muster.`,
    )
  }
}

/** @returns whether it had to be started */
async function ensureRunning(paths: ClusterPaths, { log, settings }: Options): Promise<boolean> {
  for (let found = runningPostmaster(paths.cluster); found; found = runningPostmaster(paths.cluster)) {
    if (found.ready) return false
    await delay(20)
  }
  const binaries = postgresBinaries()
  const launcher = findLauncher(binaries.postgres, paths.dataDir)
  passwordOf(paths)
  ensureCluster(paths, launcher, binaries.initdb)
  await startPostmaster({
    paths,
    launcher,
    postgres: binaries.postgres,
    settings: { ...SERVER_SETTINGS, ...settings },
  })
  log?.(`database started in ${paths.dataDir} (${launcher.how})`)
  return true
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query(`select from pg_database where datname = 'muster'`)
    if (!rowCount) await client.query('create database muster')
  } finally {
    await client.end()
  }
}

function urlOf(paths: ClusterPaths, database: string): string {
  const port = runningPostmaster(paths.cluster)?.port
  if (!port) throw new Error(`The database in ${paths.dataDir} has stopped.`)
  return `postgres://muster:${passwordOf(paths)}@127.0.0.1:${port}/${database}`
}
