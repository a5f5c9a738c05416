import type { ImportLine, ImportView } from '../../../contract/imports.ts'
import { type Db, enterAccount, inAccount, type Tx } from '../../db/connect.ts'
import type { Actor } from '../permissions/index.ts'
import { applyImport } from './apply-import.ts'
import { checkFile, checkFileIn, type FileToCheck } from './check-file.ts'
import type { ImportEffects } from './import-effects.ts'
import { listImportLines, viewImport } from './view-import.ts'

export type ImportOptions = Omit<FileToCheck, 'source'> & {
  sendInvitation: boolean
  /** Only says what would happen; nothing of it is kept. */
  dryRun: boolean
}

/** What became of a file; `faulty` holds its faulty lines in their order, the first 10,000 of them. */
export type ImportOutcome = { view: ImportView; faulty: ImportLine[] }

const mostFaultyLines = 10_000

/**
 * Checks a file and applies its good lines at once, without anybody having looked at it.
 *
 * @throws Problem not-permitted, unreadable-file with all its faults
 */
export async function importPeople(
  db: Db,
  effects: ImportEffects,
  actor: Actor,
  source: FileToCheck['source'],
  { sendInvitation, dryRun, ...file }: ImportOptions,
): Promise<ImportOutcome> {
  if (dryRun) return rehearse(db, actor, { source, ...file })
  const importId = await checkFile(db, actor, { source, ...file })
  await applyImport(db, effects, actor, importId, { sendInvitation })
  return inAccount(db, actor.accountId, tx => outcomeOf(tx, actor.accountId, importId))
}

async function rehearse(db: Db, actor: Actor, file: FileToCheck): Promise<ImportOutcome> {
  const tx = await db.startTransaction().execute()
  try {
    await enterAccount(tx, actor.accountId)
    return await outcomeOf(tx, actor.accountId, await checkFileIn(tx, actor, file))
  } finally {
    await tx.rollback().execute()
  }
}

async function outcomeOf(tx: Tx, accountId: string, importId: string): Promise<ImportOutcome> {
  const only = { verdict: 'faulty', limit: mostFaultyLines } as const
  const { items } = await listImportLines(tx, accountId, importId, only)
  return { view: await viewImport(tx, accountId, importId), faulty: items }
}
