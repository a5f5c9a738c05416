import net, { type AddressInfo } from 'node:net'
import type { Environment } from './environment/index.ts'
import { urlHost } from './url-host.ts'

/** Where this process will listen, known before it does, because links and problem pages name it. */
export async function listening({
  host,
  port,
}: Environment): Promise<{ host: string; port: number; address: string }> {
  const certain = port || (await freePort(host))
  return { host, port: certain, address: `http://${urlHost(host)}:${certain}` }
}

async function freePort(host: string): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, host, resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
