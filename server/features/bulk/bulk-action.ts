import type { Expression, SqlBool } from 'kysely'
import type { z } from 'zod'
import type {
  ActionVariant,
  BulkActionName,
  ReviewNote,
  SubjectName,
} from '../../../contract/bulk-actions.ts'
import type { Permission } from '../../../contract/permissions.ts'
import type { Fault } from '../../../contract/problems.ts'
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

/** By which channels somebody would be written to. */
export type Way = 'email' | 'sms' | 'both'

/** What the judge of actions on users knows. */
export type UserJudge = Judge<unknown, 'user'>

/** Parts that SMS take together. @param isExact false where it was worked out from one usual text */
export type SmsVolume = { segments: number; isExact: boolean }

/** What a review says of the messages of an action. */
export type Sending<Of extends SubjectName> = {
  /** Judged like refusals, of the same columns. */
  way(judge: Judge<unknown, Of>): Expression<Way | null>
  /** Whose way has an SMS in it, as a plain condition: few of many are found by it. */
  getsSms(judge: Judge<unknown, Of>): Expression<SqlBool>
  /** @param receivers those who would get an SMS, `count` of them */
  smsVolume(tx: Tx, judge: Judge<unknown, Of>, receivers: Selected, count: number): Promise<SmsVolume>
}

/**
 * Lets somebody press who has not the permission, by what they are told and over some subjects alone: those whom one project's
 * Admin looks after, for one. They name their subjects one by one; of others than theirs they learn nothing.
 */
export type Narrowed<Input = unknown> = {
  mayPress(tx: Tx, actor: Actor, input: Input): Promise<boolean>
  within(selected: Selected, accountId: string, input: Input): Selected
}

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

/** One thing that stands in the way of a subject, and how many do. */
export type InTheWay = { subjectId: string; name: string; detail: string; count: number }

/** What is to be told of somebody who was acted on, such as the names of what could not come back. */
export type SubjectNote = { subjectId: string; note: string }

/** What came out only while it was done: who could not be acted on after all, of whom nothing was changed, and notes. */
export type Applied = { refused?: Refused[]; notes?: SubjectNote[] }

/** What a run that undoes another is told: that run, and what that one was told. */
export type Undone<Input = unknown> = { undone: string; input: Input }

/**
 * Takes back what a run did to those whom it acted on. Like an action of its own: whoever changed since is refused, so that
 * undoing twice equals undoing once, also weeks later.
 */
export type Undo<Input = unknown, Of extends SubjectName = SubjectName> = {
  /** What those whom it acted on are by now, where its runs make something else of them. */
  subject?: SubjectName
  refusals: Record<string, Refusal<Undone<Input>, Of>>
  apply(tx: Tx, subjectIds: string[], run: RunInHand<Undone<Input>>): Promise<Applied | undefined>
}

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
  narrowed?: Narrowed<Input>
  /** Of which status those are for whom it is meant: where it is offered. The active, unless it says so. */
  actsOn?: 'active' | 'inactive'
  /** Offered where the list is filtered so, and nowhere else: there is nothing to do for others. */
  offeredUnder?: 'unconfirmed'
  input: z.ZodType<Input>
  /** Whether its items stay pending until their message settles, and its runs can be called back for a while. */
  sends: boolean
  refusals: Record<string, Refusal<Input, Of>>
  /** Of an action that has to be told something: the refusals that read it. Until it is said, a review goes by the others. */
  judgedByInput?: string[]
  /** How many messages by which channel; for an action that sends. */
  sending?: Sending<Of>
  /** What else a run over these, none of whom is refused, would do; for the review, so it writes nothing. Set-based. */
  notes?(tx: Tx, acting: Selected, judge: Omit<Judge<Input, Of>, 'state'>): Promise<ReviewNote[]>
  /** For reasons that others stand behind: who, by name, so that the review can tell. */
  inTheWay?: Record<string, (tx: Tx, subjectIds: string[]) => Promise<InTheWay[]>>
  /** Whether refusals tell apart subjects that are alike in what is counted: then every one is judged by itself. */
  judgesEach?(input: Input): boolean
  /** What it does instead of what its name says, for the words about it. */
  variant?(input: Input): ActionVariant
  /** What is wrong with the input that only the account knows. */
  faultsOf?(tx: Tx, actor: Actor, input: Input): Promise<Fault[]>
  /** People besides those acted on who have to stay as they are meanwhile. */
  alsoLocks?(input: Input): string[]
  /** Acts on subjects none of which is refused; the narrow rows of people, the rows of all others are locked. Set-based and idempotent. */
  apply(tx: Tx, subjectIds: string[], run: RunInHand<Input>): Promise<Applied | undefined>
  /** Notes on the subjects themselves why they were refused. */
  refused?(tx: Tx, refused: Refused[], run: RunInHand<Input>): Promise<void>
  /** Puts back what `apply` did for messages that were cancelled before they left. @returns what their items settle by */
  calledBack?(tx: Tx, accountId: string, messages: SettledMessage[]): Promise<SettledMessage[]>
  /** Keeps what its run was to send from leaving, where these are no messages of its own to cancel. @returns them, as settled of this run */
  takeBack?(tx: Tx, accountId: string, runId: string): Promise<SettledMessage[]>
  undo?: Undo<Input, Of>
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
