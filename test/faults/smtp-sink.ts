import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../free-port.ts'

const PROGRAM = ['/usr/sbin/smtp-sink', '/usr/local/sbin/smtp-sink', '/usr/libexec/postfix/smtp-sink'].find(
  file => fs.existsSync(file),
)
const BACKLOG = '128'

/** Whether Postfix's is installed. */
export const hasSmtpSink = PROGRAM !== undefined

/**
 * @param switches how it misbehaves
 * @throws with the program's own words, if it ends by itself, at its start or before it is closed
 */
export async function smtpSink(switches: string[]): Promise<{ port: number; close(): Promise<void> }> {
  const port = await freePort()
  const asNobody = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const child = spawn(PROGRAM!, [...asNobody, ...switches, `127.0.0.1:${port}`, BACKLOG], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    words += chunk
  })
  const ended = once(child, 'close')
  const mustRun = async (when: string) => {
    if ((child.exitCode ?? child.signalCode) === null) return
    await ended
    throw new Error(`smtp-sink ${switches.join(' ')} ended ${when}: ${words.trim()}`)
  }
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  while (!(await isThere(port))) {
    await mustRun('at its start')
    await wait(10)
  }
  // Somebody else may have taken the port meanwhile.
  await mustRun('at its start')
  return {
    port,
    async close() {
      process.removeListener('exit', kill)
      await mustRun('before its time')
      kill()
      await ended
    },
  }
}

const isThere = (port: number) =>
  new Promise<boolean>(resolve => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket.destroy() !== undefined))
    socket.on('error', () => resolve(false))
  })
