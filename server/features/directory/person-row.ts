import type { PersonRow } from '../../../contract/people.ts'
import { type Actor, notOffered, offeredTo } from '../permissions/index.ts'
import type { pageOfPeople } from './page-queries.ts'
import { mayEditPeople, mayTouch, mayViewDetailOf, mayViewTemplates } from './policy.ts'

export type ListedPerson = Awaited<ReturnType<typeof pageOfPeople>>[number]
export type TemplatesById = Map<string, { id: string; name: string; directory_level: string }>

/** A person as this actor may see them, with the button that their row offers. */
export function toPersonRow(
  actor: Actor,
  templates: TemplatesById,
  row: Omit<ListedPerson, 'sort_key'>,
): PersonRow {
  const template = row.template_id === null ? undefined : templates.get(row.template_id)
  const isWhole = mayViewDetailOf(actor, row.id)
  return {
    id: row.id,
    firstName: row.first_name,
    lastName: row.last_name,
    name: `${row.first_name} ${row.last_name}`.trim(),
    kind: row.kind,
    email: isWhole ? row.email : null,
    emailVerdict: isWhole ? row.email_verdict : null,
    phone: isWhole ? row.phone : null,
    phoneVerdict: isWhole ? row.phone_verdict : null,
    jobTitle: isWhole ? row.job_title : null,
    company: row.company_id ? { id: row.company_id, name: row.company_name ?? '' } : null,
    template: template && mayViewTemplates(actor) ? { id: template.id, name: template.name } : null,
    isEmployee: row.is_employee,
    status: row.status,
    invitation: {
      state: row.invitation_state,
      reason: row.error_reason,
      isUnconfirmed: row.is_unconfirmed,
      button: inviteButton(actor, template, row),
      steps: stepsFor(actor, template, row),
    },
    joinedAt: row.joined_at?.toISOString() ?? null,
    plannedInactivation: null,
  }
}

/** Re-Invite stands wherever a message was ever accepted for this person. Source: product.md section 2, seed 000. */
function inviteButton(
  actor: Actor,
  template: { directory_level: string } | undefined,
  row: Pick<ListedPerson, 'kind' | 'status' | 'invitation_state' | 'was_ever_sent' | 'is_unconfirmed'>,
): PersonRow['invitation']['button'] {
  if (row.kind === 'contact') return { action: null, ...notOffered('is-a-contact') }
  if (row.invitation_state === 'accepted') return { action: null, ...notOffered('has-joined') }
  if (row.status === 'inactive') return { action: null, ...notOffered('inactive') }
  if (row.invitation_state === 'waiting' && !row.is_unconfirmed)
    return { action: null, ...notOffered('already-waiting') }
  const action = row.is_unconfirmed ? 'send-again' : row.was_ever_sent ? 're-invite' : 'invite'
  return { action, ...whyNotEdit(actor, template) }
}

/** Source: product.md section 3, the buttons of an invitation's states. */
function stepsFor(
  actor: Actor,
  template: { directory_level: string } | undefined,
  row: Pick<ListedPerson, 'kind' | 'status' | 'invitation_state' | 'is_unconfirmed' | 'invitation_id'>,
): PersonRow['invitation']['steps'] {
  if (row.kind === 'contact' || row.status === 'inactive' || whyNotEdit(actor, template).whyNot) return []
  if (row.is_unconfirmed) return ['confirm']
  if (row.invitation_state === 'waiting') return ['cancel']
  // Refused or come back; who was only refused for their addresses has no invitation.
  if (row.invitation_state === 'error') return row.invitation_id === null ? [] : ['copy-link']
  return row.invitation_state === 'sent' || row.invitation_state === 'expired' ? ['revoke'] : []
}

/** Who may edit people may not touch everybody. */
export const whyNotEdit = (actor: Actor, template: { directory_level: string } | undefined) =>
  mayEditPeople(actor) && template && !mayTouch(actor, template)
    ? notOffered('is-company-admin')
    : offeredTo(actor, mayEditPeople)
