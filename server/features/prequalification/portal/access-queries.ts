import { sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'

/**
 * The current forms that somebody may open: they were invited by the solicitor to one of their company's, that was neither
 * called back nor ended, they are active, and still of that company. Asked with every request.
 */
const openTo = (tx: Tx, accountId: string, personId: string) =>
  tx
    .selectFrom('person_state as s')
    .innerJoin('prequalification as p', join =>
      join.onRef('p.account_id', '=', 's.account_id').onRef('p.company_id', '=', 's.company_id'),
    )
    .innerJoin('company_form as f', join =>
      join.onRef('f.account_id', '=', 'p.account_id').onRef('f.id', '=', 'p.form_id'),
    )
    .innerJoin('company as c', join =>
      join.onRef('c.account_id', '=', 'p.account_id').onRef('c.id', '=', 'p.company_id'),
    )
    .innerJoin('person as inviter', join =>
      join.onRef('inviter.account_id', '=', 'f.account_id').onRef('inviter.id', '=', 'f.invited_by'),
    )
    .innerJoin('form_version as v', join =>
      join.onRef('v.account_id', '=', 'f.account_id').onRef('v.version', '=', 'f.form_version'),
    )
    .leftJoin('person as submitter', join =>
      join.onRef('submitter.account_id', '=', 'f.account_id').onRef('submitter.id', '=', 'f.submitted_by'),
    )
    .select([
      'f.id',
      'f.company_id',
      'f.state',
      'f.round',
      'f.form_version',
      'f.percent',
      'f.due_at',
      'f.submitted_at',
      'f.submitted_by',
      'f.previous_id',
      'f.invited_by',
      'v.form',
      'c.name as company_name',
      sql<string>`trim(inviter.first_name || ' ' || inviter.last_name)`.as('inviter_name'),
      sql<string | null>`trim(submitter.first_name || ' ' || submitter.last_name)`.as('submitter_name'),
    ])
    .where('s.account_id', '=', accountId)
    .where('s.person_id', '=', personId)
    .where('s.status', '=', 'active')
    .where('s.kind', '=', 'user')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('respondent as r')
          .select('r.id')
          .whereRef('r.account_id', '=', 's.account_id')
          .whereRef('r.person_id', '=', 's.person_id')
          .whereRef('r.company_id', '=', 's.company_id')
          .where('r.state', 'not in', ['cancelled', 'ended']),
      ),
    )

export type OpenForm = Awaited<ReturnType<typeof formsOpenTo>>[number]

export const formsOpenTo = (tx: Tx, accountId: string, personId: string) =>
  openTo(tx, accountId, personId).execute()

export const formOpenTo = (tx: Tx, accountId: string, personId: string, formId: string) =>
  openTo(tx, accountId, personId).where('f.id', '=', formId).executeTakeFirst()

/** The same, and nobody else changes the form until the end of the transaction: the company first, as whoever opens forms. */
export const takeFormOpenTo = (tx: Tx, accountId: string, personId: string, formId: string) =>
  openTo(tx, accountId, personId).where('f.id', '=', formId).forUpdate(['p', 'f']).executeTakeFirst()

/** Who else may open it. */
export function colleaguesOf(tx: Tx, accountId: string, companyId: string, personId: string) {
  return tx
    .selectFrom('respondent as r')
    .innerJoin('person_state as s', join =>
      join
        .onRef('s.account_id', '=', 'r.account_id')
        .onRef('s.person_id', '=', 'r.person_id')
        .onRef('s.company_id', '=', 'r.company_id'),
    )
    .innerJoin('person as p', join =>
      join.onRef('p.account_id', '=', 'r.account_id').onRef('p.id', '=', 'r.person_id'),
    )
    .distinct()
    .select(['p.id', sql<string>`trim(p.first_name || ' ' || p.last_name)`.as('name')])
    .where('r.account_id', '=', accountId)
    .where('r.company_id', '=', companyId)
    .where('r.person_id', '!=', personId)
    .where('r.state', 'not in', ['cancelled', 'ended'])
    .where('s.status', '=', 'active')
    .orderBy('name')
    .execute()
}
