import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

/** The postmaster of a cluster, as its pid file and the system's list of processes tell. */
export type Postmaster = { pid: number; port: number; ready: boolean }

/**
 * The postmaster that runs on this cluster.
 *
 * A pid file that outlived its process is removed when its number now belongs to another program:
 * PostgreSQL itself would refuse to start then, as it does in a container that was killed.
 */
export function runningPostmaster(cluster: string): Postmaster | undefined {
  const file = path.join(cluster, 'postmaster.pid')
  const lines = readLines(file)
  const pid = Number(lines[0])
  if (!pid || !isAlive(pid)) return undefined
  if (!commandLineOf(pid).includes(cluster)) {
    // An empty answer means that the process ended meanwhile, or may not be seen: then PostgreSQL judges.
    if (commandLineOf(pid) !== '') fs.rmSync(file, { force: true })
    return undefined
  }
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

/** The first line of a pid file is the postmaster's pid, the fourth its port, the eighth its state. */
function readLines(file: string): string[] {
  try {
    return fs.readFileSync(file, 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function commandLineOf(pid: number): string {
  try {
    if (process.platform === 'linux') return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

/**
 * Ends what a killed postmaster left behind: a backend busy with a long statement notices the death late,
 * and until it ends the next postmaster refuses to start.
 */
export function endOrphans(cluster: string): void {
  if (process.platform !== 'linux') return
  for (const name of fs.readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      if (fs.readlinkSync(`/proc/${name}/cwd`) === cluster) process.kill(Number(name), 'SIGQUIT')
    } catch {
      // Not ours to see, or gone already.
    }
  }
}
