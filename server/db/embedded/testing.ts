import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { TestContext } from 'node:test'
import pg from 'pg'
import { type EmbeddedPostgres, ensureEmbeddedPostgres } from './index.ts'
import { runningPostmaster } from './postmaster.ts'

type User = { uid?: number; gid?: number }
export type Attached = { url: string; owner: boolean; leave(): Promise<void>; kill(): Promise<void> }

/** A data folder and processes that use it; all of it is gone after the test. */
export type Ground = {
  dataDir: string
  start(log?: (line: string) => void): Promise<EmbeddedPostgres>
  attach(user?: User): Promise<Attached>
  postmaster(): number | undefined
}

/** @param made a data folder to begin with, in place of an empty one */
export function aGround(t: TestContext, made?: string): Ground {
  const parent = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'muster-embedded-'))
  const dataDir = path.join(parent, 'postgres')
  if (made) fs.cpSync(made, dataDir, { recursive: true })
  else fs.mkdirSync(dataDir, { mode: 0o700 })
  const postmaster = () => runningPostmaster(path.join(dataDir, 'cluster'))?.pid
  const endings: (() => Promise<void>)[] = []
  t.after(async () => {
    for (const end of endings.reverse()) await end()
    const left = postmaster()
    if (left) process.kill(left, 'SIGKILL')
    fs.rmSync(parent, { recursive: true, force: true, maxRetries: 5 })
  })
  return {
    dataDir,
    postmaster,
    async start(log) {
      const server = await ensureEmbeddedPostgres({ dataDir, ...(log && { log }) })
      endings.push(server.stop)
      return server
    },
    async attach(user = {}) {
      const attached = await attach(dataDir, user)
      endings.push(attached.kill)
      return attached
    },
  }
}

export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const PROGRAM = `
  import { ensureEmbeddedPostgres } from ${JSON.stringify(import.meta.resolve('./index.ts'))}
  const { url, owner, stop } = await ensureEmbeddedPostgres({ dataDir: process.argv[1] })
  console.log(JSON.stringify({ url, owner }))
  for await (const _ of process.stdin);
  await stop()
`

async function attach(dataDir: string, user: User): Promise<Attached> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, dataDir], {
    ...user,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', chunk => {
    errors += chunk
  })
  const exited = once(child, 'close')
  const [line] = await Promise.race([once(child.stdout, 'data'), exited])
  if (!Buffer.isBuffer(line)) throw new Error(`The process ended with ${line}: ${errors}`)
  const { url, owner } = JSON.parse(line.toString()) as { url: string; owner: boolean }
  return {
    url,
    owner,
    async leave() {
      child.stdin.end()
      await exited
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
