import { sql } from 'kysely'
import { type Db, type Tx, wakeWorkers } from '../../db/connect.ts'

/** The same work whatever the link is. */
export async function insertAsked(db: Db, row: { id: string; secret_sha256: Buffer }): Promise<void> {
  await db.transaction().execute(async tx => {
    await tx.insertInto('asked_for_link').values(row).execute()
    await wakeWorkers(tx)
  })
}

/** Forgets those whose link never was one. */
export async function dropUnknownLinks(db: Db): Promise<void> {
  await sql`
    delete from asked_for_link a where not exists (select from invitation_with_secret(a.secret_sha256))`.execute(
    db,
  )
}

export async function accountsAskedForLinks(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct i.account_id as id from asked_for_link a cross join lateral invitation_with_secret(a.secret_sha256) i
  `.execute(db)
  return rows.map(row => row.id)
}

/**
 * Takes what was asked for and nobody else holds.
 *
 * @returns each person once, by whom they were invited last; nobody who was taken back or declined, whichever of their links it is
 */
export async function takeAsked(
  tx: Tx,
  accountId: string,
  limit: number,
): Promise<{ personId: string; invitedBy: string }[]> {
  const { rows } = await sql<{ personId: string; invitedBy: string }>`
    with asked as (
      select a.id, i.invitation_id from asked_for_link a cross join lateral invitation_with_secret(a.secret_sha256) i
      where i.account_id = ${accountId} order by a.id limit ${limit} for update of a skip locked),
    taken as (delete from asked_for_link a using asked where a.id = asked.id)
    select distinct on (i.person_id) i.person_id as "personId", i.invited_by as "invitedBy"
    from asked join invitation i on i.account_id = ${accountId} and i.id = asked.invitation_id
    join person_state s on s.account_id = ${accountId} and s.person_id = i.person_id
    where i.state not in ('revoked', 'declined') and s.invitation_state not in ('revoked', 'declined')
    order by i.person_id, i.generation desc
  `.execute(tx)
  return rows
}

/** How often somebody was invited within a day. */
export async function invitationsWithinADay(tx: Tx, accountId: string, personId: string): Promise<number> {
  const row = await tx
    .selectFrom('invitation')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('account_id', '=', accountId)
    .where('person_id', '=', personId)
    .where('created_at', '>', sql<Date>`now() - interval '1 day'`)
    .executeTakeFirstOrThrow()
  return row.count
}
