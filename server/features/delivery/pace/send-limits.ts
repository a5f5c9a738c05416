/** How much may be sent in a time, as SEND_LIMITS names it; what is null is not limited. */
export type SendLimits = {
  /** Messages a minute of one account. */
  account: number | null
  /** E-mails a minute to one receiving domain, of all accounts together. */
  domain: number | null
  /** Messages a day of one account, by its own calendar. */
  day: number | null
  /** Hours between two messages to one person. */
  person: number | null
}

const EXAMPLE = 'Write it like account=600,domain=100,day=5000,person=24'
const MOST = 1_000_000

/** @throws Error one sentence with an example */
export function parseSendLimits(raw: string): SendLimits {
  const limits: SendLimits = { account: null, domain: null, day: null, person: null }
  for (const part of raw.split(',').map(one => one.trim())) {
    const [name = '', value = ''] = part.split('=').map(one => one.trim())
    if (!(name in limits))
      throw malformed(`${name || 'nothing'} is not among account, domain, day and person`)
    if (!/^\d{1,7}$/.test(value) || Number(value) < 1 || Number(value) > MOST)
      throw malformed(`${name} is no whole number from 1 to ${MOST}`)
    limits[name as keyof SendLimits] = Number(value)
  }
  return limits
}

const malformed = (why: string) => new Error(`SEND_LIMITS cannot be used: ${why}. ${EXAMPLE}.`)
