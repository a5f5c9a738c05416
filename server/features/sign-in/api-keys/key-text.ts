import { createHash, randomBytes } from 'node:crypto'

const prefixBytes = 4
const secretBytes = 32
const shape = /^muster_[0-9a-f]{8}_[\w-]{43}$/

/** A key of 256 random bits. Its beginning says whose program it belongs to, to people and to scanners for lost secrets. */
export function inventKey(): { key: string; prefix: string } {
  const prefix = randomBytes(prefixBytes).toString('hex')
  return { prefix, key: `muster_${prefix}_${randomBytes(secretBytes).toString('base64url')}` }
}

/** What is stored of a key; null for what cannot be one. */
export const keySha256 = (key: string): Buffer | null =>
  shape.test(key) ? createHash('sha256').update(key).digest() : null
