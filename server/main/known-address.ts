import fs from 'node:fs'
import path from 'node:path'
import type { Environment } from './environment/index.ts'
import { urlHost } from './url-host.ts'

const addressFile = (dataDir: string) => path.join(dataDir, 'address')

/** Keeps where the server listens, for commands and workers that make links and were started with another PORT, or none. */
export function keepAddress({ dataDir, databaseUrl }: Environment, address: string): void {
  if (!databaseUrl) fs.writeFileSync(addressFile(dataDir), `${address}\n`)
}

/** Where people reach Muster on this machine: where it listened last, else where it would. */
export function knownAddress({ dataDir, databaseUrl, host, port }: Environment): string {
  const file = addressFile(dataDir)
  const kept = !databaseUrl && fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : null
  return kept ?? `http://${urlHost(host)}:${port}`
}
