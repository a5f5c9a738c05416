import { z } from 'zod'

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional().describe('Of the previous answer; opaque'),
})
export type PageQuery = z.infer<typeof pageQuery>

/** A page of a list; `next` is the cursor of the following page, null on the last (also sent as `Link: rel="next"`). */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() })
export type Page<T> = { items: T[]; next: string | null }

export const id = z.uuid()
export const moment = z.iso.datetime({ offset: true }).describe('ISO 8601')
