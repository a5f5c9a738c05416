import { randomFillSync } from 'node:crypto'

/** Eight for the random part, two for where the counter starts. */
const bytesPerId = 10
const pool = Buffer.alloc(1000 * bytesPerId)
let poolUsed = pool.length
let lastMs = 0
let counter = 0

/**
 * A UUIDv7: its first 48 bits are milliseconds, so that new rows are neighbours in an index.
 *
 * Within a process each is greater than the one before it, also when the clock is set back.
 * PostgreSQL makes them itself only from version 18. Source: RFC 9562, sections 5.7 and 6.2 (method 1).
 */
export function newId(nowMs: number = Date.now()): string {
  if (poolUsed + bytesPerId > pool.length) {
    randomFillSync(pool)
    poolUsed = 0
  }
  if (nowMs > lastMs) {
    lastMs = nowMs
    // Starts in the lower half of its 12 bits, which leaves room to count within the millisecond.
    counter = pool.readUInt16BE(poolUsed + 8) & 0x7ff
  } else if (++counter > 0xfff) {
    lastMs++
    counter = 0
  }
  const time = lastMs.toString(16).padStart(12, '0')
  const random = pool.toString('hex', poolUsed, poolUsed + 8)
  poolUsed += bytesPerId
  const variant = ((Number.parseInt(random[0]!, 16) & 0x3) | 0x8).toString(16)
  const sequence = (0x7000 | counter).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-${sequence}-${variant}${random.slice(1, 4)}-${random.slice(4)}`
}

/** The 16 bytes of an id. */
export const bytesOfId = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex')

export const idOfBytes = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
