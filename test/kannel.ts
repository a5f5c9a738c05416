import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { connect } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePorts } from './free-port.ts'
import type { PhoneGateway } from './phone-gateway.ts'

const BEARERBOX = '/usr/sbin/bearerbox'
const SMSBOX = '/usr/sbin/smsbox'
const FAKESMSC = '/usr/lib/kannel/test/fakesmsc'
const LOOK_EVERY_MS = 20
const PATIENCE_MS = 20_000

/** Whether Debian's packages `kannel` and `kannel-extras` are installed. */
export const hasKannel = [BEARERBOX, SMSBOX, FAKESMSC].every(file => fs.existsSync(file))

/** Kannel itself, on loopback, before its fake SMSC: what that one has been given, a phone has. @property taken requests it said yes to */
export async function kannel(
  answersUrl: string,
  unroutable: string,
): Promise<PhoneGateway & { taken(): number }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'muster-kannel-'))
  const [admin = 0, boxes = 0, smsc = 0, sendsms = 0] = await freePorts(4)
  const settings = path.join(folder, 'kannel.conf')
  const requests = path.join(folder, 'requests.log')
  fs.writeFileSync(settings, configuration({ admin, boxes, smsc, sendsms, answersUrl, unroutable, requests }))
  const running: ChildProcess[] = []
  const run = (program: string, ...args: string[]) => {
    const log = fs.openSync(path.join(folder, `${path.basename(program)}.log`), 'a')
    const child = spawn(program, args, { cwd: folder, stdio: ['ignore', log, log] })
    fs.closeSync(log)
    running.push(child)
    return child
  }
  /** @param says in the form "sender receiver text …", so often */
  const phones = (times: number, says: string) =>
    run(FAKESMSC, '-H', '127.0.0.1', '-r', String(smsc), '-i', '0.01', '-m', String(times), says)
  const end = async (child: ChildProcess) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  process.once('exit', () => {
    for (const child of running) child.kill('SIGKILL')
  })
  try {
    run(BEARERBOX, '-v', '4', settings)
    await answering(boxes)
    await answering(smsc)
    let phone = phones(0, '0 0 text none')
    run(SMSBOX, '-v', '4', settings)
    await answering(sendsms)
    const heard = () => fs.readFileSync(path.join(folder, 'fakesmsc.log'), 'utf8')
    await soon(async () => {
      const status = await fetch(`http://127.0.0.1:${admin}/status.txt?password=pass`)
      return /smsbox.*on-line.*fake.*\(online/s.test(await status.text())
    })
    return {
      name: 'Kannel',
      host: `127.0.0.1:${sendsms}`,
      arrived: () => messagesIn(heard()),
      taken: countIn(requests, 'send-SMS request added'),
      async answer(from, to, text) {
        await end(phone)
        phone = phones(1, `${from} ${to} text ${text}`)
      },
      async close() {
        for (const child of running.reverse()) await end(child)
        fs.rmSync(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    for (const child of running) child.kill('SIGKILL')
    throw error
  }
}

/** What fakesmsc wrote down, percent-encoded; the parts of a longer text come one after the other, each with its header (udh). */
function messagesIn(log: string): Arrived[] {
  const messages: (Arrived & { reference: string | null })[] = []
  for (const [, from, to, rest] of log.matchAll(/Got message \d+: <(\S+) (\S+) (.*)>/g)) {
    const [, header, encoded] = /^(?:udh (\S+) data|\S+) (.*)$/s.exec(rest!)!
    const reference = header ? bytesOf(header).subarray(3, 4).toString('hex') : null
    const last = messages.at(-1)
    const text = textIn(bytesOf(encoded!))
    if (last && reference !== null && last.reference === reference && last.to === to) last.text += text
    else messages.push({ from: from!, to: to!, text, reference })
  }
  return messages
}

/** How many lines of a file that only grows say something; reads what is new. */
function countIn(file: string, words: string): () => number {
  let count = 0
  let read = 0
  return () => {
    const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0
    const fresh = Buffer.alloc(size - read)
    const log = fs.openSync(file, 'a+')
    fs.readSync(log, fresh, 0, fresh.length, read)
    fs.closeSync(log)
    const whole = fresh.subarray(0, fresh.lastIndexOf('\n') + 1)
    read += whole.length
    count += whole.toString('latin1').split(words).length - 1
    return count
  }
}

type Arrived = ReturnType<PhoneGateway['arrived']>[number]

const bytesOf = (encoded: string): Buffer =>
  Buffer.from(
    encoded
      .replaceAll('+', ' ')
      .replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )

/** Of UCS-2 every second byte is a zero, or names the alphabet. */
const textIn = (bytes: Buffer): string =>
  new TextDecoder(bytes.some(byte => byte === 0 || byte === 4) ? 'utf-16be' : 'latin1').decode(bytes)

type Ports = Record<'admin' | 'boxes' | 'smsc' | 'sendsms', number>

const configuration = (set: Ports & { answersUrl: string; unroutable: string; requests: string }) => `
group = core
admin-port = ${set.admin}
admin-interface = "127.0.0.1"
admin-password = pass
smsbox-port = ${set.boxes}
smsbox-interface = "127.0.0.1"
box-allow-ip = "127.0.0.1"
dlr-storage = internal

group = smsc
smsc = fake
smsc-id = fake
port = ${set.smsc}
connect-allow-ip = "127.0.0.1"
denied-prefix = "${set.unroutable}"

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = ${set.boxes}
sendsms-port = ${set.sendsms}
sendsms-interface = "127.0.0.1"
access-log = "${set.requests}"

group = sendsms-user
username = user
password = pass
concatenation = true
max-messages = 10

group = sms-service
keyword = default
catch-all = true
max-messages = 0
get-url = "${set.answersUrl}?from=%p&text=%a"
`

const answering = (port: number) =>
  soon(
    () =>
      new Promise<boolean>(resolve => {
        const socket = connect(port, '127.0.0.1', () => resolve(socket.end() !== undefined))
        socket.on('error', () => resolve(false))
      }),
  )

async function soon(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; !(await isSo()); await wait(LOOK_EVERY_MS))
    if (Date.now() > until) throw new Error(`Kannel is not ready after ${PATIENCE_MS / 1000} s.`)
}
