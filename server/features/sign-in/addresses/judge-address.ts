import type { Fault } from '../../../../contract/problems.ts'
import { judgeEmail } from '../../../lib/email-address.ts'
import { judgePhone } from '../../../lib/phone.ts'

/** @param canUseSms whether anything can be sent to a number @returns the address as user names are stored, or what is wrong with it */
export function judgeAddress(
  typed: string,
  { country, canUseSms }: { country: string; canUseSms: boolean },
): { address: string; fault: null } | { address: null; fault: Fault } {
  const path = ['address']
  const email = judgeEmail(typed).address
  if (email !== null) return { address: email, fault: null }
  const { number, verdict, hint } = judgePhone(typed, { accountCountry: country })
  if (number !== null)
    return canUseSms
      ? { address: number, fault: null }
      : { address: null, fault: { path, reason: 'sms-not-used' } }
  const isMeantAsPhone = canUseSms && /^[\d\s()+.-]+$/.test(typed)
  const reason =
    !isMeantAsPhone || verdict === 'missing' || verdict === 'ok'
      ? 'email-malformed'
      : `phone-${verdict === 'no-country-code' ? 'without-country-code' : verdict}`
  const detail = isMeantAsPhone && hint !== null ? { example: hint } : undefined
  return { address: null, fault: { path, reason, ...(detail && { detail }) } }
}
