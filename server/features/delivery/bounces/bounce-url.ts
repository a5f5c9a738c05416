/** Where reports of mail servers come to, as BOUNCE_URL names it. */
export type BounceServer = {
  host: string
  port: number
  /** Of the return paths; its MX leads to `host` and `port`, by whatever way. */
  domain: string
}

const EXAMPLE = 'Write it like smtp://0.0.0.0:2525?domain=bounces.example.com'
/** A label of a host name, and at least two of them. */
const DOMAIN = /^(?=.{1,190}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/
const DEFAULT_PORT = 2525

/** @throws Error one sentence with an example */
export function parseBounceUrl(raw: string): BounceServer {
  const url = /^smtp:\/\//i.test(raw.trim()) ? URL.parse(raw.trim()) : null
  if (!url?.hostname) throw malformed('it does not begin with smtp:// and an address to listen on')
  if (url.username || url.password) throw malformed('whoever reports a bounce does not sign in')
  if (url.pathname.length > 1) throw malformed('something stands after the address')
  const unknown = [...url.searchParams.keys()].find(name => name !== 'domain')
  if (unknown !== undefined) throw malformed(`it has ${unknown}, and only domain is known`)
  const domain = url.searchParams.get('domain')?.trim().toLowerCase() ?? ''
  if (!DOMAIN.test(domain)) throw malformed('domain is missing or none: return paths are addresses in it')
  const port = url.port ? Number(url.port) : DEFAULT_PORT
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port, domain }
}

const malformed = (why: string) => new Error(`BOUNCE_URL cannot be used: ${why}. ${EXAMPLE}.`)
