import type { PersonRow } from '../../../contract/people.ts'
import type { Actor } from '../permissions/index.ts'
import type { pageOfPeople } from './page-queries.ts'
import { mayEditPeople, mayTouch, mayViewTemplates } from './policy.ts'

export type ListedPerson = Awaited<ReturnType<typeof pageOfPeople>>[number]
export type TemplatesById = Map<
  string,
  { id: string; name: string; directory_level: string; is_assignable: boolean }
>

/** A person as this actor may see them, with the button that their row offers. */
export function toPersonRow(
  actor: Actor,
  templates: TemplatesById,
  row: Omit<ListedPerson, 'sort_key'>,
): PersonRow {
  const template = row.template_id === null ? undefined : templates.get(row.template_id)
  return {
    id: row.id,
    firstName: row.first_name,
    lastName: row.last_name,
    name: `${row.first_name} ${row.last_name}`.trim(),
    email: row.email,
    emailVerdict: row.email_verdict,
    phone: row.phone,
    phoneVerdict: row.phone_verdict,
    jobTitle: row.job_title,
    company: row.company_id ? { id: row.company_id, name: row.company_name ?? '' } : null,
    template: template && mayViewTemplates(actor) ? { id: template.id, name: template.name } : null,
    status: row.status,
    invitation: {
      state: row.invitation_state,
      reason: row.error_reason,
      isUnconfirmed: row.is_unconfirmed,
      button: inviteButton(actor, template, row),
    },
    joinedAt: row.joined_at?.toISOString() ?? null,
  }
}

/** Re-Invite stands wherever a message was ever accepted for this person. Source: product.md section 2, seed 000. */
function inviteButton(
  actor: Actor,
  template: { directory_level: string; is_assignable: boolean } | undefined,
  row: Pick<ListedPerson, 'status' | 'invitation_state' | 'was_ever_sent' | 'is_unconfirmed'>,
): PersonRow['invitation']['button'] {
  if (row.invitation_state === 'accepted') return { action: null, whyNot: 'has-joined' }
  if (row.status === 'inactive') return { action: null, whyNot: 'inactive' }
  if (row.invitation_state === 'waiting' && !row.is_unconfirmed)
    return { action: null, whyNot: 'already-waiting' }
  const action = row.is_unconfirmed ? 'send-again' : row.was_ever_sent ? 're-invite' : 'invite'
  if (!mayEditPeople(actor)) return { action, whyNot: 'not-permitted' }
  if (template && !mayTouch(actor, template)) return { action, whyNot: 'is-company-admin' }
  return { action, whyNot: null }
}
