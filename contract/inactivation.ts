import { z } from 'zod'
import { openItemTools } from './open-items.ts'
import { id } from './paging.ts'

/** What `user.inactivate` is told. Nothing at all: at once, and open items stay as they are. Source: seed 002. */
export const inactivationInput = z
  .object({
    on: z.iso
      .date()
      .optional()
      .describe('A later day: they are inactivated when it begins, in the account’s time zone'),
    successor: id
      .optional()
      .describe('Who takes over the open items of all tools that `successors` does not name'),
    successors: z
      .partialRecord(z.enum(openItemTools), id)
      .optional()
      .describe('Who takes over the open items of a tool. What nobody takes over stays as it is'),
    addToProjects: z
      .boolean()
      .default(false)
      .describe(
        'Whether successors are added to the projects of what they take over, where they are not on them',
      ),
  })
  .strict()
export type InactivationInput = z.infer<typeof inactivationInput>

/** Whoever takes something over, each once. */
export const successorsOf = ({
  successor,
  successors,
}: Pick<InactivationInput, 'successor' | 'successors'>): string[] => [
  ...new Set([...(successor ? [successor] : []), ...Object.values(successors ?? {})]),
]

/** What `user.reactivate` is told. */
export const reactivationInput = z
  .object({
    withCompany: z
      .boolean()
      .default(false)
      .describe('Whether an inactive company of theirs is reactivated too'),
    templateId: id.optional().describe('Their permission template, in place of the one that they had'),
    projectId: id
      .optional()
      .describe('Back on this project, and on no other: so an Admin of that project may press it, too'),
  })
  .strict()
export type ReactivationInput = z.infer<typeof reactivationInput>

/** What `contact.promote` is told. */
export const promotionInput = z.object({ templateId: id }).strict()
export type PromotionInput = z.infer<typeof promotionInput>

/** What `open-item.reassign` is told. */
export const reassignmentInput = z
  .object({ successor: id, addToProjects: inactivationInput.shape.addToProjects })
  .strict()
export type ReassignmentInput = z.infer<typeof reassignmentInput>
