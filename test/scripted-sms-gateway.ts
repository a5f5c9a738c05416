import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** What a gateway may do with a request once it is whole. */
export type SmsAnswer =
  | { status: number; text: string; headers?: Record<string, string> }
  | { drop: true }
  | { stall: true }

export type HeardSms = { to: string; text: string; from: string; reference: string; reportUrl: string }

export type ScriptedSmsGateway = {
  port: number
  /** Whole requests that were taken. */
  taken: HeardSms[]
  /** Whole requests, taken or not. */
  heard: HeardSms[]
  /** Connections that ended while a request was not whole. */
  unfinished: number
  close(): Promise<void>
}

const accepted: SmsAnswer = { status: 202, text: '0: Accepted for delivery' }

/**
 * A real HTTP gateway on loopback that takes what it is told to take, in Kannel's form or Twilio's, and misbehaves as told.
 *
 * @param answer to the n-th whole request, from 0; also whom it is for
 * @param port 0 takes any that is free
 */
export async function scriptedSmsGateway(
  answer: (sms: HeardSms, number: number) => SmsAnswer | Promise<SmsAnswer> = () => accepted,
  port = 0,
): Promise<ScriptedSmsGateway> {
  const sockets = new Set<Socket>()
  const server = http.createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', part => (body += part))
    request.on('end', async () => {
      const sms = smsIn(request, body)
      const said = await answer(sms, gateway.heard.push(sms) - 1)
      if ('drop' in said) return request.socket.destroy()
      if ('stall' in said) return
      if (said.status < 300) gateway.taken.push(sms)
      response.writeHead(said.status, said.headers).end(said.text)
    })
  })
  server.on('connection', socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.on('clientError', (_, socket) => {
    gateway.unfinished++
    socket.destroy()
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const gateway: ScriptedSmsGateway = {
    port: (server.address() as AddressInfo).port,
    taken: [],
    heard: [],
    unfinished: 0,
    async close() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
  return gateway
}

function smsIn(request: http.IncomingMessage, body: string): HeardSms {
  const fields = new URLSearchParams(
    request.method === 'GET' ? new URL(request.url!, 'http://gateway').search : body,
  )
  const field = (kannel: string, twilio: string) => fields.get(kannel) ?? fields.get(twilio) ?? ''
  return {
    to: field('to', 'To'),
    text: field('text', 'Body'),
    from: field('from', 'From'),
    reference: String(request.headers['idempotency-key'] ?? ''),
    reportUrl: field('dlr-url', 'StatusCallback'),
  }
}
