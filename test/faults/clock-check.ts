import type { TestAccount } from '../account.ts'
import { type Invited, mailsTo } from './clock-fates.ts'
import type { ClockGround } from './clock-ground.ts'

export const DAYS = [3, 7, 14]

/** How often follow-ups ended in which way: `sent`, the reason why not, or what their invitation was when it ended before. */
export type Tally = Map<string, number>

export function addTo(sum: Tally, more: Tally): void {
  for (const [end, count] of more) sum.set(end, (sum.get(end) ?? 0) + count)
}

type Row = {
  personId: string
  invitationId: string
  /** Of the invitation: replaced where a newer one was accepted. */
  became: string
  isOver: boolean
  followUps: {
    ordinal: number
    state: string
    reason: string | null
    /** By the clock that stood then: days from the acceptance of the welcome message to that of this one. */
    afterDays: number | null
  }[]
}

/** Everybody's follow-ups after all has ended: each at most once, never early, or not sent with its reason; none too many. */
export async function whatTheClockBroke(ground: ClockGround, account: TestAccount, people: Invited[]) {
  const { rows } = await ground.owner.query<Row>(
    `select i.person_id as "personId", i.id as "invitationId",
       case when i.replaced_at is not null and i.ended_at is null then 'replaced' else i.state::text end as became,
       (i.ended_at is not null and i.state <> 'expired') or i.replaced_at is not null as "isOver",
       (select coalesce(json_agg(json_build_object('ordinal', m.ordinal, 'state', m.state, 'reason', m.reason,
          'afterDays', extract(epoch from m.answered_at - i.sent_at)::float8 / 86400)), '[]')
        from message m where m.account_id = $1 and m.invitation_id = i.id and m.kind = 'follow-up') as "followUps"
     from invitation i where i.account_id = $1 and i.sent_at is not null`,
    [account.id],
  )
  const broken: string[] = []
  const tally: Tally = new Map()
  for (const one of people) {
    const theirs = rows.filter(row => row.personId === one.id)
    const who = `${one.email.split('@')[0]!.split('-')[0]} (${one.fate ?? 'never joined'})`
    for (const row of theirs) {
      broken.push(...faultsOf(row).map(what => `${who}: ${what}`))
      addTo(tally, endsOf(row))
    }
    if (!theirs.length) broken.push(`${who}: was never invited`)
    const isReminded = one === people[0]
    const mails = mailsTo(ground, one)
    const sent = theirs.flatMap(row => row.followUps).filter(({ state }) => state === 'accepted').length
    if (!isReminded && mails !== sent + theirs.length)
      broken.push(
        `${who}: ${mails} messages came, ${sent} follow-ups and ${theirs.length} welcome messages are on record`,
      )
    // Of their company's form people are reminded until it is submitted, joined or not; inactivated, they are not.
    const goesOn = (isReminded && one.fate !== 'inactivated') || one.fate === 'invited again'
    if (one.fate && mails > one.mailsThen && !goesOn)
      broken.push(`${who}: ${mails - one.mailsThen} came afterwards`)
  }
  return { tally, broken }
}

function faultsOf({ followUps, isOver }: Row): string[] {
  const broken: string[] = []
  for (let ordinal = 1; ordinal <= DAYS.length; ordinal++) {
    const count = followUps.filter(row => row.ordinal === ordinal).length
    if (count > 1) broken.push(`follow-up ${ordinal} is there ${count} times`)
    if (!count && !isOver) broken.push(`follow-up ${ordinal} was neither sent nor recorded as not sent`)
  }
  for (const { ordinal, state, reason, afterDays } of followUps) {
    if (ordinal > DAYS.length) broken.push(`follow-up ${ordinal} came after the last`)
    const isSettled = ['accepted', 'cancelled', 'suppressed'].includes(state)
    if (!isSettled) broken.push(`follow-up ${ordinal} is ${state} after all has ended`)
    if (isSettled && state !== 'accepted' && !reason) broken.push(`follow-up ${ordinal} tells no reason`)
    if (state === 'accepted' && afterDays! < DAYS[ordinal - 1]!)
      broken.push(`follow-up ${ordinal} left early, after ${afterDays} days`)
  }
  return broken
}

function endsOf({ followUps, became }: Row): Tally {
  const tally: Tally = new Map()
  for (let ordinal = 1; ordinal <= DAYS.length; ordinal++) {
    const row = followUps.find(one => one.ordinal === ordinal)
    const end = !row ? `invitation ${became}` : row.state === 'accepted' ? 'sent' : row.reason!
    addTo(tally, new Map([[end, 1]]))
  }
  return tally
}

/** Reminders of the prequalification form: never in the first week, and at most one in each week of the form's own. */
export async function remindersInOrder({ owner }: ClockGround, account: TestAccount): Promise<string[]> {
  const { rows } = await owner.query<{ week: number; count: number }>(
    `select floor(extract(epoch from m.answered_at - w.answered_at) / 604800)::int as week, count(*)::int
     from message m join message w on w.account_id = m.account_id and w.invitation_id = m.invitation_id and w.kind = 'prequalification'
     where m.account_id = $1 and m.kind = 'prequalification-reminder' and m.state = 'accepted' group by 1`,
    [account.id],
  )
  return rows.flatMap(({ week, count }) =>
    week < 1
      ? [`a form was reminded of in week ${week}`]
      : count > 1
        ? [`a form was reminded of ${count} times in week ${week}`]
        : [],
  )
}
