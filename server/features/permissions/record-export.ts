import type { ExportedThing } from '../../../contract/audit.ts'
import { type Db, inAccount } from '../../db/connect.ts'
import { record } from '../audit/index.ts'
import { type Actor, actedBy } from './actor.ts'

/**
 * Puts an export on the record before its first byte leaves: one that breaks off has still shown something. By which filter is
 * not told, because names and addresses stand in filters.
 */
export const recordExport = (
  db: Db,
  actor: Actor,
  what: ExportedThing,
  runId: string | null = null,
): Promise<void> =>
  inAccount(db, actor.accountId, tx => record(tx, actedBy(actor, runId), 'export.made', { what }))
