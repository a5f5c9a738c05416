import { createHash, createHmac } from 'node:crypto'
import { hmacKey } from './hmac-key.ts'

/**
 * A one-time secret: derived, so that the identical message can be made again, and stored nowhere.
 *
 * @param purpose so that what opens one door opens no other
 * @returns 256 bits in base64url, 43 characters
 */
export function oneTimeSecret(
  installationSecret: Buffer,
  purpose:
    | 'invitation'
    | 'temporary-password'
    | 'password-reset'
    | 'sign-in-address'
    | 'stop-reminders'
    | 'stop-invitation-reminders',
  accountId: string,
  id: string,
): string {
  return createHmac('sha256', hmacKey(installationSecret))
    .update(`${purpose}\n${accountId}\n${id}`)
    .digest('base64url')
}

/** What is stored of a secret. */
export const sha256Of = (secret: string): Buffer => createHash('sha256').update(secret).digest()
