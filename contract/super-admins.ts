import { z } from 'zod'
import { moment } from './paging.ts'

/** Who is signed in to look after the installation. */
export const superAdminSession = z
  .object({
    userName: z.string(),
    isUser: z.boolean().describe('Also a user of an account, and signed in to it'),
    hasMailbox: z.boolean().describe('No mail server is configured: messages are read at /mailbox'),
  })
  .meta({ id: 'SuperAdminSession' })
export type SuperAdminSession = z.infer<typeof superAdminSession>

export const superAdmins = z.object({
  items: z.array(
    z.object({
      userName: z.string(),
      addedAt: moment,
      addedBy: z.string().nullable().describe('Null where the command line or the set-up made them'),
    }),
  ),
})
export type SuperAdmins = z.infer<typeof superAdmins>
