import { z } from 'zod'
import { moment } from './paging.ts'
import { run } from './runs.ts'

/** A run that is over sooner says so where it was started, and nowhere else. Source: product.md, bulk actions. */
export const longRunSeconds = 2

/** The mail server or the SMS gateway works with nobody. */
export const sendingPause = z.object({
  reason: z.string(),
  nextTryAt: moment.nullable().describe('When it is tried again by itself; past while it is being tried'),
})
export type SendingPause = z.infer<typeof sendingPause>

/** Runs that somebody started, that are over, and whose end they have not seen. Newest first. */
export const runNotices = z.object({
  items: z.array(run),
  sendingPause: sendingPause
    .nullable()
    .describe('Why what is due waits; told to who may have something sent'),
})
export type RunNotices = z.infer<typeof runNotices>
/** So many are shown at once; the others follow as these are seen. */
export const mostNotices = 3

export const ownNotices = z
  .object({
    mailsFinishedRuns: z.boolean().describe('An e-mail when a run of theirs that took a while is finished'),
    mailTo: z
      .string()
      .nullable()
      .describe('Where it goes; null where their card has no e-mail address that works'),
  })
  .meta({ id: 'OwnNotices' })
export type OwnNotices = z.infer<typeof ownNotices>
export const ownNoticesChange = ownNotices.pick({ mailsFinishedRuns: true })
