import { z } from 'zod'
import { Problem } from '../lib/problem.ts'

/** A place in an ordered list, as the client holds it: opaque, and no secret. */
export function toCursor(place: (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** What a place is made of; the database would fail on an id that is none. */
const parts = {
  text: z.string(),
  id: z.uuid(),
  /** As PostgreSQL writes it. */
  moment: z.string().refine(text => !Number.isNaN(Date.parse(text))),
  line: z.int32(),
}
type Part = keyof typeof parts
type Place<Parts extends readonly Part[]> = {
  -readonly [At in keyof Parts]: z.infer<(typeof parts)[Parts[At]]>
}

/** @throws Problem malformed-request when it was not made by `toCursor` of such parts */
export function fromCursor<const Parts extends readonly Part[]>(cursor: string, ...of: Parts): Place<Parts> {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const isOurs = Array.isArray(place) && place.length === of.length
    if (isOurs && of.every((part, at) => parts[part].safeParse(place[at]).success))
      return place as Place<Parts>
  } catch {}
  throw notAPage()
}

export const notAPage = (): Problem =>
  new Problem('malformed-request', {
    detail: 'The cursor is not one of ours: leave it out to start at the first page.',
    faults: [{ path: ['cursor'], reason: 'not-a-page' }],
  })

/**
 * Cuts a page out of rows that were read one more than asked for.
 *
 * @param rows at most `limit + 1`
 * @param placeOf the sort key and id of a row
 */
export function cutPage<Row, Item>(
  rows: Row[],
  limit: number,
  placeOf: (row: Row) => (string | number)[],
  itemOf: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { items: page.map(itemOf), next: rows.length > limit && last ? toCursor(placeOf(last)) : null }
}
