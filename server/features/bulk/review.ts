import type { Review, ReviewedSubject, ReviewRequest } from '../../../contract/bulk-actions.ts'
import type { Tx } from '../../db/connect.ts'
import { cutPage, fromCursor, notAPage, toCursor } from '../../db/keyset.ts'
import type { Actor } from '../permissions/index.ts'
import { accountSettings } from '../settings/index.ts'
import type { BulkAction, BulkCatalogue, InTheWay, Judge } from './bulk-action.ts'
import { beforeInput, judgedInput } from './input-of.ts'
import { judgedAs, reasonOf } from './judge.ts'
import { countByReason, databaseNow, judgedColumns, noWay, subjectsJudged } from './judging-queries.ts'
import { requiredReach } from './press-policy.ts'
import { sendingOf } from './review-sending.ts'
import { selectedWithin } from './selected.ts'
import type { Selected, Subject } from './subject.ts'

/** Subjects on one page of a group. */
const pageSize = 50
/** Up to here a group is shown by name and all groups come with their first page; a larger one is walked by id. */
const mostSorted = 10_000

type Group = { reason: string | null; count: number }
type Reviewing = {
  tx: Tx
  subject: Subject
  action: BulkAction
  judge: Omit<Judge, 'state'>
  subjects: Selected
}

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
  registered: BulkAction,
  request: ReviewRequest,
): Promise<Review> {
  const action = request.input === null ? beforeInput(registered) : registered
  const told = request.input ?? {}
  const subject = catalogue.subjects[action.subject]
  const reach = await requiredReach(tx, actor, action, told)
  const input = await judgedInput(tx, actor, action, told)
  const account = await accountSettings(tx, actor.accountId)
  const subjects = selectedWithin(tx, subject, actor, { action, input, reach, selection: request.selection })
  const reviewing: Reviewing = { tx, subject, action, judge: { account, actor, input }, subjects }
  // Before the counts: whoever changes while they are taken counts as changed.
  const reviewedAt = await databaseNow(tx)
  const reason = reasonOf(action, reviewing.judge, null)
  const alike = action.judgesEach?.(input) ? null : subject.alike
  const way = action.sending?.way({ ...reviewing.judge, state: judgedColumns }) ?? noWay
  const counts = await countByReason(tx, { alike }, subjects, reason, way, actor.personId)
  const groups = byReason(counts)
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
    variant: action.variant?.(input) ?? null,
    reviewedAt,
    selected,
    unknown: 'ids' in request.selection ? new Set(request.selection.ids).size - selected : 0,
    holdSeconds: action.sends ? account.bulkHoldSeconds : 0,
    sending: await sendingOf(
      tx,
      action,
      reviewing.judge,
      subjects,
      counts.filter(one => one.reason === null),
    ),
    acting: { count: acting.count, ...(await show(acting)) },
    skipped,
    notes: acting.count ? await notesOf(reviewing) : [],
  }
}

function byReason(counts: Group[]): Group[] {
  const sums = new Map<string | null, number>()
  for (const { reason, count } of counts) sums.set(reason, (sums.get(reason) ?? 0) + count)
  return [...sums].map(([reason, count]) => ({ reason, count }))
}

async function notesOf({ tx, action, judge, subjects }: Reviewing): Promise<Review['notes']> {
  const acting = subjects.where(eb => eb.and(judgedAs(action, judge, null)))
  const notes = (await action.notes?.(tx, acting, judge)) ?? []
  return notes.filter(note => note.count > 0)
}

type PageOfGroup = { items: ReviewedSubject[]; next: string | null }

/** The page asked for, or the first one; a large selection's refused groups come when they are asked for. */
async function firstPage(
  reviewing: Reviewing,
  group: Group,
  part: ReviewRequest['part'],
  selected: number,
): Promise<PageOfGroup> {
  if (group.count === 0) return { items: [], next: null }
  const order = group.count > mostSorted ? 'id' : 'name'
  const start: PageOfGroup = {
    items: [],
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
  const { tx, subject, action, judge, subjects } = reviewing
  const [order, name, id] = fromCursor(cursor, 'text', 'text', 'id')
  if (order !== 'id' && order !== 'name') throw notAPage()
  const cards = subject.cards(tx, judge.actor.accountId)
  const rows = await subjectsJudged(tx, cards, subjects, {
    judgement: judgedAs(action, judge, reason),
    order,
    after: [name, id],
    limit: pageSize,
  })
  const page = toPage(rows, order)
  const tell = reason === null ? undefined : action.inTheWay?.[reason]
  if (!tell || !page.items.length) return page
  const inTheWay = await tell(
    tx,
    page.items.map(({ id }) => id),
  )
  return { ...page, items: page.items.map(item => withWhoStandsInTheWay(item, inTheWay)) }
}

function withWhoStandsInTheWay(item: ReviewedSubject, all: InTheWay[]): ReviewedSubject {
  const own = all.filter(({ subjectId }) => subjectId === item.id)
  return {
    ...item,
    inTheWay: {
      count: own[0]?.count ?? 0,
      named: own.map(({ name, detail }) => ({ name, detail })),
    },
  }
}

const toPage = (rows: Awaited<ReturnType<typeof subjectsJudged>>, order: string): PageOfGroup => {
  return cutPage(
    rows,
    pageSize,
    row => [order, row.sort_name, row.id],
    ({ id, name, email, company }) => ({ id, name, email, company }),
  )
}
