import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { commandOf, type Launcher } from './launcher.ts'

/** The files of one embedded server, all under its data folder. */
export const clusterPaths = (dataDir: string) => ({
  dataDir,
  cluster: path.join(dataDir, 'cluster'),
  // Of this process: the initdb of one that was killed may still write into its own.
  unfinished: path.join(dataDir, `cluster.unfinished.${process.pid}`),
  password: path.join(dataDir, 'password'),
  lock: path.join(dataDir, 'start.lock'),
  log: path.join(dataDir, 'postgres.log'),
  port: path.join(dataDir, 'port'),
})
export type ClusterPaths = ReturnType<typeof clusterPaths>

/**
 * Makes the cluster if there is none, and gives it to the user that the launcher runs as.
 * A cluster whose making was cut short is made anew: it takes its name only when it is whole.
 */
export function ensureCluster(paths: ClusterPaths, launcher: Launcher, initdb: string): void {
  if (!fs.existsSync(path.join(paths.cluster, 'PG_VERSION'))) {
    removeUnfinished(paths)
    initialise(paths, launcher, initdb)
    fs.renameSync(paths.unfinished, paths.cluster)
    removeUnfinished(paths)
  }
  giveTo(launcher, paths.cluster)
  // A copy from a backup may have lost its modes; PostgreSQL insists on them.
  fs.chmodSync(paths.cluster, 0o700)
}

/** What starts that were killed left behind; where their initdb still writes, a later start removes it. */
function removeUnfinished({ dataDir }: ClusterPaths): void {
  for (const name of fs.readdirSync(dataDir)) {
    if (!name.startsWith('cluster.unfinished')) continue
    try {
      fs.rmSync(path.join(dataDir, name), { recursive: true, force: true })
    } catch {}
  }
}

/** Whoever can read the file, the user of the server and root, may sign in to the database. */
export function passwordOf(paths: ClusterPaths): string {
  if (!fs.existsSync(paths.password)) {
    if (fs.existsSync(paths.cluster)) {
      throw new Error(`${paths.password} is missing: bring it back from a backup, the database needs it.`)
    }
    fs.writeFileSync(paths.password, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  }
  return fs.readFileSync(paths.password, 'utf8').trim()
}

function initialise(paths: ClusterPaths, launcher: Launcher, initdb: string): void {
  fs.mkdirSync(paths.unfinished, { mode: 0o700 })
  // initdb may run as another user, who cannot read the password file itself.
  const copy = path.join(paths.dataDir, 'password.once')
  fs.writeFileSync(copy, passwordOf(paths), { mode: 0o600 })
  const otherUser = launcher.owner && launcher.owner.uid !== fs.statSync(paths.dataDir).uid
  if (otherUser) fs.chmodSync(paths.dataDir, 0o711)
  for (const file of [copy, paths.unfinished]) giveTo(launcher, file)
  const [command, args] = commandOf(launcher, initdb, [
    ...['-D', paths.unfinished, '-U', 'muster', `--pwfile=${copy}`, '--auth=scram-sha-256'],
    ...['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'],
    ...['--data-checksums', '--no-instructions'],
  ])
  const result = spawnSync(command, args, {
    ...launcher.credentials,
    env: childEnvironment(),
    encoding: 'utf8',
  })
  fs.rmSync(copy)
  if (result.status !== 0) {
    throw new Error(`The database could not be made in ${paths.dataDir}: ${result.stderr || result.error}`)
  }
}

function giveTo(launcher: Launcher, file: string): void {
  if (!launcher.owner || fs.statSync(file).uid === launcher.owner.uid) return
  const { uid, gid } = launcher.owner
  fs.lchownSync(file, uid, gid)
  if (!fs.statSync(file).isDirectory()) return
  for (const name of fs.readdirSync(file, { recursive: true, encoding: 'utf8' })) {
    fs.lchownSync(path.join(file, name), uid, gid)
  }
}

/** The child gets nothing of the server's environment but the way to programs: no secrets, no locale. */
export const childEnvironment = () => ({ PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' })
