import { isDeepStrictEqual } from 'node:util'
import type { TestAccount } from '../account.ts'
import type { ClockGround } from './clock-ground.ts'
import type { Choice, Step } from './model-steps.ts'
import type { ReferenceInvitee } from './reference-invitee.ts'

/** Of three lives one has a phone alone, and one both: it is written to by e-mail, and a complaint ends its reminders by SMS too. */
export type Life = {
  steps: Step[]
  invitee: ReferenceInvitee
  id: string
  /** Where they are written to first; and the phone, if they have one. */
  address: string
  phone: string | null
  /** The run that invited them last with a hold. */
  heldBy?: string
}
/** What the program and the reference tell differently, each with the story of that life. @param hours how long time passed after each step */
export async function differences(
  { owner }: ClockGround,
  account: TestAccount,
  choice: Choice,
  lives: Life[],
  step: number,
  hours: number[] = [],
): Promise<string[]> {
  const { rows } = await owner.query(
    `select s.person_id as id, s.invitation_state as state, s.status = 'active' as "isActive", s.joined_at is not null as "hasJoined",
            s.is_unconfirmed as "isUnconfirmed", 'suppressed' in (s.email_verdict, s.phone_verdict) as "isSuppressed",
            (select count(*)::int from invitation i where i.account_id = $1 and i.person_id = s.person_id and i.state = 'sent'
               and i.replaced_at is null and s.joined_at is null) as live,
            (select coalesce(json_agg(f.sent order by f.generation), '[]') from (
               select i.generation, coalesce(json_agg(m.ordinal order by m.ordinal) filter (where m.id is not null), '[]') as sent
               from invitation i left join message m on m.account_id = $1 and m.person_id = s.person_id and m.invitation_id = i.id
                 and m.kind = 'follow-up' and m.state = 'accepted'
               where i.account_id = $1 and i.person_id = s.person_id group by 1) f) as "followUps"
     from person_state s where s.account_id = $1`,
    [account.id],
  )
  const byId = new Map(rows.map(({ id, live, ...shown }) => [id, { live, shown }]))
  return lives.flatMap(({ id, invitee, steps, address, phone }) => {
    const { live, shown } = byId.get(id)!
    const { state, isActive, hasJoined, isUnconfirmed, isSuppressed, followUps } = invitee
    const expected = { state, isActive, hasJoined, isUnconfirmed, isSuppressed, followUps }
    const reached = phone === null ? 'e-mail' : phone === address ? 'SMS' : 'both'
    const story = `by ${reached}, ${choice.policy}${choice.smsAfterBounce ? ', SMS after a bounce' : ''}, after ${steps.slice(0, step + 1).join(', ')}${hours.length ? `; ${hours.slice(0, step + 1).join(', ')} h` : ''}`
    if (live !== (invitee.hasLiveLink ? 1 : 0)) return [`${live} live secrets in state ${state} ${story}`]
    return isDeepStrictEqual(shown, expected)
      ? []
      : [`${JSON.stringify(shown)} instead of ${JSON.stringify(expected)} ${story}`]
  })
}
