import { z } from 'zod'
import { actionVariant, bulkActionName } from './bulk-actions.ts'
import { id, moment, pageOf, pageQuery } from './paging.ts'

export const runStates = ['queued', 'running', 'paused', 'completed', 'cancelled'] as const
export const runState = z.enum(runStates)
export const runOutcomes = ['pending', 'done', 'skipped', 'failed', 'cancelled', 'unconfirmed'] as const
export const runOutcome = z.enum(runOutcomes)
export type RunOutcome = z.infer<typeof runOutcome>

/** A run; its counts always add up to `selected`. */
export const run = z
  .object({
    id,
    action: bulkActionName,
    variant: actionVariant,
    state: runState,
    actor: z.object({ id, name: z.string() }),
    createdAt: moment,
    heldUntil: moment.nullable(),
    finishedAt: moment.nullable(),
    selected: z.number().int(),
    reviewed: z
      .number()
      .int()
      .describe(
        'How many the review counted. More than `selected` where some of them did not match the filter any more when the run began',
      ),
    counts: z.record(runOutcome, z.number().int()),
    reasons: z.array(z.object({ outcome: runOutcome, reason: z.string(), count: z.number().int() })),
    pausedReason: z.string().nullable(),
    retryOf: id.nullable(),
    undoOf: id.nullable().describe('The run that this one undoes'),
    undoneIn: id.nullable().describe('The last run that undoes this one'),
    may: z.object({ cancel: z.boolean(), retry: z.boolean(), undo: z.boolean() }),
  })
  .meta({ id: 'Run' })
export type Run = z.infer<typeof run>
export const runsPage = pageOf(run)

export const runItem = z.object({
  subject: z.object({ id, name: z.string(), email: z.string().nullable(), company: z.string().nullable() }),
  outcome: runOutcome,
  reason: z.string().nullable(),
  detail: z.string().nullable().describe("The mail server's answer, word for word"),
  settledAt: moment.nullable(),
})
export type RunItem = z.infer<typeof runItem>
export const runItemsQuery = z.object({
  ...pageQuery.shape,
  outcome: runOutcome.optional(),
  reason: z.string().max(100).optional(),
})
export const runItemsPage = pageOf(runItem)
