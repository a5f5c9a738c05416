import { type HeardSms, type SmsAnswer, scriptedSmsGateway } from './scripted-sms-gateway.ts'

/** An SMS gateway in Kannel's form with a phone behind it, which gets what is sent and can answer. */
export type PhoneGateway = {
  /** Which it is, for names of tests. */
  name: string
  host: string
  /** What phones have got, oldest first. */
  arrived(): { from: string; to: string; text: string }[]
  /** A person writes back. */
  answer(from: string, to: string, text: string): Promise<void>
  close(): Promise<void>
}

/**
 * Our own, where Kannel is not installed. It says what Kannel 1.4.5 says, and reports as Kannel does: of what was delivered,
 * and of what it had no route for, too. Always before it answers, as Kannel does now and then.
 *
 * @param unroutable how numbers begin to which there is no way
 */
export async function ownPhoneGateway(answersUrl: string, unroutable: string): Promise<PhoneGateway> {
  const isRoutable = ({ to }: HeardSms) => !to.startsWith(unroutable)
  const report = ({ reportUrl }: HeardSms, status: string, reply: string) =>
    fetch(reportUrl.replace('%d', status).replace('%A', encodeURIComponent(reply)))
  const gateway = await scriptedSmsGateway(async (sms): Promise<SmsAnswer> => {
    if (isRoutable(sms)) {
      await report(sms, '1', '')
      return { status: 202, text: '0: Accepted for delivery' }
    }
    await report(sms, '16', 'NACK/no SMSC')
    return { status: 403, text: 'Not routable. Do not try again.' }
  })
  return {
    name: 'our own gateway',
    host: `127.0.0.1:${gateway.port}`,
    arrived: () => gateway.taken,
    async answer(from, _, text) {
      await fetch(`${answersUrl}?${new URLSearchParams({ from, text })}`)
    },
    close: () => gateway.close(),
  }
}
