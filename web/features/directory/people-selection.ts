import type { Selection } from '../../../contract/bulk-actions.ts'
import type { PeopleFilter, PersonRow } from '../../../contract/people.ts'

/** Who is ticked, on all pages: named people, or all who match a filter except some. */
export type PeopleSelection =
  | { kind: 'named'; ids: ReadonlySet<string> }
  | { kind: 'matching'; filter: PeopleFilter; matching: number; except: ReadonlySet<string> }

export const NOBODY: PeopleSelection = { kind: 'named', ids: new Set() }

export const countOf = (selection: PeopleSelection): number =>
  selection.kind === 'named' ? selection.ids.size : selection.matching - selection.except.size

/** Which of the rows shown are in the selection. */
export function tickedOf(selection: PeopleSelection, rows: readonly PersonRow[]): Set<string> {
  const isTicked = (row: PersonRow) =>
    selection.kind === 'named'
      ? selection.ids.has(row.id)
      : matches(row, selection.filter) && !selection.except.has(row.id)
  return new Set(rows.filter(isTicked).map(row => row.id))
}

/**
 * The selection after the ticks of the rows shown became `ticked`; ticks of other pages stay as they are.
 * All who match a filter can only be narrowed: a tick at somebody who does not match it changes nothing.
 */
export function withTicks(
  selection: PeopleSelection,
  rows: readonly PersonRow[],
  ticked: 'all' | ReadonlySet<string>,
): PeopleSelection {
  const isTicked = (row: PersonRow) => ticked === 'all' || ticked.has(row.id)
  if (selection.kind === 'named') {
    const ids = new Set(selection.ids)
    for (const row of rows) isTicked(row) ? ids.add(row.id) : ids.delete(row.id)
    return { kind: 'named', ids }
  }
  const except = new Set(selection.except)
  for (const row of rows) {
    if (!matches(row, selection.filter)) continue
    isTicked(row) ? except.delete(row.id) : except.add(row.id)
  }
  return except.size >= selection.matching ? NOBODY : { ...selection, except }
}

export const without = (selection: PeopleSelection, id: string): PeopleSelection =>
  selection.kind === 'named'
    ? { kind: 'named', ids: new Set([...selection.ids].filter(each => each !== id)) }
    : { ...selection, except: new Set([...selection.except, id]) }

export const asRequest = (selection: PeopleSelection): Selection =>
  selection.kind === 'named'
    ? { ids: [...selection.ids] }
    : { filter: selection.filter, except: [...selection.except] }

const STATES: Record<string, readonly string[]> = {
  invited: ['sent', 'accepted', 'expired'],
  'not-invited': ['not_invited', 'revoked', 'cancelled', 'declined'],
  waiting: ['waiting'],
  error: ['error'],
}

/** Whether a row shown under another filter belongs to a selection. For the ticks only: the server decides who is acted on. */
export function matches(row: PersonRow, filter: PeopleFilter): boolean {
  const has = (text: string | null | undefined, part: string) =>
    (text ?? '').toLowerCase().includes(part.toLowerCase())
  const { invitation, company, template, q = '', name = '', email, phone, companyName } = filter
  const everyWord = (texts: (string | null | undefined)[], words: string) =>
    words.split(/\s+/).every(word => texts.some(text => has(text, word)))
  const companyOfRow = row.company?.name
  return (
    row.status === filter.status &&
    (invitation === 'all' || STATES[invitation]!.includes(row.invitation.state)) &&
    (!company || row.company?.id === company) &&
    (!template || row.template?.id === template) &&
    everyWord([row.name], name) &&
    (!email || has(row.email, email)) &&
    (!phone || has(row.phone, phone)) &&
    (!companyName || has(companyOfRow, companyName)) &&
    everyWord([row.name, row.email, row.phone, companyOfRow, row.jobTitle], q)
  )
}
