import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

/** A way to run PostgreSQL's programs as a user that they accept: they refuse to run as root. */
export type Launcher = {
  how: string
  /** The user that must own the data folder, as the file system shows it. */
  owner: { uid: number; gid: number } | undefined
  /** Goes before the program on the command line. */
  prefix: string[]
  /** Set where the child itself changes its user. */
  credentials: { uid?: number; gid?: number }
}

/**
 * The first way that works here: it runs `program`, and reaches `folder`.
 *
 * The folder's present owner comes first, so that a folder made by a normal user is also served when root starts Muster.
 *
 * @throws one sentence when there is none
 */
export function findLauncher(program: string, folder: string): Launcher {
  if (process.getuid?.() !== 0) return { how: 'same user', owner: undefined, prefix: [], credentials: {} }
  const found = waysForRoot(fs.statSync(folder)).find(way => works(way, program, folder))
  if (found) return found
  throw new Error(
    'PostgreSQL does not run as root, and no other user on this machine can be used for it: start Muster as a normal user, or set DATABASE_URL, for example postgres://muster:secret@db.example.com/muster.',
  )
}

export const commandOf = (launcher: Launcher, program: string, args: string[]): [string, string[]] => {
  const [command, ...rest] = [...launcher.prefix, program, ...args]
  return [command as string, rest]
}

function waysForRoot(present: { uid: number; gid: number }): Launcher[] {
  const namespace: Launcher = {
    how: 'root in a user namespace',
    owner: { uid: 0, gid: 0 },
    prefix: ['unshare', '--user', '--map-user=65534', '--map-group=65534'],
    credentials: {},
  }
  const users = [...(present.uid === 0 ? [] : [present]), ...usersNamed(['postgres', 'nobody'])]
  const plain = users.map(({ uid, gid }) => ({
    how: `root as uid ${uid}`,
    owner: { uid, gid },
    prefix: [],
    credentials: { uid, gid },
  }))
  // Reaches folders under a parent that only root may enter, for example /root.
  const capable = users.map(({ uid, gid }) => ({
    how: `root as uid ${uid}, passing closed folders`,
    owner: { uid, gid },
    prefix: [
      'setpriv',
      `--reuid=${uid}`,
      `--regid=${gid}`,
      '--clear-groups',
      '--inh-caps=+dac_override',
      '--ambient-caps=+dac_override',
    ],
    credentials: {},
  }))
  const ways = [namespace, ...plain, ...capable]
  const keepsOwner = (way: Launcher) => way.owner?.uid === present.uid
  return [...ways.filter(keepsOwner), ...ways.filter(way => !keepsOwner(way))]
}

function usersNamed(names: string[]): { uid: number; gid: number }[] {
  const passwd = fs.existsSync('/etc/passwd') ? fs.readFileSync('/etc/passwd', 'utf8') : ''
  return names.flatMap(name => {
    const line = passwd.match(new RegExp(`^${name}:[^:]*:(\\d+):(\\d+)`, 'm'))
    return line ? [{ uid: Number(line[1]), gid: Number(line[2]) }] : []
  })
}

function works(way: Launcher, program: string, folder: string): boolean {
  // The folder itself may still belong to someone else, so only the way to it is tried.
  const script = 'cd "$1" && exec "$2" --version'
  const [command, args] = commandOf(way, '/bin/sh', ['-c', script, 'sh', path.dirname(folder), program])
  return spawnSync(command, args, { ...way.credentials, stdio: 'ignore' }).status === 0
}
