import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'

/**
 * A mail server on loopback that takes everything and keeps nothing, but for recipients that it says do not exist; and for those
 * of whom it hangs up after the message instead of answering.
 */
export async function refusingMailServer(
  refuses: (to: string) => boolean,
  hangsUp: (to: string) => boolean = () => false,
) {
  const sockets = new Map<number, Socket>()
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo({ address }, _session, done) {
      done(refuses(address) ? Object.assign(new Error('5.1.1 No such user'), { responseCode: 550 }) : null)
    },
    onData(stream, { envelope, remotePort }, done) {
      stream
        .on('end', () =>
          envelope.rcptTo.some(to => hangsUp(to.address))
            ? sockets.get(remotePort)?.destroy()
            : done(null, 'taken'),
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
    url: `smtp://127.0.0.1:${(net.address() as AddressInfo).port}`,
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}
