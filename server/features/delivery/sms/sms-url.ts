import { BlockList, isIP } from 'node:net'

type Common = {
  /** What people see the message come from, and answer to: a number or a name of up to 11 letters. */
  from: string
  /** Messages a second at most; answers that say "too fast" slow down further. */
  pacePerSecond: number
  /** Messages under way at once. */
  lanes: number
  user: string
  password: string
}

/** A gateway as SMS_URL names it. */
export type SmsServer =
  | (Common & { kind: 'kannel'; url: string })
  | (Common & { kind: 'twilio'; url: string })
  | (Common & { kind: 'smpp'; host: string; port: number; tls: boolean })

const EXAMPLE =
  'Write it like kannel+http://user:password@sms.example.com:13013/cgi-bin/sendsms?from=15550100, ' +
  'twilio://SID:TOKEN@api.twilio.com?from=+15550100 or smpp://user:password@sms.example.com:2775?from=15550100'
const DEFAULT_PACE = 10
const FASTEST_PACE = 10_000
const DEFAULT_LANES = 4
const MOST_LANES = 50
const PORTS = { smpp: 2775, smpps: 3550 }
const SENDSMS = '/cgi-bin/sendsms'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8)
loopback.addAddress('::1', 'ipv6')

/**
 * A token or password never travels unencrypted to a Twilio-compatible gateway elsewhere; on this machine it may.
 *
 * @throws Error one sentence with examples; it never repeats the password
 */
export function parseSmsUrl(raw: string): SmsServer {
  const [, scheme = '', rest = ''] = /^([a-z+]+):\/\/(.*)$/is.exec(raw.trim()) ?? []
  const kind = scheme.toLowerCase()
  if (!/^(kannel\+https?|twilio|smpps?)$/.test(kind))
    throw malformed('it begins with none of kannel+http://, kannel+https://, twilio:// and smpp://')
  // A scheme of its own would not be parsed for a host and a path.
  const url = URL.parse(`http://${rest}`)
  if (!url)
    throw malformed(
      'it cannot be read (does the password hold one of : / @ # ? % — write it percent-encoded)',
    )
  if (url.port === '0') throw malformed('its port is 0')
  const common = { ...signInOf(url), ...switchesOf(url) }
  const hasPath = url.pathname !== '/'
  if (hasPath && !kind.startsWith('kannel')) throw malformed('something stands after the gateway')
  if (kind.startsWith('kannel')) {
    const path = hasPath ? url.pathname : SENDSMS
    return { kind: 'kannel', ...common, url: `${kind.slice('kannel+'.length)}://${url.host}${path}` }
  }
  if (kind === 'twilio') {
    const isHere = isLoopback(url.hostname.replace(/^\[|\]$/g, ''))
    return { kind: 'twilio', ...common, url: `${isHere ? 'http' : 'https'}://${url.host}` }
  }
  const tls = kind === 'smpps'
  return {
    kind: 'smpp',
    ...common,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (kind === 'smpps' ? PORTS.smpps : PORTS.smpp),
    tls,
  }
}

function signInOf(url: URL): { user: string; password: string } {
  if (url.username === '' || url.password === '') throw malformed('it names no user and password')
  try {
    return { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
  } catch {
    throw malformed('a % in the user or password must be written as %25')
  }
}

function switchesOf(url: URL): Pick<Common, 'from' | 'pacePerSecond' | 'lanes'> {
  // A + is the sign before a number here, not a blank.
  const given = new URLSearchParams(url.search.replaceAll('+', '%2B'))
  for (const name of given.keys())
    if (!['from', 'pace', 'lanes'].includes(name))
      throw malformed(`"${name}" is not one of from, pace and lanes`)
  const from = given.get('from') ?? ''
  if (from === '') throw malformed('it does not say what messages come from: add ?from=')
  if (!/^\+?\d{3,15}$/.test(from) && !/^[A-Za-z][A-Za-z0-9 ]{0,10}$/.test(from))
    throw malformed('"from" is neither a number nor a name of up to 11 letters and digits')
  return {
    from,
    pacePerSecond: numberIn(given, 'pace', DEFAULT_PACE, FASTEST_PACE),
    lanes: numberIn(given, 'lanes', DEFAULT_LANES, MOST_LANES),
  }
}

function numberIn(given: URLSearchParams, name: string, otherwise: number, most: number): number {
  const text = given.get(name)
  if (text === null) return otherwise
  if (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= most) return Number(text)
  throw malformed(`"${name}" is no number from 1 to ${most}`)
}

function isLoopback(host: string): boolean {
  if (host === 'localhost') return true
  const family = isIP(host)
  return family !== 0 && loopback.check(host, family === 6 ? 'ipv6' : 'ipv4')
}

function malformed(why: string): Error {
  return new Error(`SMS_URL is malformed: ${why}. ${EXAMPLE}.`)
}
