import type { TimelineEntry } from '../../../contract/people.ts'
import type { Tx } from '../../db/connect.ts'
import { Problem } from '../../lib/problem.ts'
import { isOneself, maySee, mayViewDetailOf, mayViewUserDetail } from '../directory/index.ts'
import { type Actor, refuseUnless } from '../permissions/index.ts'
import { stopsOf } from './stop-queries.ts'
import { delaysOf, invitationsOf, messagesOf, stateOfPerson } from './story-queries.ts'

type Message = Awaited<ReturnType<typeof messagesOf>>[number]
type Delay = Awaited<ReturnType<typeof delaysOf>>[number]
type Invitation = Awaited<ReturnType<typeof invitationsOf>>[number]

/** What happened with a person's invitations, and what else was written to them, newest first. @throws Problem not-found */
export async function timelineOf(tx: Tx, actor: Actor, personId: string): Promise<TimelineEntry[]> {
  const person = await stateOfPerson(tx, actor.accountId, personId)
  if (!person || !(isOneself(actor, personId) || maySee(actor, person.status))) throw new Problem('not-found')
  if (!mayViewDetailOf(actor, personId)) refuseUnless(actor, mayViewUserDetail)
  const messages = await messagesOf(tx, actor.accountId, personId)
  const invitations = await invitationsOf(tx, actor.accountId, personId)
  const delays = await delaysOf(tx, actor.accountId, personId)
  const stops = await stopsOf(tx, actor.accountId, personId)
  const entries = [
    ...messages.flatMap(ofMessage),
    ...delays.map(ofDelay),
    ...stops.map(stop => entry(stop.stopped_at, 'reminders-stopped', 'waiting')),
    ...invitations.flatMap(ofInvitation),
  ]
  return entries.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
}

function ofInvitation(invitation: Invitation): TimelineEntry[] {
  const inviter = `${invitation.first_name} ${invitation.last_name}`.trim()
  const entries = [
    entry(invitation.created_at, invitation.generation > 1 ? 'invited-again' : 'invited', 'plain', {
      inviter,
    }),
  ]
  if (invitation.accepted_at) entries.push(entry(invitation.accepted_at, 'joined', 'good'))
  const { state, ended_at: endedAt } = invitation
  if (endedAt && isOver(state))
    entries.push(entry(endedAt, `invitation-${state}`, state === 'expired' ? 'waiting' : 'plain'))
  return entries
}

const isOver = (state: string) => ['expired', 'cancelled', 'revoked', 'declined'].includes(state)

/** Messages of other features are called by their kind: words under `message-kind.<kind>`. */
const namedHere = ['welcome', 'follow-up']

/** A message that waits says so with the moment it is due; one that ended says how. */
function ofMessage(message: Message): TimelineEntry[] {
  const which = namedHere.includes(message.kind) ? message.kind : 'message'
  const at = message.answered_at ?? message.dot_at ?? message.created_at
  const params = {
    message: message.kind,
    number: message.ordinal,
    // Gone where the person's data was erased.
    address: message.to_address || '–',
    reason: message.reason ?? '',
    reply: message.reply ?? '',
    dueAt: message.due_at.toISOString(),
  }
  switch (message.state) {
    case 'queued':
      if (message.reason && message.attempt === 0)
        return [entry(message.created_at, `${which}-paced`, 'waiting', params)]
      return [entry(message.created_at, `${which}-queued`, 'waiting', params)]
    case 'sending':
    case 'dot':
      return [entry(message.created_at, `${which}-queued`, 'waiting', params)]
    case 'deferred':
      return [entry(at, `${which}-deferred`, 'waiting', params)]
    case 'unconfirmed':
      return [entry(at, `${which}-unconfirmed`, 'waiting', params)]
    case 'accepted':
    case 'delivered':
      return [entry(at, `${which}-accepted`, 'good', params)]
    case 'bounced':
      return [entry(at, `${which}-bounced`, 'bad', params)]
    case 'complained':
      return [entry(at, `${which}-complained`, 'bad', params)]
    case 'cancelled':
    case 'suppressed':
      return [entry(at, `${which}-not-sent`, 'plain', params)]
    default:
      return [entry(at, `${which}-refused`, 'bad', params)]
  }
}

/** A mail server on the way took it and could not pass it on yet. */
const ofDelay = ({ at, kind, ordinal, to_address, reason }: Delay): TimelineEntry =>
  entry(at, `${kind === 'welcome' ? 'welcome' : 'follow-up'}-delayed`, 'waiting', {
    number: ordinal,
    address: to_address || '–',
    reason: reason ?? '',
  })

const entry = (
  at: Date,
  code: string,
  tone: TimelineEntry['tone'],
  params: TimelineEntry['params'] = {},
): TimelineEntry => ({
  at: at.toISOString(),
  code,
  tone,
  params,
})
