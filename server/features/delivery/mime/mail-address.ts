import { domainToASCII } from 'node:url'
import { headerPhrase, oneSpaced } from './header-text.ts'

/** Always two fields, never a joined string: a name is somebody's input. */
export interface MailAddress {
  name?: string
  address: string
}

/** No blanks, controls or specials: nothing that could end the address or begin another one. RFC 5321: 254 bytes. */
const WRITABLE = /^[^\s\p{Cc}\p{Cs}<>()[\]\\,;:"@]+@[^\s\p{Cc}\p{Cs}<>()[\]\\,;:"@]+$/u
const LONGEST_BYTES = 254

/**
 * @throws Error when the address can't be written safely; it does not repeat the address
 */
export function headerAddress({ name, address }: MailAddress): string {
  if (!WRITABLE.test(address) || Buffer.byteLength(address) > LONGEST_BYTES) {
    throw new Error('An address of this message has characters that no mail header can carry')
  }
  const written = asciiDomain(address)
  if (name === undefined || oneSpaced(name) === '') return written
  const phrase = headerPhrase(name)
  return `${phrase}${phrase.length + written.length > 60 ? '\r\n ' : ' '}<${written}>`
}

function asciiDomain(address: string): string {
  const at = address.lastIndexOf('@') + 1
  const domain = address.slice(at)
  return address.slice(0, at) + (/^[!-~]+$/.test(domain) ? domain : domainToASCII(domain) || domain)
}
