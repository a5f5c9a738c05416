import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { benchSecret } from './admin.ts'

const CLI = fileURLToPath(new URL('../../server/main/cli.ts', import.meta.url))
const PATIENCE_MS = 60_000

export type Program = { pid: number; stop(): Promise<void> }

/** A process that is ready once it has said so. @param ready what it says then, on stdout */
export async function startProgram(
  command: string,
  args: string[],
  { env = process.env, ready }: { env?: NodeJS.ProcessEnv; ready: RegExp },
): Promise<Program & { said: RegExpExecArray; child: ChildProcess }> {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  const said = await new Promise<RegExpExecArray>((resolve, reject) => {
    let heard = ''
    const fail = (why: string) => reject(new Error(`${command} ${args[0] ?? ''} ${why}:\n${heard}`))
    const timer = setTimeout(() => fail('is not ready in time'), PATIENCE_MS)
    const listen = (chunk: Buffer) => {
      heard += chunk
      const match = ready.exec(heard)
      if (!match) return
      clearTimeout(timer)
      // From now on nothing is kept; the pipe is read on, or the process would wait for room in it.
      child.stdout.off('data', listen).resume()
      child.stderr.off('data', listen).resume()
      resolve(match)
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('error', error => fail(`does not run (${error.message})`))
    child.once('exit', code => fail(`ended with ${code}`))
  }).catch(async error => {
    await stop()
    throw error
  })
  return { pid: child.pid!, said, child, stop }
}

/** `muster api` on a bench database. @param more of its environment */
export async function startApi(
  databaseUrl: string,
  more: Record<string, string> = {},
): Promise<Program & { address: string }> {
  const { said, pid, stop } = await muster('api', databaseUrl, { PORT: '0', ...more }, /ready at (http\S+)/)
  return { address: said[1]!, pid, stop }
}

/** `muster worker`, sending to a mail server of the bench. @param more of its environment */
export async function startWorker(
  databaseUrl: string,
  smtpUrl: string,
  more: Record<string, string> = {},
): Promise<Program> {
  return muster('worker', databaseUrl, { SMTP_URL: smtpUrl, ...more }, /works on what is due/)
}

function muster(command: string, databaseUrl: string, more: Record<string, string>, ready: RegExp) {
  const dataDir = path.join(os.tmpdir(), 'muster-bench', 'installation')
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const env = {
    ...{ PATH: process.env.PATH, HOME: process.env.HOME, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
    ...{ DATABASE_URL: databaseUrl, MUSTER_SECRET: benchSecret, MUSTER_DATA_DIR: dataDir, MUSTER_DEMO: '0' },
    ...more,
  }
  return startProgram(process.execPath, [CLI, command], { env, ready })
}

export async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
