import { domainToASCII } from 'node:url'
import { stripInvisible } from './clean-text.ts'

export type EmailVerdict = 'ok' | 'missing' | 'malformed'

export interface JudgedEmail {
  /** What is stored and sent to; null unless the verdict is ok. */
  address: string | null
  verdict: EmailVerdict
}

// Octets. Source: RFC 5321 4.5.3.1, and RFC 3696 erratum 1690 for the whole address.
const maxAddressLength = 254
const maxLocalLength = 64
const maxDomainLength = 253

/** A dot-atom of RFC 5322. Quoted locals are legal and always a typing mistake; non-ASCII ones need SMTPUTF8. */
const local = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/
const topLevel = /^([a-z]{2,63}|xn--[a-z0-9-]{1,59})$/

/** Cleans what was typed or imported and says whether mail can be addressed to it. Whether it exists, only mailing tells. */
export function judgeEmail(raw: string): JudgedEmail {
  const typed = stripInvisible(raw).normalize('NFKC').trim().toLowerCase()
  if (typed === '') return { address: null, verdict: 'missing' }
  const [name, host, ...more] = typed.split('@')
  if (name === undefined || host === undefined || more.length > 0) return malformed
  if (name.length > maxLocalLength || !local.test(name)) return malformed
  const domain = asciiDomain(host)
  if (domain === null) return malformed
  const address = `${name}@${domain}`
  return address.length > maxAddressLength ? malformed : { address, verdict: 'ok' }
}

const malformed: JudgedEmail = { address: null, verdict: 'malformed' }

function asciiDomain(host: string): string | null {
  // Anything else in ASCII would be taken by domainToASCII as part of a URL, such as %41.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole ASCII range is meant
  if (/[\x00-\x7f]/.test(host.replace(/[a-z0-9.-]/g, ''))) return null
  const isPlain = /^[a-z0-9.-]*$/.test(host) && !host.includes('xn--')
  const domain = isPlain ? host : domainToASCII(host)
  const labels = domain.split('.')
  const top = labels.at(-1)
  if (domain.length > maxDomainLength || labels.length < 2 || top === undefined) return null
  return labels.every(part => label.test(part)) && topLevel.test(top) ? domain : null
}
