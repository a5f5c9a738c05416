import type { PeopleFilter, PersonRow } from '../../../contract/people.ts'
import { type RowSelection, tickedRows, withTickedRows } from '../bulk/row-selection.ts'

export type PeopleSelection = RowSelection<PeopleFilter>

export const tickedOf = (selection: PeopleSelection, rows: readonly PersonRow[]): Set<string> =>
  tickedRows(selection, rows, matches)

export const withTicks = (
  selection: PeopleSelection,
  rows: readonly PersonRow[],
  ticked: 'all' | ReadonlySet<string>,
): PeopleSelection => withTickedRows(selection, rows, ticked, matches)

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
  const {
    invitation,
    unconfirmed,
    company,
    template,
    employee,
    q = '',
    name = '',
    email,
    phone,
    companyName,
  } = filter
  const everyWord = (texts: (string | null | undefined)[], words: string) =>
    words.split(/\s+/).every(word => texts.some(text => has(text, word)))
  const companyOfRow = row.company?.name
  return (
    row.status === filter.status &&
    (invitation === 'all' || STATES[invitation]!.includes(row.invitation.state)) &&
    (!unconfirmed || row.invitation.isUnconfirmed) &&
    (!company || row.company?.id === company) &&
    (!template || row.template?.id === template) &&
    (!employee || row.isEmployee === (employee === 'yes')) &&
    everyWord([row.name], name) &&
    (!email || has(row.email, email)) &&
    (!phone || has(row.phone, phone)) &&
    (!companyName || has(companyOfRow, companyName)) &&
    everyWord([row.name, row.email, row.phone, companyOfRow, row.jobTitle], q)
  )
}
