import type { Tx } from '../../db/connect.ts'
import type { Refused } from '../bulk/index.ts'
import { addressReasons } from './address-refusals.ts'
import { markErrors } from './queries.ts'

/** Puts people who were never invited into Error for what is wrong with their addresses; other refusals say nothing of them. */
export async function noteRefusals(tx: Tx, accountId: string, refused: Refused[]): Promise<void> {
  const faulty = refused
    .filter(one => addressReasons.has(one.reason))
    .map(({ subjectId, reason }) => ({ personId: subjectId, reason }))
  if (faulty.length) await markErrors(tx, accountId, faulty)
}
