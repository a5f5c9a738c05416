import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

export const knownBrowserCookieName = 'muster_browser'

/**
 * What a browser keeps in which somebody has signed in, so that wrong tries of a neighbour behind the same address do not
 * make them wait. It opens nothing: it only counts its own tries by themselves.
 *
 * Source: OWASP, Slow Down Online Guessing Attacks with Device Cookies.
 * @param secret the installation's @param userName as it is stored
 */
export function markOfBrowser(secret: Buffer, userName: string): string {
  const name = randomBytes(16).toString('base64url')
  return `${name}.${proofOf(secret, userName, name)}`
}

/** Whose tries these are: the browser's, where this user name has signed in with it, else those of the address. */
export function whoTries(
  secret: Buffer,
  { mark, userName, address }: { mark: string | undefined; userName: string; address: string },
): string {
  const [name = '', proof = ''] = mark?.split('.') ?? []
  const expected = Buffer.from(proofOf(secret, userName, name))
  const given = Buffer.from(proof)
  const isKnown = given.length === expected.length && timingSafeEqual(given, expected)
  return isKnown ? `browser ${name}` : address
}

const proofOf = (secret: Buffer, userName: string, name: string) =>
  createHmac('sha256', secret).update(`known-browser\n${userName}\n${name}`).digest('base64url')
