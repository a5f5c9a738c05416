import { isDeepStrictEqual } from 'node:util'
import type { ClockGround } from './clock-ground.ts'
import type { Invitee, Model, Neighbours } from './model-lives.ts'

/** Reminders that were sent, one list of their ordinals for each generation. */
const followUps = (among = '') => `
  (select coalesce(json_agg(f.sent order by f.generation), '[]') from (
     select i.generation, coalesce(json_agg(m.ordinal order by m.ordinal) filter (where m.id is not null), '[]') as sent
     from invitation i left join message m on m.account_id = $1 and m.person_id = s.person_id and m.invitation_id = i.id
       and m.kind = 'follow-up' and m.state in ('accepted', 'bounced') ${among}
     where i.account_id = $1 and i.person_id = s.person_id group by 1) f)`

/** What the program and the reference tell differently, each with the story of that life. @param hours how long time passed after each step */
export async function differences<I extends Invitee>(
  { owner }: ClockGround,
  model: Model<I>,
  { account, choice, lives }: Neighbours<I>,
  step: number,
  hours: number[] = [],
): Promise<string[]> {
  const { rows } = await owner.query(
    `select s.person_id as id, s.invitation_state as state, s.status = 'active' as "isActive", s.joined_at is not null as "hasJoined",
            s.is_unconfirmed as "isUnconfirmed", 'suppressed' in (s.email_verdict, s.phone_verdict) as "isSuppressed",
            s.email_verdict = 'suppressed' as "isMailShut", s.phone_verdict = 'suppressed' as "isPhoneShut",
            (select count(*)::int from invitation i where i.account_id = $1 and i.person_id = s.person_id and i.state = 'sent'
               and i.replaced_at is null and s.joined_at is null) as live,
            exists (select from invitation i where i.account_id = $1 and i.person_id = s.person_id and i.next_follow_up_at is not null
               and (i.state not in ('sent', 'accepted') or i.replaced_at is not null)) as "isReminderPlanned",
            ${followUps()} as "followUps", ${followUps("and m.channel = 'email'")} as "mailFollowUps",
            ${followUps("and m.channel = 'sms'")} as "textFollowUps"
     from person_state s where s.account_id = $1`,
    [account.id],
  )
  const byId = new Map(
    rows.map(({ id, live, isReminderPlanned, ...shown }) => [id, { live, isReminderPlanned, shown }]),
  )
  return lives.flatMap(({ id, invitee, moves, addresses }) => {
    if (invitee.isUncertain) return []
    const { live, isReminderPlanned, shown } = byId.get(id)!
    const expected = model.expected(invitee)
    const told = Object.fromEntries(Object.keys(expected).map(name => [name, shown[name]]))
    const reached = addresses.email === null ? 'SMS' : addresses.sms === null ? 'e-mail' : 'both'
    const names = moves.slice(0, step + 1).map(({ name, more }) => (more ? `${name} (${more})` : name))
    const story = `by ${reached}, ${choice.policy}${choice.smsAfterBounce ? ', SMS after a bounce' : ''}, after ${names.join(', ')}${hours.length ? `; ${hours.slice(0, step + 1).join(', ')} h` : ''}`
    if (live !== (invitee.hasLiveLink ? 1 : 0))
      return [`${live} live secrets in state ${shown.state} instead of ${invitee.state} ${story}`]
    if (isReminderPlanned) return [`a reminder is planned of what is over ${story}`]
    return isDeepStrictEqual(told, expected)
      ? []
      : [`${JSON.stringify(told)} instead of ${JSON.stringify(expected)} ${story}`]
  })
}
