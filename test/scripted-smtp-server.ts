import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** A line to answer with, or what happens instead of an answer. */
export type Answer = string | { drop: true } | { reset: true } | { stall: true }
export const drop: Answer = { drop: true }
export const reset: Answer = { reset: true }
export const stall: Answer = { stall: true }

/** `body`: the first bytes of a message have come; `dot`: its last. Steps that are not named go well. */
export type Step =
  | 'greeting'
  | 'EHLO'
  | 'HELO'
  | 'STARTTLS'
  | 'AUTH'
  | 'MAIL'
  | 'RCPT'
  | 'DATA'
  | 'body'
  | 'dot'
  | 'RSET'
  | 'QUIT'

export interface ScriptedServer {
  port: number
  /** Commands as they came, over all connections; `dot` for the end of a message. */
  heard: string[]
  /** Whole messages, as they came before the dot. */
  messages: string[]
  connections: number
  /** Resolves when a connection is gone, whoever ended it. */
  gone: Promise<void>
  close(): Promise<void>
}

const GOES_WELL: Partial<Record<Step, string>> = {
  greeting: '220 test.example ESMTP',
  EHLO: '250-test.example\r\n250-SIZE 100000\r\n250 PIPELINING',
  HELO: '250 test.example',
  STARTTLS: '220 Go ahead',
  AUTH: '235 2.7.0 Welcome',
  MAIL: '250 2.1.0 Ok',
  RCPT: '250 2.1.5 Ok',
  DATA: '354 Go ahead',
  dot: '250 2.0.0 Ok: queued as ABC123',
  RSET: '250 2.0.0 Ok',
  QUIT: '221 2.0.0 Bye',
}

/**
 * An SMTP server that answers just what a test says, well or badly.
 *
 * @param script an array is used up answer by answer; afterwards the step goes well
 */
export async function scriptedSmtpServer(
  script: Partial<Record<Step, Answer | Answer[]>> = {},
): Promise<ScriptedServer> {
  const sockets = new Set<Socket>()
  const gone = Promise.withResolvers<void>()
  const server = createServer(socket => {
    scripted.connections += 1
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => {
      sockets.delete(socket)
      gone.resolve()
    })
    converse(socket)
  })

  const next = (step: Step): Answer | undefined => {
    const said = script[step]
    const answer = Array.isArray(said) ? said.shift() : said
    return answer ?? GOES_WELL[step]
  }

  function answer(socket: Socket, step: Step): string | undefined {
    const said = next(step)
    if (said === undefined) return undefined
    if (typeof said === 'string') {
      socket.write(`${said}\r\n`)
      if (said.startsWith('421')) socket.end()
      return said
    }
    if ('drop' in said) socket.end()
    if ('reset' in said) socket.resetAndDestroy()
    return undefined
  }

  function converse(socket: Socket): void {
    let buffer = ''
    let isBody = false
    answer(socket, 'greeting')
    socket.on('data', chunk => {
      buffer += chunk.toString('latin1')
      while (isBody || buffer.includes('\r\n')) {
        if (isBody) {
          const end = buffer.startsWith('.\r\n') ? 0 : buffer.indexOf('\r\n.\r\n') + 2
          if (end === 1) return
          scripted.heard.push('dot')
          scripted.messages.push(buffer.slice(0, end))
          buffer = buffer.slice(end + 3)
          isBody = false
          answer(socket, 'dot')
          continue
        }
        const line = buffer.slice(0, buffer.indexOf('\r\n'))
        buffer = buffer.slice(line.length + 2)
        scripted.heard.push(line)
        const verb = line.split(/[ :]/)[0] as Step
        isBody = answer(socket, verb)?.startsWith('354') === true
        if (verb === 'QUIT') socket.end()
        if (isBody && buffer === '') socket.once('data', () => answer(socket, 'body'))
      }
    })
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const scripted: ScriptedServer = {
    port: (server.address() as AddressInfo).port,
    heard: [],
    messages: [],
    connections: 0,
    gone: gone.promise,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  return scripted
}
