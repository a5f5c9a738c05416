import fs from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CommandFault } from './command-fault.ts'

/**
 * Writes a file for its user alone, which takes its name only when it is whole and on the disk; what had the name before
 * stays until then. `-` is standard output.
 *
 * @returns how many bytes
 */
export async function writeWhole(file: string, content: AsyncIterable<Buffer>): Promise<number> {
  if (file === '-') return writeOut(content)
  const folder = path.dirname(path.resolve(file))
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CommandFault(`There is no folder ${folder} to write the backup into.`)
  }
  removeLeftovers(folder, path.basename(file))
  const unfinished = `${file}.${process.pid}.unfinished`
  const handle = await fs.promises.open(unfinished, 'wx', 0o600)
  try {
    let bytes = 0
    for await (const chunk of content) {
      await handle.writeFile(chunk)
      bytes += chunk.length
    }
    await handle.sync()
    await fs.promises.rename(unfinished, file)
    await syncFolder(folder)
    return bytes
  } catch (error) {
    await fs.promises.rm(unfinished, { force: true })
    throw error
  } finally {
    await handle.close()
  }
}

async function writeOut(content: AsyncIterable<Buffer>): Promise<number> {
  let bytes = 0
  const counted = async function* () {
    for await (const chunk of content) {
      bytes += chunk.length
      yield chunk
    }
  }
  await pipeline(Readable.from(counted()), process.stdout, { end: false })
  return bytes
}

/** Of a backup that was killed: its process is gone. */
function removeLeftovers(folder: string, name: string): void {
  for (const entry of fs.readdirSync(folder)) {
    const pid = entry.startsWith(`${name}.`) && /\.(\d+)\.unfinished$/.exec(entry)?.[1]
    if (pid && !isAlive(Number(pid))) fs.rmSync(path.join(folder, entry), { force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The new name is on the disk only then. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await fs.promises.open(folder, 'r')
  await handle.sync().catch(() => {})
  await handle.close()
}
