import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import {
  type BackupHeader,
  loadDatabase,
  lookThrough,
  NotABackup,
  openContainer,
} from '../../db/backup/index.ts'
import { MIGRATIONS_FOLDER, type MigrationFile, readMigrationFiles } from '../../db/migration-files.ts'
import { type Environment, readEnvironment, secretFile, secretPrint } from '../environment/index.ts'
import { installationOf } from '../installation-of.ts'
import { reachDatabase } from '../open-database.ts'
import { prepareFiles, settleFiles } from '../restored-files.ts'
import { note } from '../say.ts'
import { CommandFault } from './command-fault.ts'
import { answerer, type CommandOptions } from './desk.ts'
import { restoreInto } from './restore-into.ts'

type RestoreOptions = CommandOptions & {
  yes?: boolean
  dryRun?: boolean
  otherSecret?: boolean
  saveSecret?: string
}

/** Makes this installation what a backup says: all of it or nothing. */
export async function restore(file: string, options: RestoreOptions): Promise<void> {
  const environment = readEnvironment(process.env)
  try {
    const { header, plain } = await openContainer(file === '-' ? process.stdin : openFile(file))
    const files = await migrationsFor(header)
    const passphrase = environment.backupPassphrase
    const look = () => lookThrough(plain(passphrase))
    if (options.saveSecret) return saveSecret(options.saveSecret, (await look()).secret)
    if (options.dryRun) return tellContent(options, header, (await look()).rows)
    const isSecretKept = judgeSecret(environment, header, options)
    await restoreHere(environment, options, header, plain(passphrase), files, isSecretKept)
  } catch (error) {
    if (error instanceof NotABackup) throw new CommandFault(`${error.message} Nothing was changed.`, 1)
    throw error
  }
}

async function restoreHere(
  environment: Environment,
  options: RestoreOptions,
  header: BackupHeader,
  plain: AsyncGenerator<Buffer>,
  files: MigrationFile[],
  isSecretKept: boolean,
): Promise<void> {
  const { dataDir } = environment
  const id = randomUUID()
  const reached = await reachDatabase(environment, note)
  try {
    const { held, rows } = await restoreInto(
      reached.url,
      { mayReplace: options.yes === true, connectionsOfOurs: environment.databaseUrl ? 0 : 1 },
      async client => {
        const content = await loadDatabase(client, plain, header.migrations.length, files)
        const secret = isSecretKept ? null : content.secret
        prepareFiles(dataDir, id, secret)
        return {
          rows: content.rows,
          restored: { id, madeAt: new Date(header.madeAt), secretPrint: header.secretPrint, now: new Date() },
          installation: installationOf(
            secret ? { ...environment, secret: Buffer.from(secret) } : environment,
          ),
        }
      },
    )
    await settleFiles(dataDir, reached.url)
    const total = Object.values(rows).reduce((sum, count) => sum + count, 0)
    answerer(options)({ madeAt: header.madeAt, rows: total, heldMessages: held, sendingPaused: true }, [
      `Restored ${total.toLocaleString('en')} rows: everything is as it was ${header.madeAt}.`,
      `Sending is paused.${held ? ` ${held} messages that were waiting are held: the installation before may have sent them.` : ''}`,
      `Look at what happened since, then: npx muster sending resume${held ? ' (with --send-held if nothing was sent after the backup)' : ''}.`,
      'Everybody signs in anew. Who was inactivated, and which API keys were ended, after the backup works again: end them once more.',
    ])
  } finally {
    await settleFiles(dataDir, reached.url).catch(() => {})
    await reached.leave()
  }
}

function openFile(file: string): fs.ReadStream {
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw new CommandFault(`There is no file ${file}.`)
  }
  return fs.createReadStream(file, { highWaterMark: 1024 * 1024 })
}

/** @returns the migrations of this version, which those of the backup begin */
async function migrationsFor({ migrations }: BackupHeader): Promise<MigrationFile[]> {
  const files = await readMigrationFiles(MIGRATIONS_FOLDER)
  for (const [index, { name, sha256 }] of migrations.entries()) {
    const file = files[index]
    if (!file || file.name !== name) {
      throw new CommandFault(
        `The backup has the migration ${name}, which this version of Muster does not know: restore it with the version that made it, or a newer one.`,
      )
    }
    if (file.sha256 !== sha256) throw new CommandFault(`The migration ${name} is not the one of the backup.`)
  }
  return files
}

/** @returns whether the secret that is here stays @throws where the backup belongs to another and nothing was decided */
function judgeSecret(environment: Environment, header: BackupHeader, options: RestoreOptions): boolean {
  const present = environment.secret ?? keptSecret(environment.dataDir)
  if (present && secretPrint(present) === header.secretPrint) return true
  if (environment.secret === null && header.hasSecret) return false
  if (options.otherSecret) return true
  throw new CommandFault(
    `The backup belongs to another MUSTER_SECRET than the one here. ${
      header.hasSecret
        ? 'Take it out with --save-secret FILE and set MUSTER_SECRET_FILE=FILE'
        : 'It is not in the backup: set the one that it was made with'
    }; or say --other-secret, and links that were sent die and the audit log before cannot be verified.`,
  )
}

function keptSecret(dataDir: string): Buffer | null {
  const file = secretFile(dataDir)
  return fs.existsSync(file) ? Buffer.from(fs.readFileSync(file, 'utf8').trim()) : null
}

function saveSecret(file: string, secret: string | null): void {
  if (secret === null) throw new CommandFault('The secret is not in this backup.')
  fs.writeFileSync(path.resolve(file), `${secret}\n`, { mode: 0o600, flag: 'wx' })
  note(`The secret is in ${file}.`)
}

function tellContent(options: CommandOptions, header: BackupHeader, rows: Record<string, number>): void {
  answerer(options)({ ...header, rows }, [
    `A whole backup, as of ${header.madeAt}; ${header.seal ? 'sealed' : 'not sealed'}, the secret is ${header.hasSecret ? '' : 'not '}in it.`,
    ...Object.entries(rows).map(([table, count]) => `${String(count).padStart(10)} ${table}`),
  ])
}
