import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type pg from 'pg'

const MARK = '/* plan kept */'

/**
 * Ends a statement that each connection parses once, and plans once where a plan for any values costs no more than one for
 * these. For what every page asks and is planned longer than it runs; its text must never vary.
 */
export const keepPlan = sql.raw(MARK)

const nameOf = new Map<string, string>()

/** From now on, statements that end in `keepPlan` are prepared by this connection under a name. */
export function keepPlans(client: pg.Client): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  Object.assign(client, {
    query: (...[text, values, ...more]: unknown[]) =>
      typeof text === 'string' && text.endsWith(MARK)
        ? query({ name: nameFor(text), text, values }, ...more)
        : query(text, values, ...more),
  })
}

/** PostgreSQL cuts names at 63 characters. */
function nameFor(text: string): string {
  const known = nameOf.get(text)
  if (known) return known
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32)
  nameOf.set(text, name)
  return name
}
