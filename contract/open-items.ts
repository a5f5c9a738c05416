import { z } from 'zod'
import { selection } from './bulk-actions.ts'
import { id, moment, pageOf, pageQuery } from './paging.ts'
import { fault } from './problems.ts'

/** The tools whose work waits for users, and in which role it does. Source: seed 002. */
export const openItemRoles = {
  rfi: ['manager', 'assignee'],
  submittal: ['manager', 'approver'],
  observation: ['assignee'],
  inspection: ['point-of-contact'],
  'meeting-item': ['assignment'],
  'defect-list-item': ['assigned-to'],
  timecard: ['final-entry'],
} as const
export type OpenItemTool = keyof typeof openItemRoles
export type OpenItemRole = (typeof openItemRoles)[OpenItemTool][number]
export const openItemTools = Object.keys(openItemRoles) as [OpenItemTool, ...OpenItemTool[]]
export const openItemTool = z.enum(openItemTools)
export const openItemRole = z.enum(Object.values(openItemRoles).flat() as [OpenItemRole, ...OpenItemRole[]])

/** A NUL cannot be stored: it is the fault of its line, and not of the batch. */
const words = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine(text => !text.includes('\0'))

/** What a source says of one piece of work in one role. An RFI that waits for its manager and for its assignee is two. */
export const openItemInput = z
  .object({
    tool: openItemTool,
    role: openItemRole,
    person: words(254).describe('For whom it waits: their id, e-mail address or external ID here'),
    project: words(200).describe('The id, number or name of the project'),
    title: words(300),
    dueOn: z.iso.date().nullable().default(null),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .nullable()
      .default(null)
      .describe('Where the work itself is'),
    isOpen: z.boolean().default(true).describe('False closes it; a closed one can be opened again'),
  })
  .strict()
  .meta({ id: 'OpenItemWritten' })
export type OpenItemInput = z.infer<typeof openItemInput>

export const openItemName = z.object({ source: words(100), ref: words(200) })
export type OpenItemName = z.infer<typeof openItemName>

/** Lines in one batch. */
export const mostBatchLines = 10_000
export const mostBatchBytes = 16 * 1024 * 1024
/** Each line is judged by itself: `source`, `ref`, and what `OpenItemWritten` has. */
export const openItemBatch = z.object({ items: z.array(z.unknown()).min(1).max(mostBatchLines) })

export const openItemLineFault = z.object({
  line: z.number().int().describe('Counted from 1; in a CSV file as a text editor counts'),
  source: z.string().nullable(),
  ref: z.string().nullable(),
  faults: z.array(fault),
})
export type OpenItemLineFault = z.infer<typeof openItemLineFault>
export const openItemBatchAnswer = z
  .object({
    written: z.number().int().describe('Added or changed'),
    unchanged: z.number().int(),
    faulty: z
      .array(openItemLineFault)
      .describe('Lines of which nothing was applied, each with all its faults'),
  })
  .meta({ id: 'OpenItemBatchAnswer' })
export type OpenItemBatchAnswer = z.infer<typeof openItemBatchAnswer>

const inRole = z.object({ tool: openItemTool, role: openItemRole, count: z.number().int() })
export type CountInRole = z.infer<typeof inRole>

export const openItem = z
  .object({
    id,
    source: z.string(),
    ref: z.string(),
    tool: openItemTool,
    role: openItemRole,
    title: z.string(),
    url: z.string().nullable(),
    person: z.object({
      id,
      name: z.string(),
      company: z.string().nullable(),
      status: z.enum(['active', 'inactive']),
    }),
    project: z.object({ id, name: z.string(), number: z.string().nullable() }),
    dueOn: z.iso.date().nullable(),
    isOverdue: z.boolean().describe('Its day is over in the time zone of the account'),
    openedAt: moment,
    closedAt: moment.nullable(),
  })
  .meta({ id: 'OpenItem' })
export type OpenItem = z.infer<typeof openItem>

const yes = z.preprocess(value => (value === 'true' ? true : value === 'false' ? false : value), z.boolean())

/** What the Assignment Report and a selection of it are narrowed by. */
export const openItemFilter = z
  .object({
    person: id.optional(),
    company: id.optional(),
    project: id.optional(),
    tool: openItemTool.optional(),
    role: openItemRole.optional(),
    inactiveOnly: yes.optional().describe('Only what waits for people who are inactive'),
    overdue: yes.optional(),
    q: z.string().trim().max(200).optional().describe('Inside title, reference, name of the person'),
  })
  .meta({ id: 'OpenItemFilter' })
export type OpenItemFilter = z.infer<typeof openItemFilter>

export const openItemSorts = ['person', 'due'] as const
export const openItemsQuery = openItemFilter.extend({
  ...pageQuery.shape,
  sort: z.enum(openItemSorts).default('person'),
})
export type OpenItemsQuery = z.infer<typeof openItemsQuery>
export const openItemsPage = pageOf(openItem)

/** What waits for one person, counted. */
export const assignedPerson = z
  .object({
    person: openItem.shape.person,
    count: z.number().int(),
    overdue: z.number().int(),
    roles: z.array(inRole),
  })
  .meta({ id: 'AssignedPerson' })
export type AssignedPerson = z.infer<typeof assignedPerson>
export const assignedPeopleQuery = openItemFilter.extend(pageQuery.shape)
export const assignedPeoplePage = pageOf(assignedPerson)

export const openItemCounts = z
  .object({
    total: z.number().int(),
    overdue: z.number().int(),
    people: z.number().int(),
    roles: z.array(inRole),
  })
  .meta({ id: 'OpenItemCounts' })
export type OpenItemCounts = z.infer<typeof openItemCounts>

export const selectionOfUsers = z.object({ selection })

/** Open items of the people of a selection; those for whom most waits come first, and no more than these. */
export const mostCountedPeople = 200
export const openItemsOfSelection = openItemCounts
  .extend({ items: z.array(assignedPerson) })
  .meta({ id: 'OpenItemsOfSelection' })
export type OpenItemsOfSelection = z.infer<typeof openItemsOfSelection>
