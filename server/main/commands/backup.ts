import { type BackupHeader, newRecipe, takeSnapshot, writeContainer } from '../../db/backup/index.ts'
import { type Environment, keepSecret, readEnvironment, secretPrint } from '../environment/index.ts'
import { reachDatabase } from '../open-database.ts'
import { settleFiles } from '../restored-files.ts'
import { note } from '../say.ts'
import { answerer, type CommandOptions } from './desk.ts'
import { writeWhole } from './write-whole.ts'

/**
 * Writes one moment of the whole installation into a file, which has its name only once it is whole.
 *
 * The secret goes along where Muster made it itself, as nobody else has it, or where the backup is sealed; one that was
 * given as MUSTER_SECRET stays with whoever gave it.
 */
export async function backup(file: string, options: CommandOptions): Promise<void> {
  const environment = readEnvironment(process.env)
  // Not brought up to this version: it may be made before an upgrade, to go back to.
  const reached = await reachDatabase(environment, note)
  try {
    await settleFiles(environment.dataDir, reached.url)
    await writeBackup(file, options, environment, reached.url)
  } finally {
    await reached.leave()
  }
}

async function writeBackup(file: string, options: CommandOptions, environment: Environment, url: string) {
  const { backupPassphrase: passphrase } = environment
  const secret = environment.secret ?? keepSecret(environment.dataDir)
  const hasSecret = environment.secret === null || passphrase !== null
  const snapshot = await takeSnapshot(url)
  try {
    const header: BackupHeader = {
      madeAt: snapshot.at.toISOString(),
      migrations: snapshot.migrations,
      secretPrint: secretPrint(secret),
      hasSecret,
      seal: passphrase === null ? null : newRecipe(),
    }
    let [tables, rows] = [0, 0]
    const records = snapshot.records(hasSecret ? secret.toString() : null, rowsOfTable => {
      tables += 1
      rows += rowsOfTable
    })
    const bytes = await writeWhole(file, writeContainer(header, records, passphrase))
    const value = { madeAt: header.madeAt, tables, rows, bytes, hasSecret, isSealed: passphrase !== null }
    const words = [
      `Backed up ${rows.toLocaleString('en')} rows of ${tables} tables, as of ${header.madeAt}: ${(bytes / 1e6).toFixed(1)} MB.`,
      secretWords(hasSecret, passphrase !== null),
      'Not in it: what the environment says, the anchors of the audit log, and how to sign in to the demo.',
    ]
    // With - the backup itself is on standard output.
    if (file === '-') for (const line of options.json ? [JSON.stringify(value)] : words) note(line)
    else answerer(options)(value, words)
  } finally {
    await snapshot.close()
  }
}

function secretWords(isIn: boolean, isSealed: boolean): string {
  if (isSealed) return 'The secret is in it, and all of it is sealed with MUSTER_BACKUP_PASSPHRASE.'
  if (isIn) {
    return 'The secret is in it, and it is not sealed: whoever reads it can make invitation links. Set MUSTER_BACKUP_PASSPHRASE to seal it.'
  }
  return 'MUSTER_SECRET is not in it: without the same one, links that were sent die. Keep it, or set MUSTER_BACKUP_PASSPHRASE, and it goes along sealed.'
}
