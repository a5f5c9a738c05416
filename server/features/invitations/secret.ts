import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto'

// Making a key of the bytes costs eight times what the HMAC does.
const keys = new WeakMap<Buffer, KeyObject>()

/**
 * The one-time secret of an invitation: derived, so that the identical message can be made again, and stored nowhere.
 * Every generation has an id of its own, and so a secret of its own.
 *
 * @returns 256 bits in base64url, 43 characters
 */
export function secretOf(installationSecret: Buffer, accountId: string, invitationId: string): string {
  const key = keys.get(installationSecret) ?? createSecretKey(installationSecret)
  keys.set(installationSecret, key)
  return createHmac('sha256', key).update(`invitation\n${accountId}\n${invitationId}`).digest('base64url')
}

/** What is stored of a secret. */
export const sha256Of = (secret: string): Buffer => createHash('sha256').update(secret).digest()
