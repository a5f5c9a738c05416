import type { Company, DB, OpenItem, Person, PersonState, Prequalification } from './schema.ts'

// The generator takes every column of a view for nullable; these are as good as the tables they show.
type DirectoryRow = Pick<
  Person,
  | 'account_id'
  | 'id'
  | 'first_name'
  | 'last_name'
  | 'email'
  | 'phone'
  | 'job_title'
  | 'company_name'
  | 'external_id'
  | 'language'
  | 'login_id'
  | 'created_at'
  | 'sort_name'
  | 'search_text'
> &
  Omit<PersonState, 'account_id' | 'active_email'> & {
    sort_email: string
    sort_company: string
  }

/** What is judged one by one calls itself so in every view that bulk actions read. */
type Subject = { subject_id: string }

export type Schema = Omit<
  DB,
  'directory_row' | 'state_row' | 'company_row' | 'open_item_row' | 'prequalification_row'
> & {
  directory_row: DirectoryRow
  state_row: PersonState & Subject
  company_row: Omit<Company, 'merged_into'> & Subject
  open_item_row: Omit<OpenItem, 'given_in'> & Subject
  prequalification_row: Prequalification
}
