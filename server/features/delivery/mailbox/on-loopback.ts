import { isIP } from 'node:net'

type Asked = {
  headers: Record<string, string | string[] | undefined>
  socket: { remoteAddress?: string | undefined }
}

const forwardingHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/**
 * Whether a request comes from this very machine and by its own hand.
 *
 * The socket's address alone would not do: behind a proxy on this machine everybody has it, and a foreign page can
 * make its own name lead to 127.0.0.1 (DNS rebinding), which only the Host header gives away.
 */
export function isOnLoopback({ headers, socket }: Asked): boolean {
  if (!isLoopback(socket.remoteAddress ?? '')) return false
  if (forwardingHeaders.some(name => headers[name] !== undefined)) return false
  const host = String(headers.host ?? '').toLowerCase()
  const name = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')
  return name === 'localhost' || name.endsWith('.localhost') || isLoopback(name)
}

function isLoopback(address: string): boolean {
  const bare = address.replace(/^::ffff:/, '')
  return (isIP(bare) === 4 && bare.startsWith('127.')) || bare === '::1'
}
