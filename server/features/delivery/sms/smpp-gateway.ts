import type { Pdu, Session } from 'smpp'
import type { DeliveryResult, FailedDelivery } from '../delivery-result.ts'
import { paceOf } from './pace.ts'
import { bindSession, defaultSmppTimeouts, type SmppTimeouts } from './smpp-session.ts'
import { meaningOf } from './smpp-status.ts'
import { type Sms, type SmsGateway, smsFailed } from './sms-gateway.ts'
import { sizeOfSms } from './sms-text.ts'
import type { SmsServer } from './sms-url.ts'

/** Type of number and numbering plan. Source: SMPP 5.0, 4.7.1 and 4.7.2. */
const INTERNATIONAL = { ton: 1, npi: 1 }
const ALPHANUMERIC = { ton: 5, npi: 0 }
const SHORT_CODE = { ton: 3, npi: 0 }
const CODING = { 'gsm-7': 0, 'ucs-2': 8 }
/** How soon a gateway that said "too fast" is offered the same message again. */
const THROTTLED_SECONDS = 10

/**
 * Sends over SMPP: one session, several messages under way on it. Before `fence` said yes nothing of a message is written.
 *
 * @param heard delivery reports and answers of people, as they come on the same session; each is acknowledged afterwards
 */
export function smppGateway(
  server: Extract<SmsServer, { kind: 'smpp' }>,
  heard: (pdu: Pdu) => Promise<void>,
  timeouts: SmppTimeouts = defaultSmppTimeouts,
): SmsGateway {
  const pace = paceOf(server.pacePerSecond)
  let bound: ReturnType<typeof bindSession> | null = null

  const hear = async (session: Session, pdu: Pdu) => {
    try {
      await heard(pdu)
      session.send(pdu.response())
    } catch {
      session.send(pdu.response({ command_status: 0x08 })) // not noted: to be told again
    }
  }

  async function session(): Promise<{ session: Session } | { failed: FailedDelivery }> {
    if (bound) {
      const known = await bound
      if ('session' in known && known.session.socket.writable) return known
    }
    const opening = bindSession(server, timeouts, pdu => {
      void opening.then(opened => ('session' in opened ? hear(opened.session, pdu) : undefined))
    })
    bound = opening
    return opening
  }
  const shared = oneAtATime(session)

  return {
    lanes: server.lanes,
    async deliver(sms, fence) {
      const opened = await shared()
      if ('failed' in opened) return opened
      await pace.turn()
      if (!(await fence())) return { fencedOff: true }
      const result = await submit(opened.session, server.from, sms, timeouts.answerMs)
      if ('accepted' in result) pace.taken()
      if ('failed' in result && result.failed.reason === 'gateway-throttles') pace.throttled()
      return result
    },
    async tryOut() {
      const opened = await shared()
      return 'failed' in opened ? opened.failed : null
    },
    async close() {
      const opened = await bound
      if (opened && 'session' in opened) {
        opened.session.unbind()
        opened.session.close()
      }
    },
  }
}

function submit(session: Session, from: string, sms: Sms, answerMs: number): Promise<DeliveryResult> {
  return new Promise(resolve => {
    const unknown = (words: string) => done(smsFailed('dot', 'unknown-after-dot', 'answer-not-heard', words))
    const onClose = () => unknown('The connection ended')
    const late = setTimeout(() => unknown('It did not answer in time'), answerMs)
    function done(result: DeliveryResult): void {
      clearTimeout(late)
      session.removeListener('close', onClose)
      resolve(result)
    }
    session.on('close', onClose)
    const wasWritten = session.submit_sm(fieldsOf(from, sms), ({ command_status, message_id }) => {
      if (command_status === 0)
        return done({ accepted: true, reply: `SMPP message ${message_id ?? ''}`, reference: message_id })
      const { klass, reason, reply } = meaningOf(command_status)
      const retry = reason === 'gateway-throttles' ? THROTTLED_SECONDS : undefined
      done(smsFailed('dot', klass, reason, reply, retry))
    })
    // Nothing of it left: the session had ended while the fence was asked.
    if (!wasWritten) done(smsFailed('request', 'temporary', 'gateway-unreachable', 'The connection ended'))
  })
}

function fieldsOf(from: string, sms: Sms): Record<string, unknown> {
  const { encoding, segments } = sizeOfSms(sms.text)
  const isNumber = /^\+?\d+$/.test(from)
  const source = isNumber ? (from.length < 7 ? SHORT_CODE : INTERNATIONAL) : ALPHANUMERIC
  return {
    source_addr: from.replace('+', ''),
    source_addr_ton: source.ton,
    source_addr_npi: source.npi,
    destination_addr: sms.to.replace('+', ''),
    dest_addr_ton: INTERNATIONAL.ton,
    dest_addr_npi: INTERNATIONAL.npi,
    registered_delivery: 1,
    data_coding: CODING[encoding],
    // A longer text goes whole, in one command that one fence lets go: the gateway cuts it.
    ...(segments === 1 ? { short_message: sms.text } : { short_message: '', message_payload: sms.text }),
    // The client's own reference has 16 bits; the same on every copy of a message.
    user_message_reference: Number.parseInt(sms.id.replaceAll('-', '').slice(-4), 16),
  }
}

/** Whoever asks while it is being answered gets the same answer. */
function oneAtATime<Answer>(run: () => Promise<Answer>): () => Promise<Answer> {
  let running: Promise<Answer> | null = null
  return () => {
    running ??= run().finally(() => {
      running = null
    })
    return running
  }
}
