import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const MEMORY = '/dev/shm'
const GIGABYTE = 1024 ** 3
/** The whole suite takes less than a third of that. */
const ROOM_BYTES = 4 * GIGABYTE

/**
 * A temporary folder in memory, where the machine has room for one: a database is hundreds of small files, which a disk
 * takes ten times as long to make, and each test file has its own.
 *
 * @returns null where there is no room
 */
export function memoryFolder(): string | null {
  if (!fs.existsSync(MEMORY)) return null
  const { bavail, bsize } = fs.statfsSync(MEMORY)
  if (Math.min(bavail * bsize, process.availableMemory()) < ROOM_BYTES) return null
  const folder = path.join(MEMORY, `muster-test-${os.userInfo().uid}${os.tmpdir().replaceAll(path.sep, '-')}`)
  fs.mkdirSync(folder, { recursive: true })
  // Other users have databases in it, too.
  fs.chmodSync(folder, 0o755)
  return folder
}
