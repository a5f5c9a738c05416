import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { secretFile } from './environment/index.ts'

// A restore changes the database, and files beside it. The database's commit decides: the files wait beside their places
// until then, and whoever opens the database next puts them there, or away, if the restore itself was killed.

type Pending = { id: string; hasSecret: boolean }

const pendingFile = (dataDir: string) => path.join(dataDir, 'restore.pending.json')
const waitingSecret = (dataDir: string) => path.join(dataDir, 'secret.restored')
const anchorsFile = (dataDir: string) => path.join(dataDir, 'audit-anchors.jsonl')

/** Before the commit. @param secret null where the one that is there stays */
export function prepareFiles(dataDir: string, id: string, secret: string | null): void {
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  if (secret !== null) writeDurably(waitingSecret(dataDir), `${secret}\n`)
  writeDurably(pendingFile(dataDir), JSON.stringify({ id, hasSecret: secret !== null } satisfies Pending))
}

/**
 * After the commit, or after a restore that was killed: puts the files in their places if the database says that it was
 * restored, else away. The secret and the anchors of before are kept under another name. Does nothing where nothing waits.
 */
export async function settleFiles(dataDir: string, url: string): Promise<void> {
  const pending = readPending(dataDir)
  if (!pending) return
  if (await wasRestored(url, pending.id)) {
    if (pending.hasSecret && fs.existsSync(waitingSecret(dataDir))) {
      setAside(secretFile(dataDir), pending.id)
      fs.renameSync(waitingSecret(dataDir), secretFile(dataDir))
    }
    // They tell of events that the restore took back: of a chain that has another end now.
    setAside(anchorsFile(dataDir), pending.id)
  }
  fs.rmSync(waitingSecret(dataDir), { force: true })
  fs.rmSync(pendingFile(dataDir), { force: true })
}

function readPending(dataDir: string): Pending | null {
  try {
    return JSON.parse(fs.readFileSync(pendingFile(dataDir), 'utf8')) as Pending
  } catch {
    return null
  }
}

function setAside(file: string, id: string): void {
  if (fs.existsSync(file)) fs.renameSync(file, `${file}.before-${id}`)
}

/** Whole or not at all, for its user alone. */
function writeDurably(file: string, text: string): void {
  const unfinished = `${file}.${randomBytes(4).toString('hex')}`
  const handle = fs.openSync(unfinished, 'wx', 0o600)
  fs.writeFileSync(handle, text)
  fs.fsyncSync(handle)
  fs.closeSync(handle)
  fs.renameSync(unfinished, file)
}

async function wasRestored(url: string, id: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // A restore that is under way has it until it has committed.
    await client.query(`select pg_advisory_lock(hashtext('muster migrate'))`)
    const { rows } = await client.query('select from restoration where id = $1', [id])
    return rows.length > 0
  } catch (error) {
    if ((error as { code?: string }).code === '42P01') return false
    throw error
  } finally {
    await client.end()
  }
}
