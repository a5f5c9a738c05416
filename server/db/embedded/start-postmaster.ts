import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { type ClusterPaths, childEnvironment } from './cluster.ts'
import { commandOf, type Launcher } from './launcher.ts'
import { endOrphans, runningPostmaster } from './postmaster.ts'

const POLL_MS = 20
const PATIENCE_WITH_LEFTOVERS_MS = 60_000
const LOG_LIMIT_BYTES = 10_000_000

export type StartOrder = {
  paths: ClusterPaths
  launcher: Launcher
  postgres: string
  settings: Readonly<Record<string, string>>
}

/**
 * Starts a postmaster that outlives this process, and waits until it accepts connections; recovery after a crash included.
 * It takes the port it had before, because pools of other processes still point there.
 */
export async function startPostmaster(order: StartOrder): Promise<void> {
  const deadline = Date.now() + PATIENCE_WITH_LEFTOVERS_MS
  for (;;) {
    const failure = await attempt(order)
    if (failure === undefined) return
    const leftovers = /pre-existing shared memory block|lock file .* already exists/.test(failure)
    const portTaken = /could not bind|could not create any TCP/.test(failure)
    if (!(leftovers || portTaken) || Date.now() > deadline) {
      throw new Error(`The database in ${order.paths.dataDir} does not start: ${failure}`)
    }
    if (leftovers) endOrphans(order.paths.cluster)
    else fs.rmSync(order.paths.port, { force: true })
    await delay(200)
  }
}

/** @returns what the log says when it ended instead of getting ready */
async function attempt({ paths, launcher, postgres, settings }: StartOrder): Promise<string | undefined> {
  const port = await portFor(paths)
  shortenLog(paths.log)
  const log = fs.openSync(paths.log, 'a', 0o600)
  const logStart = fs.fstatSync(log).size
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [command, args] = commandOf(launcher, postgres, ['-D', paths.cluster, '-p', String(port), ...options])
  const child = spawn(command, args, {
    ...launcher.credentials,
    // Of its own session: Ctrl-C in the terminal is for Muster, which then stops the server in order.
    detached: true,
    stdio: ['ignore', log, log],
    env: childEnvironment(),
  })
  fs.closeSync(log)
  const ended = await endedBeforeReady(child, paths.cluster)
  child.unref()
  if (!ended) return undefined
  return fs.readFileSync(paths.log, 'utf8').slice(logStart).trim() || String(child.spawnfile)
}

async function endedBeforeReady(child: ChildProcess, cluster: string): Promise<boolean> {
  let ended = false
  child.once('exit', () => {
    ended = true
  })
  child.once('error', () => {
    ended = true
  })
  while (!ended) {
    if (runningPostmaster(cluster)?.ready) return false
    await delay(POLL_MS)
  }
  return true
}

async function portFor(paths: ClusterPaths): Promise<number> {
  if (fs.existsSync(paths.port)) return Number(fs.readFileSync(paths.port, 'utf8'))
  for (;;) {
    // Below the range that systems take outgoing ports from, so that the port is still free after a crash.
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    if (!(await isFree(port))) continue
    fs.writeFileSync(paths.port, String(port))
    return port
  }
}

const isFree = (port: number) =>
  new Promise<boolean>(resolve => {
    const server = net.createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

function shortenLog(file: string): void {
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > LOG_LIMIT_BYTES) fs.renameSync(file, `${file}.1`)
}
