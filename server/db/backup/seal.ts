import { createCipheriv, createDecipheriv, randomBytes, type ScryptOptions, scrypt } from 'node:crypto'
import { promisify } from 'node:util'

/** How the key is made of the passphrase; stands in the header in the clear. */
export type SealRecipe = {
  cipher: 'aes-256-gcm'
  kdf: 'scrypt'
  n: number
  r: number
  p: number
  salt: string
}

/** Closes and opens the pieces of a backup, each with its place: none can be changed, swapped or left out between others. */
export type Seal = {
  close(piece: Buffer, place: number): Buffer
  /** Null where it is not what was closed, or not at this place, or not with this passphrase. */
  open(piece: Buffer, place: number): Buffer | null
}

const KEY_BYTES = 32
const TAG_BYTES = 16
/** Of the most that a header may ask of us: a changed one must not take all the memory. */
const MOST_MEMORY_BYTES = 256 * 1024 * 1024

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)

/** 128 MiB and about half a second for each guess. */
export const newRecipe = (): SealRecipe => ({
  ...{ cipher: 'aes-256-gcm', kdf: 'scrypt', n: 2 ** 17, r: 8, p: 1 },
  salt: randomBytes(16).toString('hex'),
})

/**
 * The key is a new one for each salt, and so for each backup: a place can serve as the nonce.
 * @param header sealed along: with another one nothing opens
 */
export async function sealWith(
  passphrase: string,
  { n, r, p, salt }: SealRecipe,
  header: string,
): Promise<Seal> {
  const along = Buffer.from(header)
  const key = await derive(passphrase, Buffer.from(salt, 'hex'), KEY_BYTES, {
    ...{ N: n, r, p },
    maxmem: MOST_MEMORY_BYTES,
  })
  return {
    close(piece, place) {
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place)).setAAD(along)
      return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()])
    },
    open(piece, place) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place)).setAAD(along)
        decipher.setAuthTag(piece.subarray(-TAG_BYTES))
        return Buffer.concat([decipher.update(piece.subarray(0, -TAG_BYTES)), decipher.final()])
      } catch {
        return null
      }
    },
  }
}

function nonceOf(place: number): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(place, 6, 6)
  return nonce
}
