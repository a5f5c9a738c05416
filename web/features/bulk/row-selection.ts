import type { Selection } from '../../../contract/bulk-actions.ts'

/** What is ticked, on all pages: named rows, or all that match a filter except some. */
export type RowSelection<Filter> =
  | { kind: 'named'; ids: ReadonlySet<string> }
  | { kind: 'matching'; filter: Filter; matching: number; except: ReadonlySet<string> }

export const NOTHING: RowSelection<never> = { kind: 'named', ids: new Set() }

export const countOf = (selection: RowSelection<unknown>): number =>
  selection.kind === 'named' ? selection.ids.size : selection.matching - selection.except.size

interface Row {
  id: string
}
type Matches<Item, Filter> = (row: Item, filter: Filter) => boolean

/** Which of the rows shown are in the selection. */
export function tickedRows<Item extends Row, Filter>(
  selection: RowSelection<Filter>,
  rows: readonly Item[],
  matches: Matches<Item, Filter>,
): Set<string> {
  const isTicked = (row: Item) =>
    selection.kind === 'named'
      ? selection.ids.has(row.id)
      : matches(row, selection.filter) && !selection.except.has(row.id)
  return new Set(rows.filter(isTicked).map(row => row.id))
}

/**
 * The selection after the ticks of the rows shown became `ticked`; ticks of other pages stay as they are.
 * All that match a filter can only be narrowed: a tick at one that does not match it changes nothing.
 */
export function withTickedRows<Item extends Row, Filter>(
  selection: RowSelection<Filter>,
  rows: readonly Item[],
  ticked: 'all' | ReadonlySet<string>,
  matches: Matches<Item, Filter>,
): RowSelection<Filter> {
  const isTicked = (row: Item) => ticked === 'all' || ticked.has(row.id)
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
  return except.size >= selection.matching ? NOTHING : { ...selection, except }
}

export const without = <Filter>(selection: RowSelection<Filter>, id: string): RowSelection<Filter> =>
  selection.kind === 'named'
    ? { kind: 'named', ids: new Set([...selection.ids].filter(each => each !== id)) }
    : { ...selection, except: new Set([...selection.except, id]) }

export const asRequest = (selection: RowSelection<object>): Selection =>
  selection.kind === 'named'
    ? { ids: [...selection.ids] }
    : { filter: { ...selection.filter }, except: [...selection.except] }

/** Whether two filters narrow alike. */
export const sameFilter = (a: object, b: object): boolean => fingerprint(a) === fingerprint(b)

const fingerprint = (filter: object): string =>
  JSON.stringify(
    Object.entries(filter)
      .filter(([, value]) => value !== undefined && value !== '')
      .sort(([a], [b]) => a.localeCompare(b)),
  )
