import smpp, { type Pdu, type Session } from 'smpp'
import type { FailedDelivery } from '../delivery-result.ts'
import { meaningOf } from './smpp-status.ts'
import { smsFailed } from './sms-gateway.ts'
import type { SmsServer } from './sms-url.ts'

export type SmppTimeouts = { connectMs: number; answerMs: number }
export const defaultSmppTimeouts: SmppTimeouts = { connectMs: 10_000, answerMs: 30_000 }

/** So often the gateway is asked whether it is still there. */
const ENQUIRE_MS = 30_000

/** Connects and binds as transceiver: it sends, and hears delivery reports and answers. A failure is an answer. */
export function bindSession(
  server: Extract<SmsServer, { kind: 'smpp' }>,
  { connectMs }: SmppTimeouts,
  heard: (pdu: Pdu) => void,
): Promise<{ session: Session } | { failed: FailedDelivery }> {
  return new Promise(resolve => {
    const { host, port, tls } = server
    const session = smpp.connect({ host, port, tls, auto_enquire_link_period: ENQUIRE_MS })
    let isConnected = false
    const fail = (...what: Parameters<typeof smsFailed>) => {
      clearTimeout(late)
      session.destroy()
      resolve(smsFailed(...what))
    }
    const late = setTimeout(() => fail('connect', 'temporary', 'gateway-unreachable'), connectMs)
    session.on('error', (error: Error & { code?: string }) => {
      if (tls && isConnected && !/^E(CONN|PIPE|TIMED)/.test(error.code ?? ''))
        fail('tls', 'configuration', 'gateway-tls-failed', error.message)
      else fail('connect', 'temporary', 'gateway-unreachable', error.message)
    })
    session.on('close', () => fail('connect', 'temporary', 'gateway-unreachable', 'The connection ended'))
    session.on('connect', () => {
      isConnected = true
      if (!tls) bind()
    })
    session.on('secureConnect', bind)
    session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()))
    session.on('deliver_sm', heard)

    function bind(): void {
      session.bind_transceiver(
        { system_id: server.user, password: server.password },
        ({ command_status }) => {
          if (command_status === 0) {
            clearTimeout(late)
            resolve({ session })
            return
          }
          const { klass, reason, reply } = meaningOf(command_status)
          // Of one who may not even bind, nothing is this message's fault.
          const asked = klass === 'permanent' ? 'sign-in-refused-by-gateway' : reason
          fail('auth', klass === 'temporary' ? 'temporary' : 'configuration', asked, reply)
        },
      )
    }
  })
}

/** What a short message or its payload says. */
export function textOf({ short_message, message_payload }: Pdu): string {
  for (const part of [short_message, message_payload]) {
    const message = typeof part === 'object' ? part.message : part
    if (message?.length) return String(message)
  }
  return ''
}
