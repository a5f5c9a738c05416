import { z } from 'zod'
import { sendingPause } from './installation-settings.ts'
import { id, moment, pageOf, pageQuery } from './paging.ts'
import { language } from './people.ts'

/** What waits to be sent, in counts alone. */
export const sendingCounts = z.object({
  waiting: z.number().int().describe('Queued or deferred'),
  due: z.number().int().describe('Of those, what should have left already'),
  deferred: z.number().int().describe('Of those, what the mail server asked to send later'),
  inHand: z.number().int().describe('With a worker right now'),
  unconfirmed: z.number().int().describe('Invitations handed over, with the answer lost'),
  oldestDueAt: moment.nullable(),
})
export type SendingCounts = z.infer<typeof sendingCounts>

export const accountStates = ['active', 'suspended'] as const

/** An account as who looks after the installation sees it: its name, its state and counts, nobody in it. */
export const operatedAccount = z
  .object({
    id,
    name: z.string(),
    country: z.string(),
    language,
    timeZone: z.string(),
    createdAt: moment,
    state: z.enum(accountStates),
    suspended: z.object({ at: moment, reason: z.string() }).nullable(),
    users: z.object({
      active: z.number().int(),
      joined: z.number().int().describe('Of those, who has signed in at least once'),
      invited: z.number().int().describe('Of those, whose invitation was sent and not accepted yet'),
      suppressed: z.number().int().describe('Whose address nothing is sent to any more'),
    }),
    sending: sendingCounts,
    paused: z
      .object({ reason: z.string(), until: moment.nullable() })
      .nullable()
      .describe('The mail server works with nobody: tried again by itself'),
  })
  .meta({ id: 'OperatedAccount' })
export type OperatedAccount = z.infer<typeof operatedAccount>
export const operatedAccounts = pageOf(operatedAccount)

export const accountsQuery = z.object({
  ...pageQuery.shape,
  q: z.string().trim().max(200).optional().describe('Part of its name'),
  state: z.enum(accountStates).optional(),
})
export type AccountsQuery = z.infer<typeof accountsQuery>

export const suspension = z.object({ reason: z.string().trim().min(1).max(500) })

/** How sending is doing, in all and by account. */
export const queueHealth = z
  .object({
    paused: sendingPause,
    workers: z.number().int().describe('Running right now'),
    total: sendingCounts,
    accounts: z
      .array(
        z.object({
          id,
          name: z.string(),
          isSuspended: z.boolean(),
          paused: z.object({ reason: z.string(), until: moment.nullable() }).nullable(),
          sending: sendingCounts,
        }),
      )
      .describe('Those with something to send, to clear up, or paused; at most 100, the longest queue first'),
  })
  .meta({ id: 'QueueHealth' })
export type QueueHealth = z.infer<typeof queueHealth>

/** What is missing for everyday work, most pressing first; words in locales/ under `installation.missing`. */
export const missingThings = [
  'sending-paused',
  'no-worker',
  'no-account',
  'no-mail-server',
  'example-sender',
  'local-address',
  'only-super-admin',
] as const
export type MissingThing = (typeof missingThings)[number]

export const installationOverview = z
  .object({
    missing: z.array(z.enum(missingThings)),
    accounts: z.object({ active: z.number().int(), suspended: z.number().int() }),
    paused: sendingPause,
  })
  .meta({ id: 'InstallationOverview' })
export type InstallationOverview = z.infer<typeof installationOverview>

export const recordReport = z
  .object({
    sealed: z.number().int(),
    unsealed: z.number().int(),
    isWhole: z.boolean(),
    faults: z.array(
      z.object({ sequence: z.number().int(), fault: z.enum(['missing', 'changed', 'cut-off', 'blanked']) }),
    ),
  })
  .meta({ id: 'RecordReport' })
export type RecordReport = z.infer<typeof recordReport>
