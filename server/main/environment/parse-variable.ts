import { isIP } from 'node:net'
import { judgeEmail } from '../../lib/email-address.ts'

// Each takes what was given and throws one sentence with the name and an example. None repeats a secret.

export function parsePort(value: string): number {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value)
  throw new Error(`PORT is ${value}, but must be a number from 0 to 65535, for example PORT=3000.`)
}

export function parseHost(value: string): string {
  if (isIP(value) || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value)) return value
  throw new Error(
    `HOST is ${value}, but must be an address or a name to listen on, for example HOST=127.0.0.1.`,
  )
}

/** @returns without a trailing slash */
export function parsePublicUrl(value: string): string {
  const url = URL.parse(value)
  const isPlain = url && !url.search && !url.hash && !url.username && url.pathname === '/'
  if (isPlain && /^https?:$/.test(url.protocol)) return url.origin
  throw new Error(
    `PUBLIC_URL is ${value}, but must be where people reach Muster, without a path, for example PUBLIC_URL=https://muster.example.com.`,
  )
}

const switches: Record<string, boolean> = {
  '1': true,
  true: true,
  yes: true,
  '0': false,
  false: false,
  no: false,
}

export const parseSwitch =
  (name: string) =>
  (value: string): boolean => {
    const isOn = switches[value.toLowerCase()]
    if (isOn !== undefined) return isOn
    throw new Error(`${name} is ${value}, but must be 1 or 0, for example ${name}=1.`)
  }

/** Names that stand for networks, as proxies' own settings have them. */
const namedNetworks = new Set(['loopback', 'linklocal', 'uniquelocal'])
const mostHops = 10

/** @returns false: nobody; how many proxies stand in a row before us; or the networks that they are in */
export function parseTrustProxy(value: string): false | number | string[] {
  const isOn = switches[value.toLowerCase()]
  if (isOn !== undefined) return isOn && 1
  if (/^\d+$/.test(value) && Number(value) <= mostHops) return Number(value)
  const networks = value.split(',').map(network => network.trim())
  if (networks.every(network => namedNetworks.has(network) || isNetwork(network))) return networks
  throw new Error(
    `TRUST_PROXY is ${value}, but must be 0, how many proxies stand before Muster (at most ${mostHops}), or their addresses, for example TRUST_PROXY=1 or TRUST_PROXY=10.0.0.0/8,127.0.0.1.`,
  )
}

function isNetwork(value: string): boolean {
  const [address, bits, ...more] = value.split('/')
  const family = isIP(address ?? '')
  if (!family || more.length) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

export function parseDatabaseUrl(value: string): string {
  const url = URL.parse(value)
  if (url && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1) return value
  throw new Error(
    'DATABASE_URL must name a PostgreSQL server and a database, for example DATABASE_URL=postgres://muster:password@db.example.com/muster.',
  )
}

/** `Name <address>` or an address alone. */
export function parseMailFrom(value: string): { name: string; address: string } {
  const [, quoted = '', typed = ''] = /^\s*(.*?)\s*<([^<>]*)>\s*$/.exec(value) ?? ['', '', value]
  const { address } = judgeEmail(typed)
  const name = quoted.replace(/^"(.*)"$/, '$1').trim()
  if (address !== null && !/[\r\n]/.test(name)) return { name: name || 'Muster', address }
  throw new Error(
    `MAIL_FROM is ${value}, but must be who sends the messages, for example MAIL_FROM="Muster <muster@example.com>".`,
  )
}

const SHORTEST_PASSPHRASE = 12

export function parsePassphrase(value: string): string {
  if (value.length >= SHORTEST_PASSPHRASE) return value
  throw new Error(
    `MUSTER_BACKUP_PASSPHRASE has ${value.length} characters, but needs at least ${SHORTEST_PASSPHRASE}: make one with: openssl rand -base64 24.`,
  )
}

export const SHORTEST_SECRET_BYTES = 32

export function parseSecret(value: string): Buffer {
  const secret = Buffer.from(value)
  if (secret.length >= SHORTEST_SECRET_BYTES) return secret
  throw new Error(
    `MUSTER_SECRET has ${secret.length} characters, but needs at least ${SHORTEST_SECRET_BYTES}: make one with: openssl rand -base64 48.`,
  )
}
