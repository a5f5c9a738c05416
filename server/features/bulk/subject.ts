import type { AliasableExpression, ExpressionBuilder, SelectQueryBuilder } from 'kysely'
import type { z } from 'zod'
import type { SubjectName } from '../../../contract/bulk-actions.ts'
import type { Tx } from '../../db/connect.ts'
import type { Schema } from '../../db/views.ts'
import type { Actor } from '../permissions/index.ts'

/** What refusals may read of a person. All lie in the index person_state_counts: so a million are counted by it alone. */
type PersonColumn =
  | 'subject_id'
  | 'status'
  | 'invitation_state'
  | 'template_id'
  | 'email_verdict'
  | 'phone_verdict'

type JudgedRows = {
  user: Pick<Schema['state_row'], PersonColumn>
  contact: Pick<Schema['state_row'], PersonColumn | 'company_id'>
  company: Schema['company_row']
  'open-item': Schema['open_item_row']
}

/** The narrow row of each kind of subject, called `row` wherever it is judged. */
export type JudgedColumns = {
  [Of in SubjectName]: ExpressionBuilder<Schema & { row: JudgedRows[Of] }, 'row'>
}

/** The views whose rows are judged. All have account_id, subject_id and changed_at; the machinery reads no other column. */
export type JudgedView = 'state_row' | 'company_row' | 'open_item_row'

/** Rows of a judged view, as `row`. The builder's types know one of the views. */
export type Selected = SelectQueryBuilder<Schema & { row: Schema['state_row'] }, 'row', object>

/** A subject as the review and the run show it. */
export type SubjectCard = {
  id: string
  sort_name: string
  name: string
  email: string | null
  phone: string | null
  company: string | null
}

/** A kind of things that bulk actions act on. Its feature tells, the machinery asks. */
export type Subject<Filter = unknown> = {
  filter: z.ZodType<Filter>
  /** Whether somebody may learn what a filter finds. */
  mayFilter(actor: Actor, filter: Filter): boolean
  matching(tx: Tx, accountId: string, filter: Filter): Selected
  /** Those of these that exist; of other kinds and other accounts there are none. */
  named(tx: Tx, accountId: string, ids: string[]): Selected
  /** Locks all that refusals read of them, and other people, until the end of the transaction; whoever else locks takes the same order. */
  lock(tx: Tx, accountId: string, ids: string[], people: string[]): Promise<void>
  cards(tx: Tx, accountId: string): AliasableExpression<SubjectCard>
  /** Whoever agrees in these columns is judged alike, unless it is the actor; null where each is judged by itself. */
  alike: readonly (keyof Schema['state_row'])[] | null
}
