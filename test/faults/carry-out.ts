import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { faults } from './catalogue.ts'

const RUN = fileURLToPath(new URL('./run.ts', import.meta.url))
const END_WITH_PARENT = new URL('../../bin/end-with-parent.js', import.meta.url).href

/** Tells in one line what came of it, and of every invariant that broke in one more. @returns whether none did */
export async function carryOut(name: string, amount: number): Promise<boolean> {
  const fromMs = Date.now()
  const fault = await faults[name]!.load()
  const { seen, broken } = await fault(amount).catch(error => ({
    seen: [],
    broken: [`it could not be carried out: ${(error as Error).stack}`],
  }))
  const took = `${Math.round((Date.now() - fromMs) / 1000)} s`
  console.log([name.padEnd(11), broken.length ? 'BROKEN' : 'ok', ...seen, took].join('  '))
  for (const what of broken) console.log(`             ${what}`)
  return broken.length === 0
}

/** The same in a process of its own, so that another can go on beside it. */
export async function carryOutApart(name: string, amount: number): Promise<boolean> {
  const args = ['--import', END_WITH_PARENT, RUN, name, '--amount', String(amount)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const [code] = await once(child, 'exit')
  return code === 0
}
