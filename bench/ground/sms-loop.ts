import http from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * What sending the same SMS costs without knowing afterwards what happened to whom: Node's own client over connections kept
 * alive. In a process of its own: node sms-loop.ts PORT CONNECTIONS COUNT PAUSE_MS, prints {"ms", "cpuMs"}.
 *
 * PAUSE_MS: how long each connection rests between an answer and its next request.
 */
const [port = 0, connections = 0, count = 0, pauseMs = 0] = process.argv.slice(2).map(Number)
const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
let next = 0

const lane = async () => {
  while (next < count) {
    const number = next++
    if (pauseMs) await pause(pauseMs)
    const query = new URLSearchParams({
      ...{ username: 'user', password: 'pass', from: '15550100' },
      to: `+1212${String(number).padStart(7, '0')}`,
      text: `Ada Admin invites you to join Bench Builders: http://127.0.0.1:3000/join/${String(number).padStart(43, 'Qm4xTz-kR7')}. User name: +1212${String(number).padStart(7, '0')}. Works until Dec 20, 2025. Not you? Do nothing. No more messages: reply STOP.`,
      ...{ charset: 'UTF-8', coding: '0', 'dlr-mask': '19' },
      'dlr-url': `http://127.0.0.1:3000/api/v1/sms/reports/${String(number).padStart(36, '0')}/${String(number).padStart(36, '0')}/Qm4xTz-kR7_pLs9vYw2hJd8nGf5bCe3aUo6iXq1tVyB?status=%d&reply=%A`,
    })
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      http
        .request({ host: '127.0.0.1', port, path: `/cgi-bin/sendsms?${query}`, agent }, resolve)
        .on('error', reject)
        .end()
    })
    await text(response)
  }
}
const cpuBefore = process.cpuUsage()
const startedAt = performance.now()
await Promise.all(Array.from({ length: connections }, lane))
const ms = performance.now() - startedAt
const { user, system } = process.cpuUsage(cpuBefore)
process.stdout.write(`${JSON.stringify({ ms, cpuMs: (user + system) / 1000 })}\n`, () => process.exit(0))
