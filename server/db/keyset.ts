import { Problem } from '../lib/problem.ts'

/** A place in an ordered list, as the client holds it: opaque, and no secret. */
export function toCursor(place: (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** @throws Problem malformed-request when it was not made by `toCursor` with as many parts */
export function fromCursor(cursor: string, parts: number): (string | number)[] {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const whole = Array.isArray(place) && place.length === parts
    if (whole && place.every(part => typeof part === 'string' || typeof part === 'number')) return place
  } catch {}
  throw new Problem('malformed-request', {
    detail: 'The cursor is not one of ours: leave it out to start at the first page.',
  })
}

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
