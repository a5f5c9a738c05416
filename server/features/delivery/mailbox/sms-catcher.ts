import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

export type CaughtSms = { from: string; to: string; text: string }

export type SmsCatcher = {
  /** What SMS_URL would say. */
  url: string
  close(): Promise<void>
}

/**
 * An SMS gateway of one's own for who has none: takes everything from this machine and sends nothing on.
 *
 * It speaks Kannel's sendsms, so what is sent takes the way that real messages take. A message is accepted only after
 * `store` has kept it; else with 503, so that the sender tries again.
 */
export async function startSmsCatcher(store: (sms: CaughtSms) => Promise<void>): Promise<SmsCatcher> {
  const server = http.createServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams
    const answer = (status: number, words: string) => response.writeHead(status).end(words)
    const sms = { from: asked.get('from') ?? '', to: asked.get('to') ?? '', text: asked.get('text') ?? '' }
    store(sms).then(
      () => answer(202, '0: Accepted for delivery'),
      () => answer(503, 'Temporal failure, try again later.'),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `kannel+http://muster:local@127.0.0.1:${port}/cgi-bin/sendsms?from=15550100&pace=1000&lanes=8`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
