import type { Page } from '../../../contract/paging.ts'
import type {
  FacetList,
  PeopleCounts,
  PeopleFilter,
  PeopleQuery,
  PersonCard,
  PersonNameCard,
  PersonRow,
} from '../../../contract/people.ts'
import { invitationFilters, statesOfFilter } from '../../../contract/people.ts'
import type { Tx } from '../../db/connect.ts'
import { cutPage, fromCursor } from '../../db/keyset.ts'
import { Problem } from '../../lib/problem.ts'
import { type Actor, templatesOf } from '../permissions/index.ts'
import { groupsOfPerson } from './groups/queries.ts'
import { withPlans } from './leaving/with-plans.ts'
import { pageOfPeople } from './page-queries.ts'
import { type TemplatesById, toPersonRow, whyNotEdit } from './person-row.ts'
import { isOneself, maySee, mayViewDetailOf, mayViewUserDetail } from './policy.ts'
import { projectsOfPerson } from './projects/queries.ts'
import { countByGroup, countByInvitationState, countUnconfirmed, personWithState } from './queries.ts'
import { versionOf } from './version.ts'

/** A page of the directory as this actor may see it. */
export async function listPeople(tx: Tx, actor: Actor, query: PeopleQuery): Promise<Page<PersonRow>> {
  const { limit, cursor, sort, ...filter } = query
  const after = cursor ? fromCursor(cursor, 'text', 'id') : null
  const rows = await pageOfPeople(tx, actor.accountId, {
    filter: asSearchedBy(actor, filter),
    sort,
    after,
    limit,
  })
  const templates = await templatesById(tx, actor.accountId)
  const page = cutPage(
    rows,
    limit,
    row => [row.sort_key, row.id],
    row => toPersonRow(actor, templates, row),
  )
  return { ...page, items: await withPlans(tx, actor.accountId, page.items) }
}

/** How many match, per choice of the filter group *Invitation status*. */
export async function countPeople(tx: Tx, actor: Actor, filter: PeopleFilter): Promise<PeopleCounts> {
  const perState = await countByInvitationState(tx, actor.accountId, asSearchedBy(actor, filter))
  const countOf = (states: readonly string[] | null) =>
    perState.reduce(
      (sum, row) => (!states || states.includes(row.invitation_state) ? sum + row.count : sum),
      0,
    )
  const statesOf = (choice: (typeof invitationFilters)[number]) =>
    choice === 'all' ? null : statesOfFilter[choice]
  return {
    total: countOf(statesOf(filter.invitation)),
    invitation: Object.fromEntries(
      invitationFilters.map(choice => [choice, countOf(statesOf(choice))]),
    ) as PeopleCounts['invitation'],
    unconfirmed: await countUnconfirmed(tx, actor.accountId, asSearchedBy(actor, filter)),
  }
}

export async function listFacets(
  tx: Tx,
  actor: Actor,
  filter: PeopleFilter,
  group: { group: 'company' | 'template'; search: string; limit: number },
): Promise<FacetList> {
  const rows = await countByGroup(tx, actor.accountId, asSearchedBy(actor, filter), group)
  return { items: rows.map(({ id, name, count }) => ({ id, name, count })), total: rows[0]?.total ?? 0 }
}

/** What nobody may read of people, they do not find them by either. */
const asSearchedBy = (actor: Actor, filter: PeopleFilter) => ({
  ...filter,
  searchesNamesOnly: !mayViewUserDetail(actor),
})

/** One person's card, or of it their name and company. @throws Problem not-found */
export async function cardAsSeen(
  tx: Tx,
  actor: Actor,
  personId: string,
): Promise<PersonCard | PersonNameCard> {
  const card = await personCard(tx, actor, personId)
  if (mayViewDetailOf(actor, personId)) return card
  const { id, firstName, lastName, name, company, status } = card
  return { isWhole: false, id, firstName, lastName, name, company, status, needs: mayViewUserDetail.needs }
}

/** One person's card. @throws Problem not-found */
export async function personCard(tx: Tx, actor: Actor, personId: string): Promise<PersonCard> {
  const row = await personWithState(tx, actor.accountId, personId)
  if (!row || !(isOneself(actor, personId) || maySee(actor, row.status))) throw new Problem('not-found')
  return toCard(tx, actor, row)
}

/** The card of somebody whom this actor has just made, and so knows, on a project or in the directory. */
export async function cardOfNew(tx: Tx, actor: Actor, personId: string): Promise<PersonCard> {
  return toCard(tx, actor, (await personWithState(tx, actor.accountId, personId))!)
}

type PersonWithState = NonNullable<Awaited<ReturnType<typeof personWithState>>>

async function toCard(tx: Tx, actor: Actor, row: PersonWithState): Promise<PersonCard> {
  const templates = await templatesById(tx, actor.accountId)
  const listed = toPersonRow(actor, templates, row)
  const template = row.template_id === null ? undefined : templates.get(row.template_id)
  const edit = whyNotEdit(actor, template)
  const [planned] = await withPlans(tx, actor.accountId, [listed])
  return {
    ...planned!,
    isWhole: true,
    emailVerdict: row.email_verdict,
    phoneVerdict: row.phone_verdict,
    externalId: row.external_id,
    language: row.language as PersonCard['language'],
    timeZone: row.time_zone,
    userName: row.user_name,
    isInvited: ['sent', 'accepted', 'expired'].includes(row.invitation_state),
    projects: await projectsOfPerson(tx, actor, row.id),
    groups: await groupsOfPerson(tx, actor.accountId, row.id),
    createdAt: row.created_at.toISOString(),
    version: versionOf(row.changed_at),
    may: {
      edit: edit.whyNot === null,
      invite: listed.invitation.button.action !== null && listed.invitation.button.whyNot === null,
    },
    whyNotEdit: edit,
  }
}

async function templatesById(tx: Tx, accountId: string): Promise<TemplatesById> {
  return new Map((await templatesOf(tx, accountId)).map(template => [template.id, template]))
}
