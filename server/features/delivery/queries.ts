import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { SettledMessage } from './message-kind.ts'
import type { NewMessage } from './write-messages.ts'

export async function insertMessages(tx: Tx, accountId: string, messages: NewMessage[]): Promise<string[]> {
  const column = (name: keyof NewMessage) => messages.map(message => message[name] ?? null)
  const { rows } = await sql<{ id: string }>`
    insert into message (account_id, id, kind, person_id, invitation_id, ordinal, run_id, is_urgent, due_at, sender_id,
                         to_address, to_name, greeting_name, language, state, reason)
    select ${accountId}::uuid, n.id, n.kind, n.person_id, n.invitation_id, n.ordinal, n.run_id, n.is_urgent, n.due_at, n.sender_id,
           coalesce(n.to_address, p.email, ''), trim(p.first_name || ' ' || p.last_name), coalesce(nullif(p.first_name, ''), p.last_name),
           coalesce(p.language, a.language),
           case when n.not_sent is null then 'queued'::message_state else 'cancelled' end, n.not_sent
    from unnest(${column('id')}::uuid[], ${column('kind')}::text[], ${column('personId')}::uuid[],
                ${column('invitationId')}::uuid[], ${column('ordinal')}::smallint[], ${column('runId')}::uuid[],
                ${column('isUrgent')}::bool[], ${column('dueAt')}::timestamptz[], ${column('senderId')}::uuid[],
                ${column('notSentBecause')}::text[], ${column('toAddress')}::text[])
         n(id, kind, person_id, invitation_id, ordinal, run_id, is_urgent, due_at, sender_id, not_sent, to_address)
    join person p on p.account_id = ${accountId} and p.id = n.person_id
    join account a on a.id = ${accountId}
    where coalesce(n.to_address, p.email, n.not_sent) is not null
    on conflict (account_id, invitation_id, ordinal) where kind = 'follow-up' do nothing
    returning id
  `.execute(tx)
  return rows.map(row => row.id)
}

const settled = sql`
  id, person_id as "personId", invitation_id as "invitationId", ordinal, run_id as "runId", kind, state, reason, reply`

export async function cancelMessagesOfPeople(
  tx: Tx,
  accountId: string,
  personIds: string[],
  reason: string,
): Promise<SettledMessage[]> {
  const { rows } = await sql<SettledMessage>`
    update message set state = 'cancelled', reason = ${reason}, owner = null, lease_until = null, answered_at = now()
    where account_id = ${accountId} and person_id = any(${personIds}::uuid[]) and state in ('queued', 'deferred', 'sending')
    returning ${settled}
  `.execute(tx)
  return rows
}

export function cancelMessagesOfRun(
  tx: Tx,
  accountId: string,
  runId: string,
  reason: string,
): Promise<SettledMessage[]> {
  const ofRun = sql<{ id: string }>`
    select m.id from run_item i
    join message m on m.account_id = i.account_id and m.person_id = i.subject_id and m.run_id = i.run_id
    where i.account_id = ${accountId} and i.run_id = ${runId} and i.outcome = 'pending'`
  return cancelWaiting(tx, accountId, ofRun, reason)
}

/** Found by their people: the ledger has no index of invitations. */
export function cancelMessagesOfInvitations(
  tx: Tx,
  accountId: string,
  of: { personIds: string[]; invitationIds: string[] },
  reason: string,
): Promise<SettledMessage[]> {
  const ofInvitations = sql<{ id: string }>`
    select m.id from message m
    where m.account_id = ${accountId} and m.person_id = any(${of.personIds}::uuid[])
      and m.invitation_id = any(${of.invitationIds}::uuid[])`
  return cancelWaiting(tx, accountId, ofInvitations, reason)
}

async function cancelWaiting(
  tx: Tx,
  accountId: string,
  found: RawBuilder<{ id: string }>,
  reason: string,
): Promise<SettledMessage[]> {
  const { rows } = await sql<SettledMessage>`
    with waiting as (${found} and m.state in ('queued', 'deferred', 'sending') for update of m skip locked)
    update message set state = 'cancelled', reason = ${reason}, owner = null, lease_until = null, answered_at = now()
    from waiting where message.account_id = ${accountId} and message.id = waiting.id
    returning message.id, person_id as "personId", invitation_id as "invitationId", ordinal, run_id as "runId", kind, state, reason, reply
  `.execute(tx)
  return rows
}

/** Puts unconfirmed messages of a person's invitation back into the queue, marked as sent once more. @returns how many */
export async function requeueUnconfirmed(
  tx: Tx,
  accountId: string,
  personId: string,
  invitationId: string,
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('message')
    .set({
      state: 'queued',
      is_resend: true,
      is_urgent: true,
      due_at: sql`now()`,
      reason: null,
      answered_at: null,
    })
    .where('account_id', '=', accountId)
    .where('person_id', '=', personId)
    .where('invitation_id', '=', invitationId)
    .where('state', '=', 'unconfirmed')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
