import { createHmac, timingSafeEqual } from 'node:crypto'
import { hmacKey } from '../../../lib/hmac-key.ts'
import { bytesOfId, idOfBytes } from '../../../lib/ids.ts'

const ID_BYTES = 16
/** 128 bits: whoever has not seen a message's return path cannot make one up. */
const SIGNATURE_BYTES = 16
/** RFC 4648 in lower case: on its way an address may lose its capitals. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'
const LOCAL = /^b-([a-z2-7]{52})$/

const signatureOf = (secret: Buffer, id: Buffer): Buffer =>
  createHmac('sha256', hmacKey(secret))
    .update('return-path\n')
    .update(id)
    .digest()
    .subarray(0, SIGNATURE_BYTES)

/** What names a message to mail servers and nobody can make up: its id, signed. 54 of the 64 characters a local part has. */
export function bounceToken(secret: Buffer, messageId: string): string {
  const id = bytesOfId(messageId)
  return `b-${toLetters(Buffer.concat([id, signatureOf(secret, id)]))}`
}

/** The envelope's sender of a message: what comes back comes to it. */
export const returnPath = (secret: Buffer, domain: string, messageId: string): string =>
  `${bounceToken(secret, messageId)}@${domain}`

/** @param token a local part of a return path, or an envelope id @returns the message; null where we never signed it */
export function messageOfToken(secret: Buffer, token: string): string | null {
  const [, letters] = LOCAL.exec(token.trim().toLowerCase()) ?? []
  if (!letters) return null
  const bytes = fromLetters(letters)
  const id = bytes.subarray(0, ID_BYTES)
  const isOurs = timingSafeEqual(bytes.subarray(ID_BYTES), signatureOf(secret, id))
  return isOurs ? idOfBytes(id) : null
}

/** @returns the message that a return path of ours names */
export function messageOfReturnPath(secret: Buffer, domain: string, address: string): string | null {
  const [local = '', host = '', ...more] = address.trim().replace(/^<|>$/g, '').split('@')
  if (more.length || host.toLowerCase() !== domain) return null
  return messageOfToken(secret, local)
}

function toLetters(bytes: Buffer): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) text += LETTERS[(held >>> (bits - 5)) & 31]
    held &= (1 << bits) - 1
  }
  return bits ? text + LETTERS[(held << (5 - bits)) & 31] : text
}

function fromLetters(text: string): Buffer {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const letter of text) {
    held = (held << 5) | LETTERS.indexOf(letter)
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >>> bits) & 255)
    held &= (1 << bits) - 1
  }
  return Buffer.from(bytes)
}
