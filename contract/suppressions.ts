import { z } from 'zod'
import { id, moment, pageOf } from './paging.ts'

/** An address that the account does not write to any more, and why. */
export const suppression = z
  .object({
    id,
    channel: z.enum(['email', 'sms']),
    address: z.string(),
    reason: z.string().describe('A code with words under reason.<code>'),
    detail: z.string().nullable().describe('In the words of the gateway'),
    since: moment,
    person: z.object({ id, name: z.string() }).nullable().describe('One who has the address'),
    whyNotLift: z.string().nullable().describe('Why it cannot be written to again; null where it can'),
  })
  .meta({ id: 'Suppression' })
export type Suppression = z.infer<typeof suppression>
export const suppressionPage = pageOf(suppression)
