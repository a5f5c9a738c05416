import { z } from 'zod'
import { id, moment, pageOf, pageQuery } from './paging.ts'
import { peopleExport, peopleQuery, personRow } from './people.ts'

export const projectStatuses = ['active', 'closed'] as const
const status = z.enum(projectStatuses)

export const projectsFilter = z.object({
  status: status.default('active'),
  q: z.string().trim().max(200).optional().describe('Inside the name or the number'),
})
export type ProjectsFilter = z.infer<typeof projectsFilter>
export const projectSorts = ['name', '-name', 'number', '-number'] as const
export type ProjectSort = (typeof projectSorts)[number]
export const projectsQuery = projectsFilter.extend({
  ...pageQuery.shape,
  sort: z.enum(projectSorts).default('name'),
})
export type ProjectsQuery = z.infer<typeof projectsQuery>

export const projectsExport = projectsQuery.omit({ limit: true, cursor: true })

export const projectRow = z
  .object({
    id,
    name: z.string(),
    number: z.string().nullable(),
    status,
    users: z.number().int().describe('Active users on it'),
    contacts: z.number().int().describe('Active contacts on it'),
  })
  .meta({ id: 'ProjectRow' })
export type ProjectRow = z.infer<typeof projectRow>
export const projectsPage = pageOf(projectRow)
export const projectCounts = z.object({ active: z.number().int(), closed: z.number().int() })

export const projectCard = projectRow
  .extend({
    createdAt: moment,
    version: z.string().describe('Of the record; also its ETag'),
    may: z.object({
      edit: z.boolean(),
      addPeople: z.boolean().describe('Also: take them off, and give them templates of a project'),
      addContacts: z.boolean(),
      seeInactive: z.boolean(),
      reactivate: z
        .boolean()
        .describe(
          'Bring inactive users of it back: with `projectId` in the input, for who may not anywhere else',
        ),
      export: z.boolean(),
    }),
  })
  .meta({ id: 'ProjectCard' })
export type ProjectCard = z.infer<typeof projectCard>

export const projectInput = z
  .object({
    name: z.string().max(200),
    number: z.string().max(50).nullable().default(null).describe('Your own number of it'),
  })
  .meta({ id: 'ProjectInput' })
export type ProjectInput = z.infer<typeof projectInput>
/** What an edit leaves out stays as it is. */
export const projectEdit = z.object({
  name: z.string().max(200).optional(),
  number: z.string().max(50).nullable().optional(),
  status: status.optional().describe('Closed, a project keeps everybody who is on it'),
})
export type ProjectEdit = z.infer<typeof projectEdit>

/** The people of one project; what is said of the project itself stands in the path. */
export const projectPeopleQuery = peopleQuery.omit({ project: true, group: true, template: true })
export const projectPeopleExport = peopleExport.omit({ project: true, group: true, template: true })
export const projectPerson = personRow
  .extend({
    projectTemplate: z
      .object({ id, name: z.string() })
      .nullable()
      .describe('What they may do on this project'),
  })
  .meta({ id: 'ProjectPerson' })
export type ProjectPerson = z.infer<typeof projectPerson>
export const projectPeoplePage = pageOf(projectPerson)

export const memberInput = z.object({
  templateId: id
    .nullable()
    .default(null)
    .describe('A permission template of the scope project; null for none'),
})
export const projectMember = z.object({
  projectId: id,
  personId: id,
  templateId: id.nullable(),
})
