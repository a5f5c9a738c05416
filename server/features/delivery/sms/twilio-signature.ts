import { createHmac } from 'node:crypto'
import { isToken } from '../is-token.ts'

/**
 * Whether a callback was signed by who knows the account's token.
 * Source: Twilio, "Validating Signatures from Twilio": HMAC-SHA1 over the address and the fields in their order.
 */
export function isSignedByTwilio(
  token: string,
  url: string,
  fields: Record<string, string>,
  signature: string,
): boolean {
  const signed = Object.keys(fields)
    .sort()
    .map(name => name + fields[name])
  const right = createHmac('sha1', token)
    .update(url + signed.join(''))
    .digest('base64')
  return isToken(signature, right)
}
