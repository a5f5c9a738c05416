import { createHmac, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { parseSecret } from './parse-variable.ts'

/** By which a secret is known again without being told: HMAC over words that serve nothing else, in hexadecimal. */
export const secretPrint = (secret: Buffer): string =>
  createHmac('sha256', secret).update('muster secret print').digest('hex')

export const secretFile = (dataDir: string) => path.join(dataDir, 'secret')

/**
 * The installation's secret, made on the first start and kept in the data folder, for its user alone.
 * Of two processes that start together one makes it and both read the same.
 */
export function keepSecret(dataDir: string): Buffer {
  const file = secretFile(dataDir)
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  if (!fs.existsSync(file)) {
    // Takes its name only when it is whole; a link, unlike a rename, replaces nothing.
    const unfinished = `${file}.${process.pid}`
    fs.writeFileSync(unfinished, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600 })
    try {
      fs.linkSync(unfinished, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      fs.rmSync(unfinished)
    }
  }
  return parseSecret(fs.readFileSync(file, 'utf8').trim())
}
