import { secretOf, sha256Of } from '../../features/invitations/index.ts'
import { newId } from '../../lib/ids.ts'
import type { InventedPerson } from './invent-person.ts'
import type { InventedInvitation, Story } from './invent-story.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Rows by the names of their columns. */
export type PersonRows = { people: Row[]; invitations: Row[]; messages: Row[] }
type Row = Record<string, unknown>

export type SeedGround = {
  accountId: string
  language: string
  invitedBy: string
  companies: { id: string; name: string }[]
  templates: Record<InventedPerson['template'], string>
  /** The installation's: the links of seeded invitations work. */
  secret: Buffer
}

/** Adds what is written for one person. */
export function addRowsOf(rows: PersonRows, person: InventedPerson, story: Story, ground: SeedGround): void {
  const { accountId: account_id, companies } = ground
  const id = newId()
  const { invitation } = story
  const invitationId = invitation && newId()
  const company = companies[person.company]!
  rows.people.push({
    account_id,
    id,
    first_name: person.firstName,
    last_name: person.lastName,
    email: person.email,
    phone: person.phone,
    job_title: person.jobTitle,
    company_name: company.name,
    language: person.language,
    created_at: new Date((invitation?.createdAt ?? new Date()).getTime() - dayMs),
    login_id: story.joinedAt && newId(),
    status: story.status,
    invitation_state: story.state,
    was_ever_sent: story.wasEverSent,
    email_verdict: person.emailVerdict,
    phone_verdict: person.phoneVerdict,
    company_id: company.id,
    template_id: ground.templates[person.template],
    invitation_id: invitationId,
    joined_at: story.joinedAt,
    error_reason: person.fate.reason,
    active_email: person.emailVerdict === 'ok' && story.status === 'active' ? person.email : null,
  })
  if (!invitation || !invitationId) return
  rows.invitations.push({
    account_id,
    id: invitationId,
    person_id: id,
    state: invitation.state,
    secret_sha256: `\\x${sha256Of(secretOf(ground.secret, account_id, invitationId)).toString('hex')}`,
    invited_by: ground.invitedBy,
    created_at: invitation.createdAt,
    sent_at: invitation.sentAt,
    accepted_at: invitation.acceptedAt,
    ended_at: invitation.endedAt,
    expires_at: invitation.expiresAt,
    next_follow_up_at: invitation.nextFollowUpAt,
    follow_ups_decided: invitation.followUpsAt.length,
    error_reason: person.fate.reason,
  })
  const letter = {
    account_id,
    person_id: id,
    invitation_id: invitationId,
    to_address: person.email,
    to_name: `${person.firstName} ${person.lastName}`,
    greeting_name: person.firstName,
    language: person.language ?? ground.language,
    sender_id: ground.invitedBy,
  }
  for (const sent of messagesOf(invitation)) {
    const outcome = person.fate.reply
      ? { state: 'refused', reason: person.fate.reason, reply: person.fate.reply }
      : { state: 'accepted', reason: null, reply: '250 2.0.0 Ok' }
    rows.messages.push({ ...letter, id: newId(), ...sent, ...outcome })
  }
}

const messagesOf = (invitation: InventedInvitation) => [
  { kind: 'welcome', ordinal: 0, at: invitation.sentAt ?? invitation.endedAt },
  ...invitation.followUpsAt.map((at, index) => ({ kind: 'follow-up', ordinal: index + 1, at })),
]
