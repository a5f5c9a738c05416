import { z } from 'zod'
import { id, moment, pageOf, pageQuery } from '../paging.ts'
import { permission } from '../permissions.ts'
import { amount, day } from './answers.ts'
import { formState, qualificationStatus, respondentState, shownStatus } from './statuses.ts'

const words = (longest: number) => z.string().trim().max(longest)
/** A query says `true`; anything else that is not `false` is a fault. */
const flag = z.enum(['true', 'false']).transform(given => given === 'true')

/** What the list, its counts and its export are narrowed by. */
export const prequalificationsFilter = z
  .object({
    status: shownStatus.optional().describe('As shown: `qualified` means not expired'),
    form: formState.optional().describe('State of the current form'),
    company: id.optional(),
    trade: words(100).optional().describe("One of the company's trades, whatever its case"),
    q: words(200).optional().describe("Inside the company's name"),
    expiring: flag.optional().describe('Qualified, and expires within the days of the expiry notice'),
    overdue: flag.optional().describe('Not submitted, and its day is past'),
  })
  .meta({ id: 'PrequalificationsFilter' })
export type PrequalificationsFilter = z.infer<typeof prequalificationsFilter>

export const prequalificationsQuery = prequalificationsFilter.extend({
  ...pageQuery.shape,
  sort: z
    .enum(['company', '-company', 'expires', '-expires'])
    .default('company')
    .describe('With expires, who has no date comes last, either way'),
})
export type PrequalificationsQuery = z.infer<typeof prequalificationsQuery>

const personName = z.object({ id, name: z.string() })

/** A company that was ever invited to prequalify. Its id is that of the company. */
export const prequalificationRow = z
  .object({
    company: z.object({ id, name: z.string(), trades: z.array(z.string()), isActive: z.boolean() }),
    status: shownStatus,
    decided: qualificationStatus.describe('What was decided, also where it has expired'),
    expiresOn: day.nullable(),
    form: z
      .object({
        id,
        state: formState,
        percent: z.number().int().describe('Of the required answers'),
        round: z.number().int().describe('1 for the first form, counted up by Re-Qualify'),
        isOverdue: z.boolean(),
        dueAt: moment.nullable(),
        submittedAt: moment.nullable(),
      })
      .nullable(),
    primaryContact: personName.nullable(),
  })
  .meta({ id: 'Prequalification' })
export type PrequalificationRow = z.infer<typeof prequalificationRow>
export const prequalificationsPage = pageOf(prequalificationRow)

/** How many match, per choice of each filter group; each group ignores its own choice. */
export const prequalificationCounts = z.object({
  total: z.number().int(),
  status: z.record(shownStatus, z.number().int()),
  form: z.record(formState, z.number().int()),
  expiring: z.number().int(),
  overdue: z.number().int(),
})
export type PrequalificationCounts = z.infer<typeof prequalificationCounts>

/** Beyond this many it only matters that there are many. */
export const mostToReview = 100
/** Answer to GET /prequalifications/to-review. */
export const toReview = z.object({
  count: z
    .number()
    .int()
    .max(mostToReview)
    .describe('Submitted forms that nobody has decided on; 100 stands for more too'),
})

/** An amount is a string of decimal digits, in the currency of the form. */
export const decisionInput = z
  .object({
    status: qualificationStatus,
    expiresOn: day.nullable().default(null).describe('In the future; of the two qualified ones'),
    singleProjectLimit: amount.nullable().default(null),
    aggregateLimit: amount.nullable().default(null).describe('At least the single project limit'),
    exceptions: words(5000)
      .nullable()
      .default(null)
      .describe('Of Qualified With Exceptions, and needed there'),
    notes: words(5000).nullable().default(null),
  })
  .strict()
export type DecisionInput = z.infer<typeof decisionInput>

export const decision = decisionInput.extend({
  id,
  currency: z.string(),
  decidedAt: moment,
  decidedBy: personName,
})
export type Decision = z.infer<typeof decision>

/** A user who was invited to fill the company's form in. */
export const respondent = z.object({
  person: personName,
  email: z.string().nullable(),
  state: respondentState,
  reason: z.string().nullable().describe('Of state error: a code with words under reason.<code>'),
  hasJoined: z.boolean(),
  invitedAt: moment,
  sentAt: moment.nullable(),
  remindersSent: z.number().int(),
  nextReminderAt: moment.nullable(),
  remindersStopped: z.boolean().describe('By the recipient'),
  notRemindedBecause: z
    .string()
    .nullable()
    .describe('Why the latest reminder was not sent: a code with words under reason.<code>'),
})
export type Respondent = z.infer<typeof respondent>

/** A line of the history, newest first; words under `prequalification.history.<event>` with `params`. */
export const historyEvents = [
  'invited',
  'requalified',
  'merged',
  'called-back',
  'started',
  'submitted',
  'changes-requested',
  'decided',
  'expiry-noticed',
] as const
export const historyEntry = z.object({
  at: moment,
  event: z.enum(historyEvents),
  by: personName.nullable().describe('Null where Muster itself acted'),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type HistoryEntry = z.infer<typeof historyEntry>

/** What the actor may do here; `whyNot` is a code with words under `why-not.<code>`. */
const offer = z.object({ whyNot: z.string().nullable(), needs: permission.nullable() })

/** Answer to GET /prequalifications/{company id}. */
export const prequalificationView = prequalificationRow.extend({
  version: z.string().describe('Also its ETag; send it as If-Match with a decision'),
  decision: decision.nullable().describe('The one that holds; null while Not Assigned'),
  earlierDecisions: z
    .array(decision)
    .describe('Those that hold no longer, newest first: another followed, or the company was asked anew'),
  respondents: z.array(respondent),
  forms: z
    .array(
      z.object({
        id,
        round: z.number().int(),
        formVersion: z.number().int(),
        state: formState,
        createdAt: moment,
        submittedAt: moment.nullable(),
      }),
    )
    .describe('All rounds, newest first'),
  history: z.array(historyEntry),
  may: z.object({ decide: offer, requestChanges: offer, comment: offer, setPrimaryContact: offer }),
})
export type PrequalificationView = z.infer<typeof prequalificationView>

export const prequalificationEdit = z
  .object({ primaryContactId: id.nullable().describe('An active user of the company') })
  .strict()
