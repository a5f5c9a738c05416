import { timingSafeEqual } from 'node:crypto'
import { bytesOfId, idOfBytes } from '../../lib/ids.ts'
import { oneTimeSecret } from '../../lib/one-time-secret.ts'

const idBytes = 16
/** 128 bits: whoever has not seen the message cannot make one up. */
const signatureBytes = 16

/**
 * What names a reminder in the link that stops them: its account, its id, and a signature. Nothing is stored for it, so that
 * inviting a million costs no index more; and it opens nothing, so that mail programs may keep it.
 *
 * @returns 48 bytes in base64url, 64 characters
 */
export function stopToken(installationSecret: Buffer, accountId: string, messageId: string): string {
  const signature = signatureOf(installationSecret, accountId, messageId)
  return Buffer.concat([bytesOfId(accountId), bytesOfId(messageId), signature]).toString('base64url')
}

/** @returns null where we never signed it */
export function messageOfStopToken(
  installationSecret: Buffer,
  token: string,
): { accountId: string; id: string } | null {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== 2 * idBytes + signatureBytes) return null
  const accountId = idOfBytes(bytes.subarray(0, idBytes))
  const id = idOfBytes(bytes.subarray(idBytes, 2 * idBytes))
  const isOurs = timingSafeEqual(bytes.subarray(2 * idBytes), signatureOf(installationSecret, accountId, id))
  return isOurs ? { accountId, id } : null
}

const signatureOf = (installationSecret: Buffer, accountId: string, messageId: string): Buffer =>
  Buffer.from(
    oneTimeSecret(installationSecret, 'stop-invitation-reminders', accountId, messageId),
    'base64url',
  ).subarray(0, signatureBytes)
