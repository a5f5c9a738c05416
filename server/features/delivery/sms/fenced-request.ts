import http from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { endOf, holdLastByte } from './hold-last-byte.ts'

export type HttpAsk = { method: 'GET' | 'POST'; url: string; headers: Record<string, string>; body?: string }

export type HttpResult =
  | { answer: { status: number; retryAfter: string | null; text: string } }
  | { fencedOff: true }
  /** @param isTls what failed was the certificate or the handshake */
  | { lost: { isBeforeRequest: boolean; isAfterEnd: boolean; isTls: boolean; words: string } }

export type HttpTimeouts = { connectMs: number; answerMs: number }
export const defaultHttpTimeouts: HttpTimeouts = { connectMs: 10_000, answerMs: 30_000 }

const IDLE_MS = 5_000

/** Connections to one gateway that hold back each request's last byte. @param lanes connections at most */
export function fencedAgent(url: string, lanes: number): http.Agent {
  const options = { keepAlive: true, maxSockets: lanes, timeout: IDLE_MS, scheduling: 'lifo' as const }
  const agent = url.startsWith('https:') ? new https.Agent(options) : new http.Agent(options)
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (...args: Parameters<typeof connect>) => holdLastByte(connect(...args) as Socket)
  return agent
}

/**
 * Asks a gateway over HTTP; the request's last byte leaves only after `fence` said yes.
 *
 * The fence is asked at most once, when all but that byte is written, and the result never comes before it has answered.
 * An unused connection that the gateway hung up is replaced, as long as the fence was not asked.
 * @throws what the fence threw
 */
export async function askFenced(
  agent: http.Agent,
  ask: HttpAsk,
  fence: () => Promise<boolean>,
  timeouts: HttpTimeouts,
): Promise<HttpResult> {
  let wasAsked = false
  const asked = () => {
    wasAsked = true
    return fence()
  }
  for (;;) {
    const { result, wasReused } = await offer(agent, ask, asked, timeouts)
    if (!wasReused || wasAsked || !('lost' in result)) return result
  }
}

function offer(
  agent: http.Agent,
  { method, url, headers, body = '' }: HttpAsk,
  fence: () => Promise<boolean>,
  { connectMs, answerMs }: HttpTimeouts,
): Promise<{ result: HttpResult; wasReused: boolean }> {
  return new Promise((resolve, reject) => {
    let isConnected = false
    let isAsking = false
    let isEnded = false
    let early: HttpResult | undefined

    const request = (url.startsWith('https:') ? https : http).request(url, { method, agent, headers })
    const slow = setTimeout(() => request.destroy(new Error('It did not answer in time')), connectMs)
    const settle = (result: HttpResult) => {
      clearTimeout(slow)
      if (isAsking) early = result
      else resolve({ result, wasReused: request.reusedSocket })
    }

    async function ask(socket: Socket): Promise<void> {
      if (request.destroyed || early) return
      isConnected = true
      slow.refresh()
      isAsking = true
      try {
        const mayGo = await fence()
        isAsking = false
        if (mayGo && !early) {
          isEnded = true
          clearTimeout(slow)
          answerTimer()
          return endOf(socket)
        }
        // Whatever was written is void without its end.
        request.destroy()
        settle(mayGo && early ? early : { fencedOff: true })
      } catch (error) {
        isAsking = false
        request.destroy()
        clearTimeout(slow)
        reject(error)
      }
    }

    function answerTimer(): void {
      const late = setTimeout(() => request.destroy(new Error('It did not answer in time')), answerMs)
      request.once('close', () => clearTimeout(late))
    }

    // All but the held byte is with the operating system. One look around: a gateway that hung up meanwhile says so now.
    request.on('finish', () => setImmediate(() => setImmediate(() => void ask(request.socket!))))
    request.on('error', error =>
      settle({
        lost: {
          isBeforeRequest: !isConnected,
          isAfterEnd: isEnded,
          isTls: isTlsFault(error),
          words: error.message,
        },
      }),
    )
    request.on('response', response => {
      const retryAfter = response.headers['retry-after'] ?? null
      text(response).then(
        words => settle({ answer: { status: response.statusCode!, retryAfter, text: words } }),
        (error: Error) =>
          settle({
            lost: { isBeforeRequest: false, isAfterEnd: isEnded, isTls: false, words: error.message },
          }),
      )
    })
    request.end(body)
  })
}

/** Node's and OpenSSL's codes for a certificate or a handshake that can't be had. */
const isTlsFault = (error: Error & { code?: string }) =>
  /^(ERR_SSL|ERR_TLS|EPROTO$|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)/.test(
    error.code ?? '',
  )
