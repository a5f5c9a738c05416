import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const MUSTER = fileURLToPath(new URL('../bin/muster', import.meta.url))

export type Env = Record<string, string>

/** A Muster as people start it: a process of its own. */
export type StartedServer = {
  address: string
  signIns: { role: string; userName: string; password: string }[]
  /** As Ctrl-C, or worse. @returns the exit code, or the signal that ended it */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>
}

/** Starts `muster serve` on a free port and waits until it answers. */
export async function startServer(env: Env): Promise<StartedServer> {
  const child = launch(['serve'], { PORT: '0', ...env })
  const ended = once(child, 'exit')
  const signIns: StartedServer['signIns'] = []
  let address: string | undefined
  for await (const line of createInterface({ input: child.stdout! })) {
    address ??= /ready at (\S+)/.exec(line)?.[1]
    const signIn = /^sign in: (.+) (\S+) (\S+)$/.exec(line)
    if (signIn) signIns.push({ role: signIn[1]!, userName: signIn[2]!, password: signIn[3]! })
    if (line.startsWith('No mail leaves')) break
  }
  if (!address) throw new Error(`muster serve ended with ${(await ended)[0]}.`)
  child.stdout!.resume()
  return {
    address,
    signIns,
    async end(signal) {
      child.kill(signal)
      const [code, by] = await ended
      return code ?? by
    },
  }
}

/** Runs a command to its end. */
export async function muster(args: string[], env: Env): Promise<{ code: number; out: string; err: string }> {
  const child = launch(args, env)
  let [out, err] = ['', '']
  child.stdout!.setEncoding('utf8').on('data', text => (out += text))
  child.stderr!.setEncoding('utf8').on('data', text => (err += text))
  const [code] = await once(child, 'close')
  return { code, out, err }
}

/** With the test's environment only: what the tester's shell says must not matter. */
export function launch(args: string[], env: Env, stdin: 'ignore' | 'pipe' = 'ignore'): ChildProcess {
  const clean = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env }
  return spawn(process.execPath, [MUSTER, ...args], { env: clean, stdio: [stdin, 'pipe', 'pipe'] })
}
