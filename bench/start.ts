import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { httpClient } from './ground/http-client.ts'
import { atMost, type Bench, linesOf } from './ground/measurement.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const TIMES = 3
const PATIENCE_MS = 60_000

/** `npm start` until it answers: the very first time, which makes everything, and on a machine that is set up. */
export const bench: Bench = async function* ({ note }) {
  const line = linesOf('start')
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'muster-bench-start-'))
  try {
    note('the first start makes the database and the demo, and the web client unless it is built')
    yield line('first start until it answers', await startOnce(dataDir), 'ms')
    const times = []
    for (let time = 0; time < TIMES; time++) times.push(await startOnce(dataDir))
    yield line('start on a set-up machine until it answers (worst of 3)', Math.max(...times), 'ms', {
      goal: atMost(5_000),
    })
  } finally {
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
}

/** @returns milliseconds until the page and the API are answered */
async function startOnce(dataDir: string): Promise<number> {
  const startedAt = performance.now()
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', MUSTER_DATA_DIR: dataDir }
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  })
  const ended = new Promise(resolve => child.once('exit', resolve))
  try {
    const address = await addressSaid(child.stdout)
    const client = httpClient(address)
    for (const page of ['/', '/readyz', '/api/v1/openapi.json']) await client.get(page)
    client.close()
    return performance.now() - startedAt
  } finally {
    if (child.exitCode === null && child.pid) process.kill(-child.pid, 'SIGTERM')
    await ended
  }
}

async function addressSaid(output: NodeJS.ReadableStream): Promise<string> {
  const timeout = AbortSignal.timeout(PATIENCE_MS)
  let said = ''
  for await (const chunk of output) {
    said += chunk
    const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? []
    if (address) return address
    timeout.throwIfAborted()
  }
  throw new Error(`npm start ended without saying where it is:\n${said}`)
}
