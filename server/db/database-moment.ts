import { sql } from 'kysely'
import type { Db, Tx } from './connect.ts'

/**
 * What time it is. Only the database's clock counts: those of the machines around it may be wrong, each in its own way.
 *
 * @returns a millisecond late: the database counts microseconds, and what was written just now is to be past already
 */
export async function databaseMoment(db: Db | Tx): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() + interval '1 ms' as now`.execute(db)
  return rows[0]!.now
}
