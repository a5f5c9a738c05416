import { oneTimeSecret, sha256Of } from '../../lib/one-time-secret.ts'

/** Of letters and digits that nobody confuses; five bits each. Source: Crockford's Base32. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 120 bits: a guess is hopeless, so that SHA-256 serves as its hash. */
const characters = 24
const perGroup = 4

/**
 * The temporary password of an invitation, derived like its secret, so that the identical message can be made again.
 *
 * @returns 24 characters in groups, such as `7KQ4-M2XA-…`
 */
export function temporaryPasswordOf(
  installationSecret: Buffer,
  accountId: string,
  invitationId: string,
): string {
  const secret = oneTimeSecret(installationSecret, 'temporary-password', accountId, invitationId)
  const bytes = Buffer.from(secret, 'base64url').subarray(0, characters)
  // 256 is a multiple of 32: no letter comes more often than another.
  const letters = [...bytes].map(byte => alphabet[byte % alphabet.length]).join('')
  return letters.match(new RegExp(`.{${perGroup}}`, 'g'))!.join('-')
}

/** What is stored of one, however it is typed: in any case, with or without its dashes, o for 0 and l for 1. */
export function temporarySha256(typed: string): Buffer {
  const letters = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')
  return sha256Of(letters.replaceAll('O', '0').replace(/[IL]/g, '1'))
}
