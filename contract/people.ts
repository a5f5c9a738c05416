import { z } from 'zod'
import { chosenColumns } from './columns.ts'
import { id, moment, pageOf, pageQuery } from './paging.ts'
import { permission } from './permissions.ts'

export const languages = ['en', 'ru'] as const
export const language = z.enum(languages)

/** Source: interface.md, invitation states. */
export const invitationStates = [
  'not_invited',
  'waiting',
  'sent',
  'error',
  'accepted',
  'expired',
  'revoked',
  'cancelled',
  'declined',
] as const
export const invitationState = z.enum(invitationStates)
export type InvitationState = z.infer<typeof invitationState>

/** The five of the screen's filter *Invitation status*. Source: seed 004. */
export const invitationFilters = ['all', 'invited', 'not-invited', 'waiting', 'error'] as const
export const invitationFilter = z.enum(invitationFilters)
export type InvitationFilter = z.infer<typeof invitationFilter>

export const statesOfFilter: Record<Exclude<InvitationFilter, 'all'>, readonly InvitationState[]> = {
  invited: ['sent', 'accepted', 'expired'],
  'not-invited': ['not_invited', 'revoked', 'cancelled', 'declined'],
  waiting: ['waiting'],
  error: ['error'],
}

export const addressVerdict = z
  .enum(['ok', 'missing', 'malformed', 'no-country-code', 'not-mobile', 'suppressed'])
  .describe('suppressed: it is well written, and must not be written to')
export type AddressVerdict = z.infer<typeof addressVerdict>

const words = (longest: number) => z.string().trim().max(longest)

/** What a list, a selection and an export are narrowed by. */
export const personKinds = ['user', 'contact'] as const
export const personKind = z.enum(personKinds)
export type PersonKind = z.infer<typeof personKind>

export const peopleFilter = z
  .object({
    kind: personKind.default('user'),
    status: z.enum(['active', 'inactive']).default('active'),
    invitation: invitationFilter.default('all'),
    company: id.optional(),
    template: id.optional(),
    project: id.optional().describe('Who is on this project'),
    group: id.optional().describe('Who is in this distribution group'),
    employee: z.enum(['yes', 'no']).optional().describe("The account's own people, or all others"),
    unconfirmed: z
      .literal('yes')
      .optional()
      .describe('Whose invitation was handed over, with the answer lost'),
    q: words(200).optional().describe('Anywhere in name, e-mail, phone, company, job title'),
    name: words(200).optional().describe('Inside the name'),
    email: words(200).optional().describe('Inside the e-mail address'),
    phone: words(50).optional().describe('Inside the phone number'),
    companyName: words(200).optional().describe('Inside the name of the company'),
  })
  .meta({ id: 'PeopleFilter' })
export type PeopleFilter = z.infer<typeof peopleFilter>

export const peopleSorts = ['name', '-name', 'email', '-email', 'company', '-company'] as const
export const peopleSort = z.enum(peopleSorts)
export type PeopleSort = z.infer<typeof peopleSort>

export const peopleQuery = peopleFilter.extend({
  ...pageQuery.shape,
  sort: z
    .preprocess(
      value => (value === 'lastName' ? 'name' : value === '-lastName' ? '-name' : value),
      peopleSort,
    )
    .default('name')
    .describe('name (or lastName), email, company; a leading - turns it round'),
})
export type PeopleQuery = z.infer<typeof peopleQuery>

/** What a list of people may show beside the name. */
export const peopleColumns = [
  'company',
  'email',
  'title',
  'employee',
  'template',
  'status',
  'joined',
] as const
export type PeopleColumn = (typeof peopleColumns)[number]
export const peopleExport = peopleQuery
  .omit({ limit: true, cursor: true })
  .extend({ columns: chosenColumns(peopleColumns) })

/** What else can be done with an invitation: call back what waits, take back what was sent, say that it arrived, hand its link over where nothing could be delivered. */
export const invitationStep = z.enum(['cancel', 'revoke', 'confirm', 'copy-link'])
export type InvitationStep = z.infer<typeof invitationStep>

/** What the row offers to press; null with the reason why not (a code with words under `why-not.<reason>`). */
export const rowButton = z.object({
  action: z.enum(['invite', 're-invite', 'send-again']).nullable(),
  whyNot: z.string().nullable(),
  needs: permission.nullable().describe('What would have to be permitted'),
})

/** What the row offers about the prequalification of their company: it opens the review of the bulk action. Source: seed 001. */
export const prequalifyButton = z.object({
  action: z.enum(['prequalify', 're-qualify']).describe('Re-Qualify for who was invited before'),
  whyNot: z.string().nullable().describe('A code with words under why-not.<code>'),
  needs: permission.nullable(),
})
export type PrequalifyButton = z.infer<typeof prequalifyButton>

export const personRow = z
  .object({
    id,
    firstName: z.string(),
    lastName: z.string(),
    name: z.string().describe('First and last name'),
    kind: personKind,
    email: z.string().nullable(),
    emailVerdict: addressVerdict.nullable().describe('Null, as are the addresses, for who sees no details'),
    phone: z.string().nullable(),
    phoneVerdict: addressVerdict.nullable(),
    jobTitle: z.string().nullable(),
    company: z.object({ id, name: z.string() }).nullable(),
    template: z
      .object({ id, name: z.string() })
      .nullable()
      .describe('Null for contacts, and for who may not see templates'),
    isEmployee: z.boolean(),
    status: z.enum(['active', 'inactive']),
    invitation: z.object({
      state: invitationState,
      reason: z.string().nullable().describe('Of state error: a code with words under reason.<code>'),
      isUnconfirmed: z.boolean(),
      button: rowButton,
      steps: z.array(invitationStep).describe('What else may be done with it by who asks'),
    }),
    joinedAt: moment.nullable(),
    plannedInactivation: z
      .object({
        at: moment.describe('When that day begins where the account is'),
        day: z.iso.date(),
        reason: z
          .string()
          .nullable()
          .describe('Why it left them active when it was due: words under reason.<code>'),
      })
      .nullable(),
    prequalify: prequalifyButton.optional().describe('In the list of users'),
  })
  .meta({ id: 'PersonRow' })
