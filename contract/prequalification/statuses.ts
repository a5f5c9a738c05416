import { z } from 'zod'

/** Source: product.md section 3. */
export const qualificationStatuses = [
  'not_assigned',
  'qualified',
  'qualified_with_exceptions',
  'not_qualified',
] as const
export const qualificationStatus = z.enum(qualificationStatuses)
export type QualificationStatus = z.infer<typeof qualificationStatus>

/** As it is shown: past its expiry a qualification is *Expired*, whatever was decided. */
export const shownStatuses = [...qualificationStatuses, 'expired'] as const
export const shownStatus = z.enum(shownStatuses)
export type ShownStatus = z.infer<typeof shownStatus>

/** Of a company's form. `cancelled`: a newer form took its place before it was submitted. */
export const formStates = [
  'invited',
  'in_progress',
  'submitted',
  'changes_requested',
  'reviewed',
  'cancelled',
] as const
export const formState = z.enum(formStates)
export type FormState = z.infer<typeof formState>

/** The states in which the respondents may write. */
export const openFormStates: readonly FormState[] = ['invited', 'in_progress', 'changes_requested']

/** Of the prequalification invitation of one user. `ended`: they were inactivated or are of another company now. */
export const respondentStates = ['waiting', 'sent', 'unconfirmed', 'error', 'cancelled', 'ended'] as const
export const respondentState = z.enum(respondentStates)
export type RespondentState = z.infer<typeof respondentState>
