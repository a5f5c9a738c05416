import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Problem } from '../../../lib/problem.ts'

/** A file as it came, on disk until `work` is done with it. */
export type ReceivedFile = { path: string; sizeBytes: number; sha256: Buffer }

/**
 * Takes a body as it streams in, at the pace of the disk, and hands it on as a file that is gone afterwards. Of one that is too
 * large the rest is read and thrown away, so that whoever sends it hears why.
 *
 * @param mostBytes nothing of a larger one reaches `work`
 * @throws Problem file-too-large, malformed-request where the sender broke off, and whatever `work` throws
 */
export async function receiveFile<T>(
  body: NodeJS.ReadableStream,
  mostBytes: number,
  work: (file: ReceivedFile) => Promise<T>,
): Promise<T> {
  const place = path.join(os.tmpdir(), `muster-upload-${randomUUID()}`)
  const file = await fs.promises.open(place, 'wx', 0o600)
  try {
    const hash = createHash('sha256')
    let sizeBytes = 0
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        sizeBytes += chunk.length
        if (sizeBytes > mostBytes) return done()
        hash.update(chunk)
        file.write(chunk).then(() => done(), done)
      },
    })
    await pipeline(body, sink).catch(cause => {
      throw new Problem('malformed-request', { detail: 'The file broke off.', cause })
    })
    if (sizeBytes > mostBytes) throw new Problem('file-too-large')
    return await work({ path: place, sizeBytes, sha256: hash.digest() })
  } finally {
    await file.close()
    await fs.promises.rm(place, { force: true })
  }
}
