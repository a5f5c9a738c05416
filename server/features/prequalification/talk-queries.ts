import { sql } from 'kysely'
import type { ChangeRequest, Comment } from '../../../contract/prequalification/submissions.ts'
import type { Tx } from '../../db/connect.ts'

const fullName = sql<string>`trim(by.first_name || ' ' || by.last_name)`

/** Oldest first. @param forRespondents leaves out what is internal */
export async function commentsOf(
  tx: Tx,
  accountId: string,
  formId: string,
  { forRespondents }: { forRespondents: boolean },
): Promise<Comment[]> {
  let query = tx
    .selectFrom('form_comment as c')
    .innerJoin('person as by', join =>
      join.onRef('by.account_id', '=', 'c.account_id').onRef('by.id', '=', 'c.author_id'),
    )
    .select([
      'c.id',
      'c.author_id',
      'c.is_solicitor',
      'c.is_internal',
      'c.question_id',
      'c.text',
      'c.created_at',
      fullName.as('by_name'),
    ])
    .where('c.account_id', '=', accountId)
    .where('c.form_id', '=', formId)
    .orderBy('c.id')
  if (forRespondents) query = query.where('c.is_internal', '=', false)
  const rows = await query.execute()
  return rows.map(row => ({
    id: row.id,
    by: { id: row.author_id, name: row.by_name },
    isSolicitor: row.is_solicitor,
    isInternal: row.is_internal,
    questionId: row.question_id,
    text: row.text,
    at: row.created_at.toISOString(),
  }))
}

export async function insertComment(
  tx: Tx,
  accountId: string,
  comment: {
    id: string
    form_id: string
    author_id: string
    is_solicitor: boolean
    is_internal: boolean
    question_id: string | null
    text: string
  },
): Promise<void> {
  await tx
    .insertInto('form_comment')
    .values({ account_id: accountId, ...comment })
    .execute()
}

/** Newest first. */
export async function changeRequestsOf(tx: Tx, accountId: string, formId: string): Promise<ChangeRequest[]> {
  const rows = await tx
    .selectFrom('change_request as c')
    .innerJoin('person as by', join =>
      join.onRef('by.account_id', '=', 'c.account_id').onRef('by.id', '=', 'c.requested_by'),
    )
    .select([
      'c.id',
      'c.text',
      'c.question_ids',
      'c.requested_by',
      'c.created_at',
      'c.answered_at',
      fullName.as('by_name'),
    ])
    .where('c.account_id', '=', accountId)
    .where('c.form_id', '=', formId)
    .orderBy('c.id', 'desc')
    .execute()
  return rows.map(row => ({
    id: row.id,
    text: row.text,
    questionIds: row.question_ids,
    by: { id: row.requested_by, name: row.by_name },
    at: row.created_at.toISOString(),
    isOpen: row.answered_at === null,
  }))
}

export async function insertChangeRequest(
  tx: Tx,
  accountId: string,
  request: { id: string; form_id: string; requested_by: string; text: string; question_ids: string[] },
): Promise<void> {
  await tx
    .insertInto('change_request')
    .values({ account_id: accountId, ...request })
    .execute()
}

export async function answerChangeRequests(tx: Tx, accountId: string, formId: string): Promise<void> {
  await tx
    .updateTable('change_request')
    .set({ answered_at: sql`now()` })
    .where('account_id', '=', accountId)
    .where('form_id', '=', formId)
    .where('answered_at', 'is', null)
    .execute()
}
