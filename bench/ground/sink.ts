import type { ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { kannel } from '../../test/kannel.ts'
import { freePort, startProgram } from './programs.ts'

export type CountingSink = {
  /** Which it is, for the report. */
  name: string
  port: number
  url: string
  /** Messages accepted since it was started. */
  count(): number
  /** Resolves within 10 ms of so many having been accepted. @throws when that takes too long */
  reached(count: number, patienceMs: number): Promise<void>
  stop(): Promise<void>
}

const BACKLOG = '512'
const SMTP_SINK = ['/usr/sbin/smtp-sink', '/usr/local/sbin/smtp-sink', '/usr/libexec/postfix/smtp-sink']
const SMTP_SOURCE = SMTP_SINK.map(file => file.replace('smtp-sink', 'smtp-source'))
const SMS_GATEWAY = fileURLToPath(new URL('./sms-gateway.ts', import.meta.url))
/** Messages under way at once: as many as mail has. */
export const SMS_LANES = 16
/** Messages a second: more than anybody sends, so that the pace is not what is measured. */
const SMS_PACE = 10_000
const NOWHERE = 'http://127.0.0.1:9'
const UNROUTABLE = '+999'
const LOOK_EVERY_MS = 10
const NODE_SINK = fileURLToPath(new URL('./node-sink.ts', import.meta.url))

/** Postfix's sender in C, where it is installed. */
export const smtpSource = (): string | undefined => SMTP_SOURCE.find(file => fs.existsSync(file))

/** A mail server that takes everything and keeps nothing: Postfix's, where it is installed, else one in Node. */
export async function startSink(): Promise<CountingSink> {
  const port = await freePort()
  const address = `127.0.0.1:${port}`
  const postfix = SMTP_SINK.find(file => fs.existsSync(file))
  const asNobody = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const program = postfix
    ? await listening(postfix, [...asNobody, '-c', address, BACKLOG], port)
    : await listening(process.execPath, [NODE_SINK, String(port)], port)
  return {
    ...counterOf(program.child),
    name: postfix ? 'smtp-sink of Postfix' : 'smtp-server of Node',
    port,
    url: `smtp://${address}`,
    stop: program.stop,
  }
}

/** An SMS gateway that takes everything and keeps nothing. @param answerAfterMs how long it takes over each message */
export async function startSmsGateway(answerAfterMs: number): Promise<CountingSink> {
  const port = await freePort()
  const program = await listening(process.execPath, [SMS_GATEWAY, String(port), String(answerAfterMs)], port)
  return {
    ...counterOf(program.child),
    name: "a bare one in Kannel's form",
    port,
    url: smsUrl(`127.0.0.1:${port}`),
    stop: program.stop,
  }
}

/** Kannel itself before its fake SMSC, where it is installed. Reports lead nowhere. */
export async function startKannel(): Promise<CountingSink> {
  const gateway = await kannel(NOWHERE, UNROUTABLE)
  return {
    ...polled(gateway.taken),
    name: 'Kannel',
    port: Number(gateway.host.split(':').at(-1)),
    url: smsUrl(gateway.host),
    stop: () => gateway.close(),
  }
}

const smsUrl = (host: string) =>
  `kannel+http://user:pass@${host}?from=15550100&pace=${SMS_PACE}&lanes=${SMS_LANES}`

/** It says how many it has when it has taken a first connection. */
async function listening(command: string, args: string[], port: number) {
  const knocking = setInterval(() => void knock(port), 50)
  try {
    return await startProgram(command, args, { ready: /mesg=\d+/ })
  } finally {
    clearInterval(knocking)
  }
}

async function knock(port: number): Promise<void> {
  const { connect } = await import('node:net')
  const socket = connect(port, '127.0.0.1', () => socket.end('QUIT\r\n'))
  socket.on('error', () => {})
  socket.resume()
}

/** Reads `mesg=N` of what the sink says after every message. */
function counterOf(child: ChildProcess): Pick<CountingSink, 'count' | 'reached'> {
  let count = 0
  let rest = ''
  child.stdout!.on('data', (chunk: Buffer) => {
    const text = rest + chunk
    const from = text.lastIndexOf('mesg=', text.lastIndexOf('\r'))
    rest = text.slice(-40)
    if (from >= 0) count = Number.parseInt(text.slice(from + 'mesg='.length), 10)
  })
  return polled(() => count)
}

function polled(count: () => number): Pick<CountingSink, 'count' | 'reached'> {
  return {
    count,
    async reached(wanted, patienceMs) {
      for (const until = performance.now() + patienceMs; count() < wanted; await wait(LOOK_EVERY_MS)) {
        if (performance.now() > until)
          throw new Error(`The sink has ${count()} messages and not ${wanted} after ${patienceMs} ms.`)
      }
    },
  }
}
