import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { Selected } from '../bulk/index.ts'

export function messagesOf(tx: Tx, accountId: string, personId: string) {
  return (
    tx
      .selectFrom('message')
      .select([
        'id',
        'kind',
        'ordinal',
        'state',
        'reason',
        'reply',
        'created_at',
        'answered_at',
        'dot_at',
        'due_at',
        'to_address',
        'is_resend',
        'attempt',
      ])
      .where('account_id', '=', accountId)
      .where('person_id', '=', personId)
      // Of a login, which belongs to no account.
      .where('kind', '<>', 'password-reset')
      .orderBy('created_at', 'desc')
      .limit(200)
      .execute()
  )
}

/** What was reported of their messages while these were still on their way. */
export function delaysOf(tx: Tx, accountId: string, personId: string) {
  return tx
    .selectFrom('message as m')
    .innerJoin('message_report as r', join =>
      join.onRef('r.account_id', '=', 'm.account_id').onRef('r.message_id', '=', 'm.id'),
    )
    .select(['r.at', 'r.reason', 'm.kind', 'm.ordinal', 'm.to_address'])
    .where('m.account_id', '=', accountId)
    .where('m.person_id', '=', personId)
    .where('m.kind', 'in', ['welcome', 'follow-up'])
    .where('r.outcome', '=', 'delayed')
    .orderBy('r.at', 'desc')
    .limit(50)
    .execute()
}

export function invitationsOf(tx: Tx, accountId: string, personId: string) {
  return tx
    .selectFrom('invitation as i')
    .innerJoin('person as by', join =>
      join.onRef('by.account_id', '=', 'i.account_id').onRef('by.id', '=', 'i.invited_by'),
    )
    .select([
      'i.state',
      'i.created_at',
      'i.sent_at',
      'i.accepted_at',
      'i.ended_at',
      'i.expires_at',
      'i.generation',
      'i.next_follow_up_at',
      'by.first_name',
      'by.last_name',
    ])
    .where('i.account_id', '=', accountId)
    .where('i.person_id', '=', personId)
    .orderBy('i.generation', 'desc')
    .limit(50)
    .execute()
}

export function stateOfPerson(tx: Tx, accountId: string, personId: string) {
  return tx
    .selectFrom('person_state')
    .select('status')
    .where('account_id', '=', accountId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

export function inviterOf(tx: Tx, accountId: string, personId: string) {
  return tx
    .selectFrom('person as p')
    .innerJoin('person_state as s', join =>
      join.onRef('s.account_id', '=', 'p.account_id').onRef('s.person_id', '=', 'p.id'),
    )
    .select(['p.first_name', 'p.last_name', 'p.email', 's.joined_at'])
    .where('p.account_id', '=', accountId)
    .where('p.id', '=', personId)
    .executeTakeFirstOrThrow()
}

const userName = sql<string>`case when d.email_verdict in ('ok', 'suppressed') then coalesce(d.email, '') else coalesce(d.phone, '') end`

/** Whom an SMS would go to, as its text is made: their own language, and what they will sign in with. */
export function smsReceivers(tx: Tx, accountId: string, receivers: Selected) {
  return tx
    .selectFrom(receivers.select('row.subject_id').as('receiver'))
    .innerJoin('directory_row as d', 'd.id', 'receiver.subject_id')
    .select(eb => [
      eb.ref('d.language').$castTo<'en' | 'ru' | null>().as('language'),
      userName.as('userName'),
      eb.ref('d.was_ever_sent').as('isAgain'),
      sql<boolean>`(exists (select from login where user_name = ${userName}) or exists (select from login_address where address = ${userName}))`.as(
        'hasLogin',
      ),
    ])
    .where('d.account_id', '=', accountId)
    .execute()
}
