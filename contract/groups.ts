import { z } from 'zod'
import { chosenColumns } from './columns.ts'
import { id, moment, pageOf, pageQuery } from './paging.ts'

export const groupsFilter = z.object({
  q: z.string().trim().max(200).optional().describe('Inside the name or the description'),
  project: id.optional().describe('In which active people of this project are; `people` counts these alone'),
})
export type GroupsFilter = z.infer<typeof groupsFilter>

export const groupSorts = ['name', '-name', 'people', '-people'] as const
export type GroupSort = (typeof groupSorts)[number]
export const groupsQuery = groupsFilter.extend({
  ...pageQuery.shape,
  sort: z.enum(groupSorts).default('name'),
})
export type GroupsQuery = z.infer<typeof groupsQuery>

/** What a list of groups may show beside the name. */
export const groupColumns = ['description', 'people'] as const
export type GroupColumn = (typeof groupColumns)[number]
export const groupsExport = groupsQuery
  .omit({ limit: true, cursor: true })
  .extend({ columns: chosenColumns(groupColumns) })

export const groupRow = z
  .object({
    id,
    name: z.string(),
    description: z.string().nullable(),
    people: z.number().int().describe('Active people in it'),
  })
  .meta({ id: 'GroupRow' })
export type GroupRow = z.infer<typeof groupRow>
export const groupsPage = pageOf(groupRow)
export const groupCounts = z.object({ total: z.number().int() })

export const groupCard = groupRow
  .extend({
    createdAt: moment,
    version: z.string().describe('Of the record; also its ETag'),
    may: z.object({ edit: z.boolean() }),
  })
  .meta({ id: 'GroupCard' })
export type GroupCard = z.infer<typeof groupCard>

export const groupInput = z
  .object({
    name: z.string().max(200),
    description: z.string().max(500).nullable().default(null),
  })
  .meta({ id: 'GroupInput' })
export type GroupInput = z.infer<typeof groupInput>
/** What an edit leaves out stays as it is. */
export const groupEdit = z.object({
  name: z.string().max(200).optional(),
  description: z.string().max(500).nullable().optional(),
})
export type GroupEdit = z.infer<typeof groupEdit>

export const groupMember = z.object({ groupId: id, personId: id })

/** What `user.add-to-group` and `contact.add-to-group` are told. */
export const addToGroupInput = z.object({ groupId: id }).strict()
export type AddToGroupInput = z.infer<typeof addToGroupInput>
