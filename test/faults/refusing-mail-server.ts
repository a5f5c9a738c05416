import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { messageOfReturnPath } from '../../server/features/delivery/bounces/return-path.ts'
import { testInstallation } from '../account.ts'
import type { Answer } from './model-steps.ts'

const refusal = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode })
const REFUSALS: Partial<Record<Answer, Error>> = {
  refuse: refusal(550, '5.1.1 No such user'),
  later: refusal(451, '4.7.1 Later'),
}

const DOMAIN = 'back.example.com'

/**
 * A mail server on loopback that keeps nothing, and does with each message what it is told for its recipient.
 *
 * @param answer to a message, by its id, that our return path tells
 */
export async function refusingMailServer(answer: (to: string, messageId: string) => Promise<Answer>) {
  const sockets = new Map<number, Socket>()
  const hungUpOn = new Set<number>()
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    async onRcptTo({ address }, { remotePort, envelope: { mailFrom } }, done) {
      const from = mailFrom ? mailFrom.address : ''
      const said = await answer(address, messageOfReturnPath(testInstallation.secret, DOMAIN, from)!)
      if (said === 'hang up') hungUpOn.add(remotePort)
      done(REFUSALS[said] ?? null)
    },
    onData(stream, { remotePort }, done) {
      stream
        .on('end', () =>
          hungUpOn.delete(remotePort) ? sockets.get(remotePort)?.destroy() : done(null, 'taken'),
        )
        .resume()
    },
  })
  server.on('error', () => {})
  const net = server.listen(0, '127.0.0.1')
  net.on('connection', socket => {
    const port = socket.remotePort!
    sockets.set(port, socket)
    socket.on('close', () => sockets.delete(port))
  })
  await once(net, 'listening')
  return {
    bounceUrl: `smtp://127.0.0.1:0?domain=${DOMAIN}`,
    url: `smtp://127.0.0.1:${(net.address() as AddressInfo).port}`,
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}
