import { type RawBuilder, sql } from 'kysely'
import type { MessageKind } from './message-kind.ts'

/** Why message `m` that is not wanted is not, as SQL: by each kind's own code, where it has one. */
export function whyNotWanted(kinds: MessageKind[]): RawBuilder<string> {
  const reasons = kinds.flatMap(({ names, whyNotWanted: why }) =>
    why ? [sql`when m.kind = any(${names}::text[]) then ${why}`] : [],
  )
  const unnamed = sql<string>`'no-longer-wanted'`
  return reasons.length ? sql<string>`coalesce(case ${sql.join(reasons, sql` `)} end, ${unnamed})` : unnamed
}
