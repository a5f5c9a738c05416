import { z } from 'zod'
import { fieldChange } from './audit.ts'
import { id, moment, pageOf, pageQuery } from './paging.ts'

const ofAccount = z.object({ name: z.string() })
const ofLogin = z.object({ userName: z.string() })
const nothing = z.object({})

/**
 * The one closed list of what is put on the installation's own record: every act of a super admin. Its words are in
 * locales/ under `installation.event.<event>`.
 */
export const installationEvents = {
  'super-admin.added': ofLogin,
  'super-admin.removed': ofLogin,
  'super-admin.signed-in': nothing,
  'super-admin.signed-out': nothing,
  'super-admin.password-changed': ofLogin,
  'account.created': ofAccount,
  'account.suspended': z.object({ name: z.string(), reason: z.string() }),
  'account.resumed': ofAccount,
  'settings.changed': z.object({ changes: z.array(fieldChange) }),
  'sending.paused': z.object({ reason: z.string() }),
  'sending.resumed': nothing,
  'backup.restored': z.object({ madeAt: moment }),
  'mail.tested': z.object({ isAccepted: z.boolean() }),
  'sms.tested': z.object({ isAccepted: z.boolean() }),
} as const satisfies Record<string, z.ZodType>

export type InstallationEventName = keyof typeof installationEvents
export const installationEventNames = Object.keys(installationEvents) as [
  InstallationEventName,
  ...InstallationEventName[],
]
export type InstallationDetail<Name extends InstallationEventName> = z.infer<
  (typeof installationEvents)[Name]
>

export const installationEntry = z
  .object({
    id,
    at: moment,
    event: z.enum(installationEventNames),
    actor: z.string().nullable().describe('User name; null where the command line or the set-up acted'),
    detail: z.record(z.string(), z.unknown()),
    sequence: z.number().int().nullable().describe('Place in the chain; null for the first seconds'),
  })
  .meta({ id: 'InstallationEntry' })
export type InstallationEntry = z.infer<typeof installationEntry>
export const installationEntries = pageOf(installationEntry)
export const installationEventsQuery = z.object({ ...pageQuery.shape })
export type InstallationEventsQuery = z.infer<typeof installationEventsQuery>
