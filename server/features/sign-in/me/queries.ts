import { sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'

/** Those that would still be let in; who was here last comes first. @param sessionId only this one */
export function liveSessionsOf(tx: Tx, accountId: string, personId: string, sessionId: string | null = null) {
  let sessions = tx
    .selectFrom('session')
    .innerJoin('installation_setting as r', join => join.onTrue())
    .select(['id', 'created_at', 'seen_at', 'browser'])
    .where('account_id', '=', accountId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('seen_at', '>', sql<Date>`now() - make_interval(mins => r.idle_session_minutes)`)
    .where('created_at', '>', sql<Date>`now() - make_interval(hours => r.longest_session_hours)`)
    .orderBy('seen_at', 'desc')
    .orderBy('id')
  if (sessionId) sessions = sessions.where('id', '=', sessionId)
  return sessions.execute()
}

/** The login that a person signs in with, and what their password must not be made of. */
export function loginOfPerson(tx: Tx, accountId: string, personId: string) {
  return tx
    .selectFrom('person as p')
    .innerJoin('login as l', 'l.id', 'p.login_id')
    .innerJoin('account as a', 'a.id', 'p.account_id')
    .select([
      'l.id',
      'l.user_name',
      'l.password_hash',
      'p.first_name',
      'p.last_name',
      'p.email',
      'a.name as account_name',
    ])
    .where('p.account_id', '=', accountId)
    .where('p.id', '=', personId)
    .executeTakeFirstOrThrow()
}
