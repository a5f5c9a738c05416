import { z } from 'zod'
import { id, moment } from './paging.ts'
import { permission } from './permissions.ts'

/** Names are fixed points (interface.md). Those listed are the ones that exist. */
export const bulkActionNames = [
  'user.invite',
  'user.send-again',
  'user.confirm-arrival',
  'user.prequalify',
  'user.change-template',
  'user.add-to-group',
  'user.inactivate',
  'user.cancel-inactivation',
  'user.reactivate',
  'contact.inactivate',
  'contact.reactivate',
  'contact.promote',
  'contact.add-to-group',
  'company.inactivate',
  'company.reactivate',
  'open-item.reassign',
] as const
export const bulkActionName = z.enum(bulkActionNames)
export type BulkActionName = z.infer<typeof bulkActionName>

/** What bulk actions act on; the name of an action begins with it. */
export const subjectNames = ['user', 'contact', 'company', 'open-item'] as const
export const subjectName = z.enum(subjectNames)
export type SubjectName = z.infer<typeof subjectName>
export const subjectOf = (action: BulkActionName): SubjectName =>
  subjectNames.find(subject => action.startsWith(`${subject}.`))!

export const bulkActionOffer = z.object({
  name: bulkActionName,
  subject: subjectName,
  actsOn: z.enum(['active', 'inactive']).describe('Of which status those are for whom it is meant'),
  offeredUnder: z
    .enum(['unconfirmed'])
    .nullable()
    .describe('The filter of the list under which there is something to do for it; null for any'),
  whyNot: z.string().nullable().describe('Why this person may not press it; null when they may'),
  needs: permission.nullable().describe('What would have to be permitted'),
})
export const bulkActionOffers = z.object({ items: z.array(bulkActionOffer) })
export type BulkActionOffer = z.infer<typeof bulkActionOffer>

/** Up to how many a selection may name one by one; beyond that a filter is meant. */
export const mostSelectedIds = 10_000

/** Named ones, or all that match a filter except some. */
export const selection = z
  .union([
    z.object({ ids: z.array(id).max(mostSelectedIds) }).strict(),
    z
      .object({
        filter: z
          .record(z.string(), z.unknown())
          .describe(
            'As the query of the list: PeopleFilter of users and contacts, CompaniesFilter of companies, OpenItemFilter of open items',
          ),
        except: z.array(id).max(mostSelectedIds).default([]),
      })
      .strict(),
  ])
  .meta({ id: 'Selection' })
export type Selection = z.infer<typeof selection>

export const reviewRequest = z.object({
  selection,
  input: z
    .record(z.string(), z.unknown())
    .nullable()
    .default({})
    .describe(
      'null while what has to be said is not said yet: judged by the refusals that do not depend on it',
    ),
  part: z
    .object({ reason: z.string().nullable(), cursor: z.string() })
    .optional()
    .describe('A further page of one group: of those skipped for a reason, or (null) of those acted on'),
})
export type ReviewRequest = z.infer<typeof reviewRequest>

export const reviewedSubject = z.object({
  id,
  name: z.string(),
  email: z.string().nullable(),
  company: z.string().nullable().describe('Of a person the employer, of a company the city'),
  inTheWay: z
    .object({ count: z.number().int(), named: z.array(z.object({ name: z.string(), detail: z.string() })) })
    .optional()
    .describe('Of some reasons: who stands in the way, the first few by name'),
})
export type ReviewedSubject = z.infer<typeof reviewedSubject>

/** Where an action does something else than its name says, its words have this in their keys. */
export const actionVariant = z
  .object({ name: z.enum(['planned', 'on-project', 'undo']), day: z.iso.date().nullable() })
  .nullable()
  .describe(
    'planned: it will be done on that day; on-project: for one project alone; undo: it takes back an earlier run',
  )
export type ActionVariant = z.infer<typeof actionVariant>

/** Everything selected is in exactly one group: selected = acting.count + the sum of skipped counts. */
export const review = z
  .object({
    action: bulkActionName,
    variant: actionVariant,
    reviewedAt: moment.describe('Send this with the run: who changes afterwards is skipped'),
    selected: z.number().int(),
    unknown: z.number().int().describe('Named ids that are nobody and nothing here; not counted in selected'),
    holdSeconds: z
      .number()
      .int()
      .describe('How long the run can be called back before anything leaves; 0 when nothing leaves'),
    sending: z
      .object({
        email: z.number().int(),
        sms: z.number().int(),
        smsSegments: z.number().int().describe('Parts that the SMS take together'),
        isExact: z.boolean().describe('False where smsSegments is worked out from one usual text'),
      })
      .nullable()
      .describe('How many messages by which channel; null where nothing is sent'),
    acting: z.object({
      count: z.number().int(),
      items: z.array(reviewedSubject),
      next: z.string().nullable(),
    }),
    skipped: z.array(
      z.object({
        reason: z.string(),
        count: z.number().int(),
        items: z.array(reviewedSubject),
        next: z.string().nullable(),
      }),
    ),
    notes: z
      .array(
        z.object({
          code: z.string().describe('Words under bulk.<action>.note.<code>, with `count`'),
          count: z.number().int(),
          items: z
            .array(z.object({ id, name: z.string() }))
            .describe('Some of them by name; none where they have none'),
        }),
      )
      .describe('What else the run would do, beside acting on who is selected'),
  })
  .meta({ id: 'Review' })
export type Review = z.infer<typeof review>
export type ReviewNote = Review['notes'][number]

export const runRequest = z.object({
  selection,
  input: z.record(z.string(), z.unknown()).default({}),
  reviewedAt: moment.optional().describe('Of the review that was confirmed; now when there was none'),
  reviewed: z
    .int32()
    .min(0)
    .optional()
    .describe(
      'How many that review counted (`selected`): the run tells how many of them it did not find any more',
    ),
})
export type RunRequest = z.infer<typeof runRequest>
