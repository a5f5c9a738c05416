import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export type SinkLine = {
  to: string
  messageId: string
  atMs: number
  /** The sender hung up before the dot: the message was not taken. */
  isVoid?: true
}

export type MailSink = { url: string; lines(): SinkLine[]; accepted(): SinkLine[]; stop(): Promise<void> }

/** Starts `sink.ts` as a process of its own; its log is read from its file, not from its memory. */
export async function startMailSink(folder: string, delayMs: number): Promise<MailSink> {
  const logFile = path.join(folder, `sink-${delayMs}-ms.log`)
  fs.writeFileSync(logFile, '')
  const main = fileURLToPath(new URL('./sink.ts', import.meta.url))
  const child = spawn(process.execPath, [main, logFile, String(delayMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [port] = await once(child.stdout, 'data')
  const lines = () =>
    fs
      .readFileSync(logFile, 'utf8')
      .split('\n')
      .slice(0, -1)
      .map(line => JSON.parse(line) as SinkLine)
  return {
    url: `smtp://127.0.0.1:${Number(String(port))}`,
    lines,
    accepted: () => lines().filter(line => !line.isVoid),
    async stop() {
      child.stdin.end()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}
