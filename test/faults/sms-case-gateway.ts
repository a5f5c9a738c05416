import { freePort } from '../free-port.ts'
import { type SmsAnswer, scriptedSmsGateway } from '../scripted-sms-gateway.ts'
import { type SmscAnswer, scriptedSmsc } from '../scripted-smsc.ts'
import type { SmsCase } from './sms-cases.ts'

export type CaseGateway = {
  url: string
  /** Numbers of the messages that it took, each as often as it did. */
  taken(): string[]
  /** How often it was asked to take a message, or to bind where it lets nobody. */
  tries(): number
  /** Between one message and the next. */
  gapsMs(): number[]
  report(to: string, text: string): Promise<number>
  close(): Promise<void>
}

const FAST = 1_000
const nothing = {
  taken: () => [],
  tries: () => 0,
  gapsMs: () => [],
  report: async () => 0,
  close: async () => {},
}
const takes: SmsAnswer = { status: 202, text: '0: Accepted for delivery' }

/** The gateway of a case, with one lane, so that its answers come in the order of the people. @param pace messages a second */
export async function caseGateway(
  one: Pick<SmsCase, 'way'> & Partial<SmsCase>,
  pace = FAST,
): Promise<CaseGateway> {
  const scheme = one.way === 'kannel' ? 'kannel+http' : 'smpp'
  const urlOf = (port: number) => `${scheme}://user:pass@127.0.0.1:${port}?from=15550100&lanes=1&pace=${pace}`
  if (one.isAway) return { ...nothing, url: urlOf(await freePort()) }
  if (one.way === 'smpp') {
    const answers = (one.answers ?? []) as SmscAnswer[]
    const smsc = await scriptedSmsc((_, number) => answers[number] ?? 'takes', one.bindStatus)
    return {
      url: urlOf(smsc.port),
      taken: () => smsc.taken.map(pdu => `+${pdu.destination_addr}`),
      tries: () => (one.bindStatus ? smsc.sessions : smsc.submitted).length,
      gapsMs: () => smsc.submitted.slice(1).map(({ atMs }, place) => atMs - smsc.submitted[place]!.atMs),
      report: smsc.report,
      close: smsc.close,
    }
  }
  const answers = (one.answers ?? []) as SmsAnswer[]
  const gateway = await scriptedSmsGateway((_, number) => answers[number] ?? takes)
  const wasTaken = (answer: SmsAnswer = takes) => !('status' in answer) || answer.status < 300
  return {
    ...nothing,
    url: urlOf(gateway.port),
    tries: () => gateway.heard.length,
    taken: () => gateway.heard.filter((_, number) => wasTaken(answers[number])).map(sms => sms.to),
    close: gateway.close,
  }
}
