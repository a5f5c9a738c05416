import type { Expression, ExpressionBuilder, SelectQueryBuilder, SqlBool } from 'kysely'
import type { z } from 'zod'
import type { BulkActionName } from '../../../contract/bulk-actions.ts'
import type { PeopleFilter } from '../../../contract/people.ts'
import type { Permission } from '../../../contract/permissions.ts'
import type { Tx } from '../../db/connect.ts'
import type { Schema } from '../../db/views.ts'
import type { SettledMessage } from '../delivery/index.ts'
import type { Actor } from '../permissions/index.ts'
import type { AccountSettings } from '../settings/index.ts'

/** What a refusal is judged by: the narrow row of a person, the account's settings, who acts, and what the action was told. */
export type Judge<Input = unknown> = {
  state: ExpressionBuilder<Schema & { row: Pick<Schema['state_row'], JudgedColumn> }, 'row'>
  account: AccountSettings
  actor: Actor
  input: Input
}

/** Holds for whoever is refused. A method, so that an action with an input of its own is a BulkAction too. */
type Refusal<Input> = { refuses(judge: Judge<Input>): Expression<SqlBool> }['refuses']

/** The run that a chunk belongs to. */
export type RunInHand<Input = unknown> = {
  id: string
  accountId: string
  actor: Actor
  account: AccountSettings
  input: Input
  /** What the run sends leaves at this moment at the earliest; null for an action that sends nothing. */
  heldUntil: Date | null
}

export type Refused = { personId: string; reason: string }

/**
 * An entry of the Bulk Actions menu: everything that the machinery has to know of it.
 *
 * `refusals` are judged in SQL, in their order: the first that holds is the reason that a person is skipped with. The
 * same expressions make the review and, under lock, the run.
 */
export type BulkAction<Input = unknown> = {
  name: BulkActionName
  subject: 'user'
  permission: Permission
  input: z.ZodType<Input>
  /** Whether its items stay pending until their message settles, and its runs can be called back for a while. */
  sends: boolean
  refusals: Record<string, Refusal<Input>>
  /** Acts on people none of whom is refused; their rows in person_state are locked. Set-based and idempotent. */
  apply(tx: Tx, personIds: string[], run: RunInHand<Input>): Promise<void>
  /** Notes on people themselves why they were refused. */
  refused?(tx: Tx, refused: Refused[], run: RunInHand<Input>): Promise<void>
  /** Puts back what `apply` did for messages that were cancelled before they left. */
  calledBack?(tx: Tx, accountId: string, messages: SettledMessage[]): Promise<void>
}

export function defineBulkAction<Input>(action: BulkAction<Input>): BulkAction<Input> {
  return action
}

/** What refusals may read. All but the person's id lie in the index person_state_counts: so a million are counted by it alone. */
export type JudgedColumn =
  | 'person_id'
  | 'status'
  | 'invitation_state'
  | 'template_id'
  | 'email_verdict'
  | 'phone_verdict'

export type PeopleSelected = SelectQueryBuilder<Schema & { row: Schema['state_row'] }, 'row', object>

/** How the people of a kind are found; the directory tells, the machinery asks. */
export type MatchingPeople = (tx: Tx, accountId: string, filter: PeopleFilter) => PeopleSelected

/** Every bulk action there is; made once, in registry.ts. */
export type BulkCatalogue = {
  actions: BulkAction[]
  peopleMatching: MatchingPeople
  /** Whether somebody may learn whom a filter finds. */
  mayFilter(actor: Actor, filter: PeopleFilter): boolean
}
