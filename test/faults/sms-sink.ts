import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * An SMS gateway in Kannel's form, of its own process, as `sink.ts` is a mail server: `node sms-sink.ts LOG DELAY_MS`. Half of the
 * delay lies between the end of a request and the log, half between the log and the answer.
 */
const [logFile = '', delayMs = '50'] = process.argv.slice(2)
const log = fs.openSync(logFile, 'a')
const halfMs = Number(delayMs) / 2

const server = http.createServer(async (request, response) => {
  const messageId = `${request.headers['idempotency-key']}@example.com`
  const to = new URL(request.url!, 'http://gateway').searchParams.get('to')
  await wait(halfMs)
  fs.writeSync(log, `${JSON.stringify({ to, messageId, atMs: Date.now() })}\n`)
  await wait(halfMs)
  response.writeHead(202).end('0: Accepted for delivery')
})
server.keepAliveTimeout = 60_000
server.on('clientError', (_, socket) => socket.destroy()) // whoever was killed hangs up
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
process.stdin.on('end', () => process.exit()).resume()
