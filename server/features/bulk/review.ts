import type { Review, ReviewedPerson, ReviewRequest } from '../../../contract/bulk-actions.ts'
import type { Tx } from '../../db/connect.ts'
import { cutPage, fromCursor, toCursor } from '../../db/keyset.ts'
import { Problem } from '../../lib/problem.ts'
import { type Actor, mustBe, refuseUnless } from '../permissions/index.ts'
import { accountSettings } from '../settings/index.ts'
import type { BulkAction, BulkCatalogue, Judge, PeopleSelected } from './bulk-action.ts'
import { inputOf } from './input-of.ts'
import { judgedAs, reasonOf } from './judge.ts'
import { countByReason, databaseNow, peopleJudged } from './judging-queries.ts'
import { mayPress, maySelect } from './policy.ts'
import { selectedPeople } from './selected-people.ts'

/** People on one page of a group. */
const pageSize = 50
/** Up to here a group is shown by name and all groups come with their first page; a larger one is walked by id. */
const mostSorted = 10_000

type Group = { reason: string | null; count: number }
type Reviewing = { tx: Tx; action: BulkAction; judge: Omit<Judge, 'state'>; people: PeopleSelected }

/**
 * What an action would do to a selection: how many and who would be acted on, and who not and why. Writes nothing.
 * Made of the same expressions that the run applies.
 *
 * @throws Problem not-permitted, faulty-input
 */
export async function reviewBulkAction(
  tx: Tx,
  catalogue: BulkCatalogue,
  actor: Actor,
  action: BulkAction,
  request: ReviewRequest,
): Promise<Review> {
  refuseUnless(actor, mayPress(action))
  mustBe(maySelect(actor, catalogue, request.selection))
  const input = inputOf(action, request.input)
  const account = await accountSettings(tx, actor.accountId)
  const people = selectedPeople(tx, actor.accountId, request.selection, catalogue.peopleMatching)
  const reviewing: Reviewing = { tx, action, judge: { account, actor, input }, people }
  // Before the counts: whoever changes while they are taken counts as changed.
  const reviewedAt = await databaseNow(tx)
  const groups = await countByReason(tx, people, reasonOf(action, reviewing.judge, null), actor.personId)
  const selected = groups.reduce((sum, group) => sum + group.count, 0)
  const acting = { reason: null, count: groups.find(group => group.reason === null)?.count ?? 0 }
  const refused = Object.keys(action.refusals).flatMap(reason =>
    groups.filter(group => group.reason === reason),
  )

  const show = (group: Group) => firstPage(reviewing, group, request.part, selected)
  const skipped = []
  for (const group of refused)
    skipped.push({ reason: group.reason!, count: group.count, ...(await show(group)) })
  return {
    action: action.name,
    reviewedAt,
    selected,
    unknown: 'ids' in request.selection ? new Set(request.selection.ids).size - selected : 0,
    holdSeconds: action.sends ? account.bulkHoldSeconds : 0,
    acting: { count: acting.count, ...(await show(acting)) },
    skipped,
  }
}

type PageOfGroup = { people: ReviewedPerson[]; next: string | null }

/** The page asked for, or the first one; a large selection's refused groups come when they are asked for. */
async function firstPage(
  reviewing: Reviewing,
  group: Group,
  part: ReviewRequest['part'],
  selected: number,
): Promise<PageOfGroup> {
  if (group.count === 0) return { people: [], next: null }
  const order = group.count > mostSorted ? 'id' : 'name'
  const start: PageOfGroup = {
    people: [],
    next: toCursor([order, '', '00000000-0000-0000-0000-000000000000']),
  }
  const isAskedFor = part ? part.reason === group.reason : selected <= mostSorted || group.reason === null
  if (!isAskedFor) return start
  return pageOfGroup(reviewing, group.reason, part?.cursor ?? start.next!)
}

async function pageOfGroup(
  reviewing: Reviewing,
  reason: string | null,
  cursor: string,
): Promise<PageOfGroup> {
  const { tx, action, judge, people } = reviewing
  const [order, name, id] = fromCursor(cursor, 'text', 'text', 'id')
  if (order !== 'id' && order !== 'name') throw new Problem('malformed-request')
  const rows = await peopleJudged(tx, people, {
    judgement: judgedAs(action, judge, reason),
    order,
    after: [name, id],
    limit: pageSize,
  })
  return toPage(rows, order)
}

const toPage = (rows: Awaited<ReturnType<typeof peopleJudged>>, order: string): PageOfGroup => {
  const { items, next } = cutPage(
    rows,
    pageSize,
    row => [order, row.sort_name, row.id],
    row => ({
      id: row.id,
      name: `${row.first_name} ${row.last_name}`.trim(),
      email: row.email,
      company: row.company_name,
    }),
  )
  return { people: items, next }
}
