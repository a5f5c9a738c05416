import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { postgresBinaries } from '../../server/db/embedded/binaries.ts'
import {
  type ClusterPaths,
  clusterPaths,
  ensureCluster,
  passwordOf,
} from '../../server/db/embedded/cluster.ts'
import { findLauncher } from '../../server/db/embedded/launcher.ts'
import { runningPostmaster } from '../../server/db/embedded/postmaster.ts'
import { startPostmaster } from '../../server/db/embedded/start-postmaster.ts'
import { switchboard } from './switchboard.ts'

/** Durable as the product's own, with a standby that has every commit before it is answered. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  wal_level: 'replica',
  wal_keep_size: '1GB',
  max_wal_size: '1GB',
  hot_standby: 'on',
  wal_retrieve_retry_interval: '100ms',
  log_min_messages: 'fatal',
}
const PATIENCE_MS = 60_000
/** Not part of a copy: of the running server, and of where it copies from itself. */
const NOT_COPIED = new Set(['postmaster.pid', 'postmaster.opts', 'postgresql.auto.conf', 'standby.signal'])

/**
 * A PostgreSQL and its synchronous standby behind one address. The address always leads to whichever of them takes writes, as a
 * proxy that knows of failovers does it.
 */
export async function databasePair(folder: string) {
  const [first, second] = ['first', 'second'].map(name => {
    const dataDir = path.join(folder, name)
    fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    return clusterPaths(fs.realpathSync(dataDir))
  }) as [ClusterPaths, ClusterPaths]
  const { postgres, initdb } = postgresBinaries()
  const password = passwordOf(first)
  const board = await switchboard()
  let [primary, standby] = [first, second]

  const start = (paths: ClusterPaths) =>
    startPostmaster({ paths, launcher: findLauncher(postgres, paths.dataDir), postgres, settings: SETTINGS })
  const portOf = (paths: ClusterPaths) => runningPostmaster(paths.cluster)!.port
  const kill = async (paths: ClusterPaths) => {
    const pid = runningPostmaster(paths.cluster)?.pid
    if (pid) process.kill(pid, 'SIGKILL')
    while (runningPostmaster(paths.cluster)) await wait(10)
  }
  const on = async <T>(paths: ClusterPaths, work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: `${urlOf(portOf(paths))}/postgres` })
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }
  const urlOf = (port: number) => `postgres://muster:${password}@127.0.0.1:${port}`

  /** What `pg_basebackup` does, whose program does not come with the embedded server. */
  async function makeStandby(): Promise<void> {
    await kill(standby)
    fs.rmSync(standby.cluster, { recursive: true, force: true })
    await on(primary, async client => {
      await client.query(`select pg_backup_start('standby', true)`)
      await fs.promises.cp(primary.cluster, standby.cluster, {
        recursive: true,
        filter: from => !NOT_COPIED.has(path.basename(from)),
      })
      const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop()')
      fs.writeFileSync(path.join(standby.cluster, 'backup_label'), rows[0]!.labelfile)
    })
    const from = `host=127.0.0.1 port=${portOf(primary)} user=muster password=${password}`
    fs.writeFileSync(path.join(standby.cluster, 'postgresql.auto.conf'), `primary_conninfo = '${from}'\n`)
    fs.writeFileSync(path.join(standby.cluster, 'standby.signal'), '')
    const launcher = findLauncher(postgres, standby.dataDir)
    if (launcher.owner)
      execFileSync('chown', ['-R', `${launcher.owner.uid}:${launcher.owner.gid}`, standby.cluster])
    ensureCluster(standby, launcher, initdb)
    await start(standby)
    await on(primary, client => client.query(`alter system set synchronous_standby_names = '*'`))
    await on(primary, client => client.query('select pg_reload_conf()'))
    await inSync()
  }

  /** Every commit is on the standby from now on before it is answered. */
  async function inSync(): Promise<void> {
    for (const until = Date.now() + PATIENCE_MS; ; await wait(20)) {
      const { rowCount } = await on(primary, client =>
        client.query(`select from pg_stat_replication where state = 'streaming' and sync_state = 'sync'`),
      )
      if (rowCount) return
      if (Date.now() > until) throw new Error(`The standby did not catch up; see ${standby.log}`)
    }
  }

  ensureCluster(primary, findLauncher(postgres, primary.dataDir), initdb)
  await start(primary)
  await on(primary, client => client.query('create database muster'))
  await makeStandby()
  board.leadTo(portOf(primary))

  return {
    url: `${urlOf(board.port)}/muster`,
    /** As a crash of the database's processes; it comes back by itself. */
    async crash(): Promise<void> {
      await kill(primary)
      await start(primary)
      await inSync()
    },
    /** The machine of the database is gone for good: the standby takes over, and gets a standby of its own. */
    async failOver(): Promise<void> {
      board.leadNowhere()
      await kill(primary)
      await on(standby, client => client.query('select pg_promote()'))
      ;[primary, standby] = [standby, primary]
      board.leadTo(portOf(primary))
    },
    makeStandby,
    async stop(): Promise<void> {
      await board.close()
      for (const paths of [standby, primary]) await kill(paths)
    },
  }
}

export type DatabasePair = Awaited<ReturnType<typeof databasePair>>
