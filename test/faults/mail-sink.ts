import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export type SinkLine = {
  to: string
  messageId: string
  atMs: number
  /** When DATA began; of a gateway nothing is known. */
  beganMs?: number
  /** The sender hung up before the dot: the message was not taken. */
  isVoid?: true
}

export type Sink = {
  port: number
  logFile: string
  lines(): SinkLine[]
  accepted(): SinkLine[]
  stop(): Promise<void>
}
export type MailSink = Sink & {
  url: string
  /** Of `sink.ts`: where it says to whom DATA has begun, as soon as it has. */
  begunFile: string
}

/** Starts `sink.ts`. */
export async function startMailSink(folder: string, delayMs: number): Promise<MailSink> {
  const sink = await startSink('sink.ts', folder, delayMs)
  return { ...sink, url: `smtp://127.0.0.1:${sink.port}`, begunFile: `${sink.logFile}.begun` }
}

/** Messages under way at once, in SMS_URL: as many as mail has. */
const SMS_LANES = 16

/** Starts `sms-sink.ts`. */
export async function startSmsSink(folder: string, delayMs: number): Promise<MailSink> {
  const sink = await startSink('sms-sink.ts', folder, delayMs)
  const query = `from=15550100&pace=1000&lanes=${SMS_LANES}`
  return { ...sink, url: `kannel+http://user:pass@127.0.0.1:${sink.port}?${query}`, begunFile: '' }
}

/** A process of its own; its log is read from its file, not from its memory. */
async function startSink(program: string, folder: string, delayMs: number): Promise<Sink> {
  const logFile = path.join(folder, `${program}-${delayMs}-ms.log`)
  fs.writeFileSync(logFile, '')
  const main = fileURLToPath(new URL(program, import.meta.url))
  const child = spawn(process.execPath, [main, logFile, String(delayMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const gone = once(child, 'exit')
  const [port] = await Promise.race([
    once(child.stdout, 'data'),
    gone.then(([code]) => {
      throw new Error(`${program} ended at its start with ${code}`)
    }),
  ])
  const lines = () =>
    fs
      .readFileSync(logFile, 'utf8')
      .split('\n')
      .slice(0, -1)
      .map(line => JSON.parse(line) as SinkLine)
  return {
    port: Number(String(port)),
    logFile,
    lines,
    accepted: () => lines().filter(line => !line.isVoid),
    async stop() {
      child.stdin.end()
      await gone
    },
  }
}
