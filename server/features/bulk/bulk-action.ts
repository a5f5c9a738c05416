import type { Expression, SqlBool } from 'kysely'
import type { z } from 'zod'
import type { BulkActionName, ReviewNote, SubjectName } from '../../../contract/bulk-actions.ts'
import type { Permission } from '../../../contract/permissions.ts'
import type { Tx } from '../../db/connect.ts'
import type { SettledMessage } from '../delivery/index.ts'
import type { Actor } from '../permissions/index.ts'
import type { AccountSettings } from '../settings/index.ts'
import type { JudgedColumns, Selected, Subject } from './subject.ts'

/** What a refusal is judged by: the narrow row of a subject, the account's settings, who acts, and what the action was told. */
export type Judge<Input = unknown, Of extends SubjectName = SubjectName> = {
  state: JudgedColumns[Of]
  account: AccountSettings
  actor: Actor
  input: Input
}

/** Holds for whoever is refused. A method, so that an action with an input and a subject of its own is a BulkAction too. */
type Refusal<Input, Of extends SubjectName> = {
  refuses(judge: Judge<Input, Of>): Expression<SqlBool>
}['refuses']

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

export type Refused = { subjectId: string; reason: string }

/**
 * An entry of the Bulk Actions menu: everything that the machinery has to know of it.
 *
 * `refusals` are judged in SQL, in their order: the first that holds is the reason that a subject is skipped with. The
 * same expressions make the review and, under lock, the run.
 */
export type BulkAction<Input = unknown, Of extends SubjectName = SubjectName> = {
  name: BulkActionName
  subject: Of
  permission: Permission
  input: z.ZodType<Input>
  /** Whether its items stay pending until their message settles, and its runs can be called back for a while. */
  sends: boolean
  refusals: Record<string, Refusal<Input, Of>>
  /** Whether refusals read more of a subject than all of its kind have in common (`Subject.alike`): then each is judged by itself. */
  judgesEach?: boolean
  /** What else a run over these, none of whom is refused, would do; for the review, so it writes nothing. Set-based. */
  notes?(tx: Tx, acting: Selected, judge: Omit<Judge<Input, Of>, 'state'>): Promise<ReviewNote[]>
  /** Acts on subjects none of which is refused; the narrow rows of people, the rows of all others are locked. Set-based and idempotent. */
  apply(tx: Tx, subjectIds: string[], run: RunInHand<Input>): Promise<void>
  /** Notes on the subjects themselves why they were refused. */
  refused?(tx: Tx, refused: Refused[], run: RunInHand<Input>): Promise<void>
  /** Puts back what `apply` did for messages that were cancelled before they left. */
  calledBack?(tx: Tx, accountId: string, messages: SettledMessage[]): Promise<void>
}

export function defineBulkAction<Input, Of extends SubjectName>(
  action: BulkAction<Input, Of>,
): BulkAction<Input, Of> {
  return action
}

/** Every bulk action there is, and what they act on; made once, in registry.ts. */
export type BulkCatalogue = {
  actions: BulkAction[]
  subjects: Record<SubjectName, Subject>
}
