import { createSecretKey, type KeyObject } from 'node:crypto'

const keys = new WeakMap<Buffer, KeyObject>()

/** The key of a secret, made once: making it of the bytes costs eight times what the HMAC does. */
export function hmacKey(secret: Buffer): KeyObject {
  const key = keys.get(secret) ?? createSecretKey(secret)
  keys.set(secret, key)
  return key
}
