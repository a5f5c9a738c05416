import { z } from 'zod'
import { chosenColumns } from './columns.ts'
import { id, moment, pageOf, pageQuery } from './paging.ts'
import { formState, shownStatus } from './prequalification/statuses.ts'

const words = (longest: number) => z.string().trim().max(longest)

/** What a list of companies, a selection and an export are narrowed by. */
export const companiesFilter = z
  .object({
    status: z.enum(['active', 'inactive']).default('active'),
    trade: words(100).optional().describe('One of its trades, whatever its case'),
    q: words(200).optional().describe('Anywhere in name, city, phone, e-mail'),
    name: words(200).optional().describe('Inside the name'),
    city: words(200).optional().describe('Inside the city'),
    project: id
      .optional()
      .describe(
        'Of which people are on this project, inactive ones included where the company is; `people` counts these alone',
      ),
  })
  .meta({ id: 'CompaniesFilter' })
export type CompaniesFilter = z.infer<typeof companiesFilter>

export const companySorts = ['name', '-name', 'city', '-city'] as const
export const companiesQuery = companiesFilter.extend({
  ...pageQuery.shape,
  sort: z.enum(companySorts).default('name'),
})
export type CompaniesQuery = z.infer<typeof companiesQuery>
export type CompanySort = (typeof companySorts)[number]

/** What a list of companies may show beside the name. */
export const companyColumns = ['trades', 'city', 'phone', 'email', 'people'] as const
export type CompanyColumn = (typeof companyColumns)[number]
export const companiesExport = companiesQuery
  .omit({ limit: true, cursor: true })
  .extend({ columns: chosenColumns(companyColumns) })

/** People of one company in a list are counted up to here: "1,000 or more". */
export const mostCountedPeople = 1_000

export const companyRow = z
  .object({
    id,
    name: z.string(),
    isOwn: z.boolean().describe("The account's own"),
    status: z.enum(['active', 'inactive']),
    trades: z.array(z.string()),
    city: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    people: z
      .number()
      .int()
      .describe(`Active users and contacts; ${mostCountedPeople} means so many or more`),
  })
  .meta({ id: 'CompanyRow' })
export type CompanyRow = z.infer<typeof companyRow>
export const companiesPage = pageOf(companyRow)

export const companyCounts = z.object({ total: z.number().int() })
export const tradeQuery = companiesFilter.extend({
  search: words(100).optional().describe('Inside the trade'),
  limit: z.coerce.number().int().min(1).max(200).default(20),
})
export const tradeList = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string(), count: z.number().int() })),
  total: z.number().int(),
})

export const companyCard = companyRow
  .extend({
    website: z.string().nullable(),
    address: z.string().nullable(),
    users: z.number().int(),
    contacts: z.number().int(),
    inactivePeople: z.number().int(),
    projects: z
      .array(
        z.object({ id, name: z.string(), status: z.enum(['active', 'closed']), people: z.number().int() }),
      )
      .describe('Those that the reader may see and on which people of it are'),
    otherNames: z
      .array(z.string())
      .describe('Of companies that were merged into it; imports find it by them too'),
    createdAt: moment,
    version: z.string().describe('Of the record; also its ETag'),
    may: z.object({ edit: z.boolean(), merge: z.boolean() }),
  })
  .meta({ id: 'CompanyCard' })
export type CompanyCard = z.infer<typeof companyCard>

const optional = (longest: number) => z.string().max(longest).nullable()
const fields = {
  name: z.string().max(200),
  trades: z.array(z.string().max(100)).max(50).describe('In your own words; blanks and doubles are left out'),
  phone: optional(50),
  email: optional(254),
  website: optional(500),
  address: optional(500),
  city: optional(200),
}
export const companyInput = z
  .object({
    name: fields.name,
    trades: fields.trades.default([]),
    phone: fields.phone.default(null),
    email: fields.email.default(null),
    website: fields.website.default(null),
    address: fields.address.default(null),
    city: fields.city.default(null),
  })
  .meta({ id: 'CompanyInput' })
export type CompanyInput = z.infer<typeof companyInput>
/** What an edit leaves out stays as it is. */
export const companyEdit = z.object(fields).partial()
export type CompanyEdit = z.infer<typeof companyEdit>

/** How alike two names are, legal forms and punctuation aside: 1 is the same. */
const likeness = z.number().min(0).max(1)
export const likeQuery = z.object({
  name: z.string().max(200).describe('As it is being typed'),
  except: id.optional().describe('The company that is being edited'),
})
export const likeCompany = companyRow
  .pick({ id: true, name: true, status: true, city: true })
  .extend({ likeness })
export type LikeCompany = z.infer<typeof likeCompany>
export const likeCompanies = z.object({ items: z.array(likeCompany) })

const paired = companyRow.pick({ id: true, name: true, isOwn: true, city: true, people: true })
export const likelyDuplicate = z.object({ one: paired, other: paired, likeness })
export type LikelyDuplicate = z.infer<typeof likelyDuplicate>
export const likelyDuplicates = pageOf(likelyDuplicate)

export const mergeQuery = z.object({ into: id.describe('The company that stays') })
export const mergeInput = mergeQuery.extend({
  prequalificationOf: id
    .optional()
    .describe('Whose prequalification goes on where both have one; that which the review names, unless said'),
})
/** What would move; nothing is written. */
export const mergeReview = z
  .object({
    from: companyRow,
    into: companyRow,
    users: z.number().int(),
    contacts: z.number().int(),
    inactivePeople: z.number().int(),
    projects: z.array(z.string()),
    trades: z.array(z.string()).describe('That the other does not have yet'),
    fills: z
      .array(z.enum(['phone', 'email', 'website', 'address', 'city']))
      .describe('Empty there, and filled from here'),
    prequalification: z
      .object({
        goesOn: id
          .nullable()
          .describe('The company whose prequalification goes on, unless somebody says otherwise'),
        items: z.array(
          z.object({
            company: z.object({ id, name: z.string() }),
            status: shownStatus,
            expiresOn: z.iso.date().nullable(),
            formState,
            rounds: z.number().int().describe('Forms that it was asked to fill in'),
          }),
        ),
      })
      .describe('What each of the two has; what does not go on becomes history of what does'),
    whyNot: z.enum(['own-company', 'same-company', 'company-inactive']).nullable(),
  })
  .meta({ id: 'MergeReview' })
export type MergeReview = z.infer<typeof mergeReview>
