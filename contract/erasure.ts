import { z } from 'zod'
import { moment } from './paging.ts'

/** Why a person cannot be erased; words in locales/ under `fault.<reason>`. */
export const erasureRefusals = ['still-active', 'message-on-its-way', 'already-erased'] as const
export const erasureRefusal = z.enum(erasureRefusals)
export type ErasureRefusal = z.infer<typeof erasureRefusal>

/** What erasing a person would remove, before anybody decides. */
export const erasureReview = z
  .object({
    name: z.string(),
    whyNot: erasureRefusal.nullable(),
    goes: z.object({
      messages: z
        .number()
        .int()
        .describe('Whose address, name and answer of the mail server go; that they were sent stays'),
      importLines: z.number().int(),
      events: z.number().int().describe('Of the audit log, whose detail goes'),
      hasLogin: z.boolean().describe('They sign in nowhere else, so the login goes too'),
    }),
  })
  .meta({ id: 'ErasureReview' })
export type ErasureReview = z.infer<typeof erasureReview>

export const erasure = z.object({ erasedAt: moment }).meta({ id: 'Erasure' })
export type Erasure = z.infer<typeof erasure>
