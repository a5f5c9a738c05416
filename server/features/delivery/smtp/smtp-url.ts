import { BlockList, isIP } from 'node:net'

export interface SmtpServer {
  host: string
  port: number
  /** TLS from the first byte. */
  secure: boolean
  /** Never speaks unencrypted: STARTTLS or nothing. */
  requireTls: boolean
  ignoreTls: boolean
  verifyCertificate: boolean
  signIn?: { user: string; password: string }
  /** Said in EHLO; without it the machine's full name. */
  helloName?: string
}

const EXAMPLE =
  'Write it like smtp://user:password@mail.example.com:587?requireTls=1 or smtps://mail.example.com'
const SWITCHES = ['requireTls', 'ignoreTls', 'verifyCertificate']
const PORTS = { implicitTls: 465, submission: 587, relay: 25 }

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8)
loopback.addAddress('::1', 'ipv6')

/**
 * A password never travels unencrypted except to this machine (`requireTls=0` says otherwise). Where plain text would
 * do, a certificate is not verified either: refusing to encrypt would be no safer. Source: RFC 7435.
 *
 * @throws Error one sentence with an example; it never repeats the password
 */
export function parseSmtpUrl(raw: string): SmtpServer {
  const url = URL.parse(raw.trim())
  if (!url)
    throw malformed(
      'it cannot be read (does the password hold one of : / @ # ? % — write it percent-encoded)',
    )
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')
    throw malformed('it begins with neither smtp:// nor smtps://')
  const host = decodeURIComponent(url.hostname).replace(/^\[|\]$/g, '')
  if (host === '') throw malformed('it names no server')
  if (url.pathname !== '' && url.pathname !== '/') throw malformed('something stands after the server')
  if (url.port === '0') throw malformed('its port is 0')

  const secure = url.protocol === 'smtps:'
  const signIn = signInOf(url)
  const switches = switchesOf(url)
  const isAway = !isLoopback(host)
  const requireTls = switches.requireTls ?? (!secure && !switches.ignoreTls && signIn !== undefined && isAway)
  if (requireTls && switches.ignoreTls) throw malformed('requireTls and ignoreTls contradict each other')
  const helloName = url.searchParams.get('helloName')
  return {
    host,
    port: Number(url.port) || (secure ? PORTS.implicitTls : signIn ? PORTS.submission : PORTS.relay),
    secure,
    requireTls,
    ignoreTls: switches.ignoreTls ?? false,
    verifyCertificate: switches.verifyCertificate ?? (secure || requireTls),
    ...(signIn && { signIn }),
    ...(helloName && { helloName }),
  }
}

function signInOf(url: URL): SmtpServer['signIn'] {
  if (url.username === '' && url.password === '') return undefined
  if (url.username === '' || url.password === '')
    throw malformed('it has a user without a password, or the reverse')
  return { user: decoded(url.username), password: decoded(url.password) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw malformed('a % in the user or password must be written as %25')
  }
}

function switchesOf(url: URL): Record<string, boolean | undefined> {
  const switches: Record<string, boolean> = {}
  for (const [name, value] of url.searchParams) {
    if (name === 'helloName' && /^[\w.[\]:-]+$/.test(value)) continue
    if (!SWITCHES.includes(name)) throw malformed(`"${name}" is not one of helloName, ${SWITCHES.join(', ')}`)
    if (!/^(0|1|true|false)$/.test(value)) throw malformed(`"${name}" is neither 1 nor 0`)
    switches[name] = value === '1' || value === 'true'
  }
  return switches
}

function isLoopback(host: string): boolean {
  if (host === 'localhost') return true
  const family = isIP(host)
  return family !== 0 && loopback.check(host, family === 6 ? 'ipv6' : 'ipv4')
}

function malformed(why: string): Error {
  return new Error(`SMTP_URL is malformed: ${why}. ${EXAMPLE}`)
}
