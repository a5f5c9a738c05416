import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'

export async function findBySecret(
  db: Db,
  secretSha256: Buffer,
): Promise<{ accountId: string; invitationId: string } | null> {
  const { rows } = await sql<{ accountId: string; invitationId: string }>`
    select account_id as "accountId", invitation_id as "invitationId" from invitation_with_secret(${secretSha256})
  `.execute(db)
  return rows[0] ?? null
}

export type JoinRow = NonNullable<Awaited<ReturnType<typeof invitationToJoin>>>

export function invitationToJoin(tx: Tx, accountId: string, invitationId: string) {
  return tx
    .selectFrom('invitation as i')
    .innerJoin('person as p', join =>
      join.onRef('p.account_id', '=', 'i.account_id').onRef('p.id', '=', 'i.person_id'),
    )
    .innerJoin('person_state as s', join =>
      join.onRef('s.account_id', '=', 'i.account_id').onRef('s.person_id', '=', 'i.person_id'),
    )
    .innerJoin('person as inviter', join =>
      join.onRef('inviter.account_id', '=', 'i.account_id').onRef('inviter.id', '=', 'i.invited_by'),
    )
    .innerJoin('account as a', 'a.id', 'i.account_id')
    .select([
      'i.id',
      'i.person_id',
      'i.state',
      'i.replaced_at',
      'i.expires_at',
      'i.link_expires_at',
      's.status',
      's.joined_at',
      sql<string | null>`case when s.email_verdict in ('ok', 'suppressed') then p.email
        when s.phone_verdict in ('ok', 'suppressed') then p.phone end`.as('user_name'),
      'p.first_name',
      'p.last_name',
      'p.language',
      'a.name as account_name',
      'a.language as account_language',
      'a.suspended_at',
      'i.invited_by',
      'inviter.first_name as inviter_first_name',
      'inviter.last_name as inviter_last_name',
    ])
    .where('i.account_id', '=', accountId)
    .where('i.id', '=', invitationId)
    .executeTakeFirst()
}

/** Locks the person, so that a link is used once, and not while they are being inactivated. */
export function lockPersonOf(tx: Tx, accountId: string, personId: string) {
  return tx
    .selectFrom('person_state')
    .select('invitation_id')
    .where('account_id', '=', accountId)
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst()
}

/** Whether a login is that of another active user of the account. */
export async function isAnothers(
  tx: Tx,
  accountId: string,
  loginId: string,
  personId: string,
): Promise<boolean> {
  const holder = await tx
    .selectFrom('person as p')
    .innerJoin('person_state as s', join =>
      join.onRef('s.account_id', '=', 'p.account_id').onRef('s.person_id', '=', 'p.id'),
    )
    .select('p.id')
    .where('p.account_id', '=', accountId)
    .where('p.login_id', '=', loginId)
    .where('p.id', '!=', personId)
    .where('s.status', '=', 'active')
    .executeTakeFirst()
  return holder !== undefined
}

/**
 * Takes a login away from the inactive user who had it in this account: somebody was added anew who had been here before.
 * An active user keeps theirs, as nobody is two users of one account.
 *
 * @returns whether the login is free for this person now
 */
export async function releaseLogin(
  tx: Tx,
  accountId: string,
  loginId: string,
  personId: string,
): Promise<boolean> {
  const holder = await tx
    .selectFrom('person as p')
    .innerJoin('person_state as s', join =>
      join.onRef('s.account_id', '=', 'p.account_id').onRef('s.person_id', '=', 'p.id'),
    )
    .select(['p.id', 's.status'])
    .where('p.account_id', '=', accountId)
    .where('p.login_id', '=', loginId)
    .where('p.id', '!=', personId)
    .forUpdate('s')
    .executeTakeFirst()
  if (!holder) return true
  if (holder.status === 'active') return false
  await tx
    .updateTable('person')
    .set({ login_id: null })
    .where('account_id', '=', accountId)
    .where('id', '=', holder.id)
    .execute()
  return true
}
