import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** One address on loopback that leads to another, which can be changed; every connection ends when it is. */
export async function switchboard() {
  let target: number | null = null
  const open = new Set<Socket>()
  const server = createServer(socket => {
    if (target === null) return socket.destroy()
    const onward = connect(target, '127.0.0.1')
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      open.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const leadNowhere = () => {
    target = null
    for (const socket of open) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    leadNowhere,
    leadTo(port: number) {
      leadNowhere()
      target = port
    },
    async close() {
      leadNowhere()
      server.close()
      await once(server, 'close')
    },
  }
}
