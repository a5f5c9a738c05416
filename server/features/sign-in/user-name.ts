import { judgeEmail } from '../../lib/email-address.ts'
import { judgePhone } from '../../lib/phone.ts'

/** A user name as it is stored, from what somebody typed: their e-mail address, else their phone number, else a handle. */
export function toUserName(typed: string): string {
  const email = judgeEmail(typed).address
  if (email !== null) return email
  const phone = judgePhone(typed, { accountCountry: null }).number
  return phone ?? typed.normalize('NFKC').trim().toLowerCase()
}
