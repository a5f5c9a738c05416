import type { DB, Person, PersonState } from './schema.ts'

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
  Omit<PersonState, 'account_id' | 'person_id' | 'active_email'> & {
    sort_email: string
    sort_company: string
  }

export type Schema = Omit<DB, 'directory_row' | 'state_row'> & {
  directory_row: DirectoryRow
  state_row: PersonState
}
