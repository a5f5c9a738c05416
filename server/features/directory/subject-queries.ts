import { type AliasableExpression, sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { PersonKind } from '../../db/schema.ts'
import { judgedRows, type Selected, type SubjectCard, withIds } from '../bulk/index.ts'

/** Named people of a kind that exist; others, and people of other accounts, are nobody here. */
export const peopleNamed = (tx: Tx, accountId: string, kind: PersonKind, ids: string[]): Selected =>
  withIds(judgedRows(tx, 'state_row', accountId).where('row.kind', '=', kind), ids)

export function peopleCards(tx: Tx, accountId: string): AliasableExpression<SubjectCard> {
  return tx
    .selectFrom('directory_row as p')
    .select([
      'p.id',
      'p.sort_name',
      'p.email',
      'p.phone',
      'p.company_name as company',
      sql<string>`trim(p.first_name || ' ' || p.last_name)`.as('name'),
    ])
    .where('p.account_id', '=', accountId)
}
