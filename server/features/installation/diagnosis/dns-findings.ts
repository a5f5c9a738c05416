import type { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Finding } from '../../../../contract/delivery-settings.ts'
import { askDns, textRecords } from './ask-dns.ts'
import { finding } from './finding.ts'
import { isThisMachine } from './is-this-machine.ts'

/** Whether the domain names who may send for it. Source: RFC 7208. */
export async function spfFinding(resolver: Resolver, domain: string): Promise<Finding> {
  const texts = await textRecords(resolver, domain)
  if (!texts) return finding('spf', 'unknown', 'no-answer', { domain })
  const records = texts.filter(text => /^v=spf1( |$)/i.test(text))
  const [record] = records
  if (!record) return finding('spf', 'mend', 'missing', { domain })
  if (records.length > 1) return finding('spf', 'mend', 'several', { domain, count: records.length })
  if (/ \+?all( |$)/i.test(record)) return finding('spf', 'mend', 'allows-everybody', { domain, record })
  return finding('spf', 'fine', 'there', { domain, record })
}

/** Whether the key that receivers check signatures with is published. Source: RFC 6376. */
export async function dkimFinding(
  resolver: Resolver,
  domain: string,
  selector: string | null,
): Promise<Finding> {
  if (selector === null) return finding('dkim', 'unknown', 'no-selector', { domain })
  const name = `${selector}._domainkey.${domain}`
  const texts = await textRecords(resolver, name)
  if (!texts) return finding('dkim', 'unknown', 'no-answer', { name })
  const key = texts
    .map(text => /(?:^|;)\s*p=([^;]*)/i.exec(text)?.[1]?.trim())
    .find(found => found !== undefined)
  if (key === undefined) return finding('dkim', 'mend', 'missing', { name })
  return key === ''
    ? finding('dkim', 'mend', 'revoked', { name })
    : finding('dkim', 'fine', 'there', { name })
}

/** Whether receivers are told what to do with forged messages; a parent domain's policy counts too. Source: RFC 7489. */
export async function dmarcFinding(resolver: Resolver, domain: string): Promise<Finding> {
  for (const owner of withParents(domain)) {
    const texts = await textRecords(resolver, `_dmarc.${owner}`)
    if (!texts) return finding('dmarc', 'unknown', 'no-answer', { domain: owner })
    const record = texts.find(text => /^v=DMARC1\b/i.test(text))
    if (!record) continue
    const policy = /;\s*p=(\w+)/i.exec(record)?.[1]?.toLowerCase()
    if (!policy) return finding('dmarc', 'mend', 'no-policy', { domain: owner, record })
    return finding('dmarc', 'fine', policy === 'none' ? 'only-reports' : 'there', { domain: owner, policy })
  }
  return finding('dmarc', 'mend', 'missing', { domain })
}

/** Whether the mail server's address has a name that leads back to it. Source: RFC 1912, 2.1. */
export async function ptrFinding(resolver: Resolver, host: string): Promise<Finding> {
  // Which address a relay on this machine sends from, nobody here knows.
  if (isThisMachine(host)) return finding('ptr', 'unknown', 'this-machine', { host })
  const addresses = isIP(host)
    ? [host]
    : ((await askDns(resolver.resolve4(host))) ?? (await askDns(resolver.resolve6(host))))
  if (!addresses) return finding('ptr', 'unknown', 'no-answer', { host })
  const [address] = addresses
  if (!address) return finding('ptr', 'mend', 'no-address', { host })
  const names = await askDns(resolver.resolvePtr(reverseName(address)))
  if (!names) return finding('ptr', 'unknown', 'no-answer', { host })
  const [name] = names
  if (!name) return finding('ptr', 'mend', 'missing', { address })
  const back = await askDns(isIP(address) === 6 ? resolver.resolve6(name) : resolver.resolve4(name))
  if (!back) return finding('ptr', 'unknown', 'no-answer', { host: name })
  return back.includes(address)
    ? finding('ptr', 'fine', 'there', { address, name })
    : finding('ptr', 'mend', 'leads-elsewhere', { address, name })
}

/** Whether what bounces, and answers to the sender, arrive anywhere. Source: RFC 5321, 5.1; RFC 7505. */
export async function mxFinding(resolver: Resolver, domain: string): Promise<Finding> {
  const servers = await askDns(resolver.resolveMx(domain))
  if (!servers) return finding('mx', 'unknown', 'no-answer', { domain })
  const [first] = servers.sort((one, other) => one.priority - other.priority)
  if (first && first.exchange === '') return finding('mx', 'mend', 'takes-no-mail', { domain })
  if (first) return finding('mx', 'fine', 'there', { domain, server: first.exchange })
  const addresses = await askDns(resolver.resolve4(domain))
  return addresses?.length
    ? finding('mx', 'unknown', 'only-an-address', { domain })
    : finding('mx', 'mend', 'missing', { domain })
}

/** `192.0.2.1` → `1.2.0.192.in-addr.arpa`; of IPv6 every digit by itself. Asked for as it is: `reverse` would look into the hosts file. */
function reverseName(address: string): string {
  if (isIP(address) === 4) return `${address.split('.').reverse().join('.')}.in-addr.arpa`
  const [head = '', tail = ''] = address.split('::')
  const groups = (part: string) => part.split(':').filter(Boolean)
  const left = groups(head)
  const right = groups(tail)
  const zeros = Array<string>(8 - left.length - right.length).fill('0')
  const digits = [...left, ...zeros, ...right].map(group => group.padStart(4, '0')).join('')
  return `${[...digits].reverse().join('.')}.ip6.arpa`
}

/** `mail.example.com` → itself, `example.com`: a policy of the whole domain covers what is below. */
function withParents(domain: string): string[] {
  const labels = domain.split('.')
  return labels.slice(0, -1).map((_, from) => labels.slice(from).join('.'))
}
