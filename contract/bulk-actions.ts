import { z } from 'zod'
import { id, moment } from './paging.ts'
import { peopleFilter } from './people.ts'
import { permission } from './permissions.ts'

/** Names are fixed points (interface.md). Those listed are the ones that exist. */
export const bulkActionNames = ['user.invite', 'user.change-template', 'user.inactivate'] as const
export const bulkActionName = z.enum(bulkActionNames)
export type BulkActionName = z.infer<typeof bulkActionName>

export const bulkActionOffer = z.object({
  name: bulkActionName,
  subject: z.enum(['user']),
  whyNot: z.string().nullable().describe('Why this person may not press it; null when they may'),
  needs: permission.nullable().describe('What would have to be permitted'),
})
export const bulkActionOffers = z.object({ items: z.array(bulkActionOffer) })
export type BulkActionOffer = z.infer<typeof bulkActionOffer>

/** Up to how many people a selection may name one by one; beyond that a filter is meant. */
export const mostSelectedIds = 10_000

/** Named people, or all that match a filter except some. A misspelt filter is refused: ignored, it would mean everybody. */
export const selection = z
  .union([
    z.object({ ids: z.array(id).max(mostSelectedIds) }).strict(),
    z
      .object({ filter: peopleFilter.strict(), except: z.array(id).max(mostSelectedIds).default([]) })
      .strict(),
  ])
  .meta({ id: 'Selection' })
export type Selection = z.infer<typeof selection>

export const reviewRequest = z.object({
  selection,
  input: z.record(z.string(), z.unknown()).default({}),
  part: z
    .object({ reason: z.string().nullable(), cursor: z.string() })
    .optional()
    .describe('A further page of one group: of those skipped for a reason, or (null) of those acted on'),
})
export type ReviewRequest = z.infer<typeof reviewRequest>

export const reviewedPerson = z.object({
  id,
  name: z.string(),
  email: z.string().nullable(),
  company: z.string().nullable(),
})
export type ReviewedPerson = z.infer<typeof reviewedPerson>

/** Everybody selected is in exactly one group: selected = acting.count + the sum of skipped counts. */
export const review = z
  .object({
    action: bulkActionName,
    reviewedAt: moment.describe('Send this with the run: who changes afterwards is skipped'),
    selected: z.number().int(),
    unknown: z.number().int().describe('Named ids that are nobody here; not counted in selected'),
    holdSeconds: z
      .number()
      .int()
      .describe('How long the run can be called back before anything leaves; 0 when nothing leaves'),
    acting: z.object({
      count: z.number().int(),
      people: z.array(reviewedPerson),
      next: z.string().nullable(),
    }),
    skipped: z.array(
      z.object({
        reason: z.string(),
        count: z.number().int(),
        people: z.array(reviewedPerson),
        next: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Review' })
export type Review = z.infer<typeof review>

export const runRequest = z.object({
  selection,
  input: z.record(z.string(), z.unknown()).default({}),
  reviewedAt: moment.optional().describe('Of the review that was confirmed; now when there was none'),
})
export type RunRequest = z.infer<typeof runRequest>
