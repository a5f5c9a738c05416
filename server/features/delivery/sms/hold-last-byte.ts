import type { Socket } from 'node:net'

const held = new WeakMap<Socket, { bytes: Buffer; end(): void }>()

/**
 * Makes a connection keep the last byte of whatever is written back until `endOf` lets it go.
 *
 * No HTTP server acts on a request before its last byte, be that the end of its body or, where it has none, of the empty
 * line after its headers. So a message whose last byte is still here was not sent, and never will be once the
 * connection is closed. TLS does not matter: what is held back is plain text.
 */
export function holdLastByte<S extends Socket>(socket: S): S {
  const write = socket.write.bind(socket) as (bytes: Buffer, done?: () => void) => boolean
  const hold = {
    bytes: Buffer.alloc(0),
    end() {
      const last = hold.bytes
      hold.bytes = Buffer.alloc(0)
      write(last)
    },
  }
  held.set(socket, hold)
  const writeAllButLast = (chunk: string | Uint8Array, ...more: unknown[]): boolean => {
    const encoding = typeof more[0] === 'string' ? (more[0] as BufferEncoding) : 'utf8'
    const done = more.find(one => typeof one === 'function') as (() => void) | undefined
    const written = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk
    const all = Buffer.concat([hold.bytes, written])
    hold.bytes = Buffer.from(all.subarray(-1))
    return write(all.subarray(0, -1), done)
  }
  socket.write = writeAllButLast as typeof socket.write
  return socket
}

/** Lets the last byte go: the request is whole from now on. */
export function endOf(socket: Socket): void {
  held.get(socket)?.end()
}
