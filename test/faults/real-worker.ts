import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CLI = path.join(ROOT, 'server', 'main', 'cli.ts')
const END_WITH_PARENT = new URL('../../bin/end-with-parent.js', import.meta.url).href
const SKEWED_CLOCK = new URL('./skewed-clock.ts', import.meta.url).href
const COMPILE_CACHE = path.join(ROOT, 'node_modules', '.cache', 'node-compile')

/** Of every process of a fault, and of the HTTP side beside them: they write links to each other's people. */
export const faultSecret = 'a secret that only the fault tests know'

/** A real worker, `muster worker`, as a process of its own that can be killed and frozen. */
export type RealWorker = {
  /** Also the application_name of its database connections. */
  name: string
  startedMs: number
  /** Whether it ended without having been told to. */
  hasFailed(): boolean
  freeze(): void
  thaw(): void
  /** As kill -9 does; resolves once the database has noticed too, so that what it left does not change any more. */
  kill(): Promise<void>
  /** As Ctrl-C does. */
  stop(): Promise<void>
}

export function realWorkers(
  ground: {
    databaseUrl: string
    smtpUrl: string
    folder: string
    owner: pg.Pool
    smsUrl?: string
    /** How wrong the clock of the workers' machine is. */
    skewMs?: number
  },
  called = 'worker',
) {
  const skewed = ground.skewMs ? ['--import', SKEWED_CLOCK] : []
  const alive = new Set<ChildProcess>()
  process.on('exit', () => {
    for (const child of alive) child.kill('SIGKILL')
  })
  const log = fs.openSync(path.join(ground.folder, 'workers.log'), 'a')
  let count = 0

  return function startWorker(): RealWorker {
    const name = `${called}-${++count}`
    const url = new URL(ground.databaseUrl)
    url.searchParams.set('application_name', name)
    const child = spawn(process.execPath, ['--import', END_WITH_PARENT, ...skewed, CLI, 'worker'], {
      cwd: ground.folder,
      env: {
        DATABASE_URL: url.href,
        SMTP_URL: ground.smtpUrl,
        MUSTER_SECRET: faultSecret,
        MUSTER_DATA_DIR: path.join(ground.folder, 'data'),
        NODE_COMPILE_CACHE: COMPILE_CACHE,
        PATH: process.env.PATH,
        ...(ground.skewMs && { SKEW_MS: String(ground.skewMs) }),
        ...(ground.smsUrl && { SMS_URL: ground.smsUrl }),
      },
      stdio: ['ignore', log, log, 'ipc'],
    })
    alive.add(child)
    let isToldToEnd = false
    const gone = once(child, 'exit').then(() => alive.delete(child))
    const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
      isToldToEnd = true
      child.kill(signal)
      await gone
      await connectionsGone(ground.owner, name)
    }
    return {
      name,
      startedMs: Date.now(),
      hasFailed: () => !isToldToEnd && (child.exitCode ?? child.signalCode) !== null,
      freeze: () => child.kill('SIGSTOP'),
      thaw: () => child.kill('SIGCONT'),
      kill: () => end('SIGKILL'),
      stop: () => end('SIGTERM'),
    }
  }
}

/** A statement that was on its way may still commit after its client is dead. */
async function connectionsGone(owner: pg.Pool, name: string): Promise<void> {
  for (;;) {
    const { rowCount } = await owner.query('select from pg_stat_activity where application_name = $1', [name])
    if (!rowCount) return
    await wait(5)
  }
}
