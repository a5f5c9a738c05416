import fs from 'node:fs'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'

/**
 * A mail server of its own process, as slow as the kills need it: `node sink.ts LOG DELAY_MS`. Tells its port on stdout
 * and ends with the process that started it.
 *
 * Half of the delay lies between the dot and the log, half between the log and the answer, so that whoever is killed
 * meanwhile leaves a message that arrived or one that did not. A line in the log is an accepted message: written before
 * the answer, it survives everything but the death of the machine.
 */
const [logFile = '', delayMs = '50'] = process.argv.slice(2)
const log = fs.openSync(logFile, 'a')
/** To whom DATA has begun, a line each. */
const begun = fs.openSync(`${logFile}.begun`, 'a')
const halfMs = Number(delayMs) / 2
const note = (fields: object) => fs.writeSync(log, `${JSON.stringify({ ...fields, atMs: Date.now() })}\n`)

const server = new SMTPServer({
  name: 'sink.example',
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  onData(stream, session, done) {
    let text = ''
    let hasEnded = false
    const beganMs = Date.now()
    fs.writeSync(begun, `${session.envelope.rcptTo[0]?.address}\n`)
    const message = () => ({
      to: session.envelope.rcptTo[0]?.address,
      messageId: /^message-id:\s*<([^>]+)>/im.exec(text)?.[1],
      beganMs,
    })
    stream.setEncoding('latin1')
    stream.on('data', (chunk: string) => {
      text += chunk
    })
    stream.on('error', () => {})
    stream.on('close', () => {
      if (!hasEnded) note({ ...message(), isVoid: true })
    })
    stream.on('end', async () => {
      hasEnded = true
      await wait(halfMs)
      note(message())
      await wait(halfMs)
      done(null, 'kept')
    })
  },
})
server.on('error', () => {}) // whoever was killed hangs up
const net = server.listen(0, '127.0.0.1', () => console.log((net.address() as AddressInfo).port))
process.stdin.on('end', () => process.exit()).resume()