export type PersonRow = z.infer<typeof personRow>
export const peoplePage = pageOf(personRow)

/** How many match, per choice of each filter group; each group ignores its own choice. */
export const peopleCounts = z
  .object({
    total: z.number().int().describe('Matching the whole filter'),
    invitation: z.record(invitationFilter, z.number().int()),
    unconfirmed: z.number().int().describe('Of all others that the filter means, those that are unconfirmed'),
  })
  .meta({ id: 'PeopleCounts' })
export type PeopleCounts = z.infer<typeof peopleCounts>

export const facet = z.object({ id, name: z.string(), count: z.number().int() })
export const facetGroups = ['company', 'template'] as const
export const facetQuery = peopleFilter.extend({
  group: z.enum(facetGroups),
  inGroup: id.optional().describe('Who is in this distribution group; elsewhere the filter calls it group'),
  search: words(200).optional().describe('Inside the name of the company or template'),
  limit: z.coerce.number().int().min(1).max(200).default(20),
})
export const facetList = z.object({ items: z.array(facet), total: z.number().int() })
export type FacetList = z.infer<typeof facetList>

/** A line of the person's story; words under `timeline.<code>` with `params`. */
export const timelineEntry = z.object({
  at: moment,
  code: z.string(),
  tone: z.enum(['plain', 'good', 'waiting', 'bad']),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type TimelineEntry = z.infer<typeof timelineEntry>
/** Answer to GET /people/{id}/timeline; newest first. */
export const timeline = z.object({ items: z.array(timelineEntry) })

export const personCard = personRow
  .extend({
    isWhole: z.literal(true),
    emailVerdict: addressVerdict,
    phoneVerdict: addressVerdict,
    externalId: z.string().nullable(),
    language: language.nullable(),
    timeZone: z.string().nullable().describe('Null: that of the account'),
    userName: z.string().nullable().describe('What they sign in with, once they joined'),
    isInvited: z.boolean().describe('The tick "User invited"'),
    projects: z
      .array(z.object({ id, name: z.string(), status: z.enum(['active', 'closed']) }))
      .describe('Those that the reader may see'),
    groups: z.array(z.object({ id, name: z.string() })),
    createdAt: moment,
    version: z.string().describe('Of the record; also its ETag'),
    may: z.object({ edit: z.boolean(), invite: z.boolean() }),
    whyNotEdit: rowButton.omit({ action: true }),
    whyNotLeave: rowButton.omit({ action: true }).describe('Of inactivating who is active'),
  })
  .meta({ id: 'PersonCard' })
export type PersonCard = z.infer<typeof personCard>

/** All that who lacks *View User Detail* sees of a person. */
export const personNameCard = personRow
  .pick({ id: true, firstName: true, lastName: true, name: true, company: true, status: true })
  .extend({ isWhole: z.literal(false), needs: permission.describe('What would show more') })
  .meta({ id: 'PersonNameCard' })
export type PersonNameCard = z.infer<typeof personNameCard>
export const personAnswer = z.discriminatedUnion('isWhole', [personCard, personNameCard])
export type PersonAnswer = z.infer<typeof personAnswer>

/** A user as added or edited. Addresses are judged, not refused by form: a doubtful phone is kept with a warning. */
export const personInput = z
  .object({
    firstName: z.string().max(100).default(''),
    lastName: z.string().max(100).default(''),
    email: z.string().max(254).nullable().default(null),
    phone: z.string().max(50).nullable().default(null),
    jobTitle: z.string().max(200).nullable().default(null),
    companyName: z.string().max(200).nullable().default(null).describe('An unknown company is made'),
    templateId: id.nullable().default(null).describe("Null takes the account's default template"),
    externalId: z.string().max(100).nullable().default(null),
    language: language.nullable().default(null),
    timeZone: z
      .string()
      .max(60)
      .nullable()
      .default(null)
      .describe('As the IANA database has it; null for that of the account'),
    isEmployee: z.boolean().default(false),
  })
  .meta({ id: 'PersonInput' })
export type PersonInput = z.infer<typeof personInput>
/** A contact as a project tool makes one: nobody who signs in, so without template, language and time zone. */
export const contactInput = personInput
  .omit({ templateId: true, language: true, timeZone: true })
  .meta({ id: 'ContactInput' })
export type ContactInput = z.infer<typeof contactInput>

/** What an edit leaves out stays as it is: so no defaults here. */
export const personEdit = z.object({
  firstName: z.string().max(100).optional(),
  lastName: z.string().max(100).optional(),
  email: z.string().max(254).nullable().optional(),
  phone: z.string().max(50).nullable().optional(),
  jobTitle: z.string().max(200).nullable().optional(),
  companyName: z.string().max(200).nullable().optional(),
  templateId: id.optional(),
  externalId: z.string().max(100).nullable().optional(),
  language: language.nullable().optional(),
  timeZone: z.string().max(60).nullable().optional(),
  isEmployee: z.boolean().optional(),
})
export type PersonEdit = z.infer<typeof personEdit>

/** Answer to POST /people/{id}/invitation. */
export const invitationAnswer = z.object({ personId: id, state: invitationState })
